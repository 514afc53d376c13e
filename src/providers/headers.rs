//! Reading a header that must be there once.

use poem::http::HeaderMap;

/// The value of a header that is there exactly once and is visible ASCII; a doubled one is as good
/// as none, because a proxy and this server might read different ones.
pub(super) fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    if values.next().is_some() {
        return None;
    }
    value.to_str().ok()
}
