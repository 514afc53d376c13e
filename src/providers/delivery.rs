//! One delivery: what its headers and body say about it before anyone asks what it means.

use std::borrow::Cow;

use poem::http::HeaderMap;
use serde::de::Error as _;
use serde_json::Value;

use super::headers::single;
use super::sender::Sender;
use super::{provider, summary};
use crate::crypto::signature::sha256_hex;
use crate::domain::event::Summary;
use crate::domain::provider::ProviderKind;
use crate::domain::text::bounded;

/// In bytes, for the names of events, actions and deliveries. Providers use at most 40.
const NAME_LIMIT: usize = 128;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// How deep lists and objects may stand in each other: `serde_json` reads no more.
const MOST_LEVELS: usize = 127;
/// The field of a form in which GitHub sends its JSON.
const FORM_FIELD: &str = "payload";

/// A delivery whose signature was found good.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The event in the provider's words: `push`, `Push Hook`.
    pub event: String,
    /// What happened to the event's subject, if the payload says so.
    pub action: Option<String>,
    /// Identifies it; a redelivery bears the same.
    pub id: String,
    /// The body's media type without parameters, which [`payload`] needs.
    pub content_type: String,
    /// What it is about.
    pub summary: Summary,
}

/// Why a delivery can't be read, in words for the one who sent it.
#[derive(Debug, thiserror::Error)]
pub enum Malformed {
    /// It was sent to the endpoint of another provider.
    #[error("this delivery comes from {}; send it to the webhook URL of a repository whose provider is `{}`, as this URL takes `{endpoint}` alone", sender.name(), sender.provider())]
    WrongProvider {
        /// Who sent it.
        sender: Sender,
        /// Whose endpoint this is.
        endpoint: ProviderKind,
    },
    /// No provider sends compressed bodies.
    #[error("the content encoding `{0}` is not accepted; send the body as it is")]
    Encoding(String),
    /// Neither JSON nor, from GitHub, a form.
    #[error("the content type `{0}` is not accepted; send application/json")]
    ContentType(String),
    /// A header is missing or doubled.
    #[error("the header {0} must be there once")]
    Header(&'static str),
    /// A header's value is too long or holds what it may not.
    #[error("the header {0} must hold 1 to {NAME_LIMIT} visible ASCII characters")]
    HeaderValue(&'static str),
    /// The form does not hold the payload once.
    #[error("the form must hold the field `{FORM_FIELD}` once")]
    Form,
    /// The body is not JSON.
    #[error("the body is not JSON: {0}")]
    Json(#[source] serde_json::Error),
    /// Lists and objects stand in each other as in no payload that a provider makes.
    #[error("the body is nested too deeply; {MOST_LEVELS} levels are read at most")]
    TooDeep,
    /// The body is JSON, but no object.
    #[error("the body must be a JSON object")]
    NotAnObject,
}

impl From<serde_json::Error> for Malformed {
    fn from(error: serde_json::Error) -> Self {
        // It tells this in words alone.
        let is_too_deep = error.to_string().starts_with("recursion limit exceeded");
        if is_too_deep { Self::TooDeep } else { Self::Json(error) }
    }
}

/// Looks at the headers alone, before the signature: whether the delivery was meant for this
/// endpoint, and whether its body is plain. The answer tells nothing about secrets or
/// repositories.
///
/// # Errors
/// [`Malformed::WrongProvider`], [`Malformed::Encoding`] or [`Malformed::ContentType`].
pub fn admit(endpoint: ProviderKind, headers: &HeaderMap) -> Result<(), Malformed> {
    match Sender::of(headers) {
        Some(sender) if sender.provider() != endpoint => {
            return Err(Malformed::WrongProvider { sender, endpoint });
        }
        Some(_) | None => {}
    }
    for encoding in headers.get_all("content-encoding") {
        if !encoding.as_bytes().eq_ignore_ascii_case(b"identity") {
            let shown = bounded(&String::from_utf8_lossy(encoding.as_bytes()), NAME_LIMIT);
            return Err(Malformed::Encoding(shown));
        }
    }
    content_type(endpoint, headers).map(|_| ())
}

impl Delivery {
    /// Reads a delivery that was admitted and verified.
    ///
    /// # Errors
    /// When headers or body lack what every delivery has.
    pub fn read(
        provider: ProviderKind,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self, Malformed> {
        let event =
            name(headers, present(headers, provider::of(provider).event_headers()))?.to_owned();
        let id = delivery_id(provider, headers, body)?;
        let content_type = content_type(provider, headers)?;
        let json = outline(provider, &content_type, body)?;
        let action = provider::of(provider).action(&json).map(|action| bounded(action, NAME_LIMIT));
        let summary = summary(provider, &event, &json);
        Ok(Self { event, action, id, content_type, summary })
    }
}

/// The JSON of a body that came with this media type.
///
/// # Errors
/// When there is no JSON object in it.
pub fn payload(content_type: &str, body: &[u8]) -> Result<Value, Malformed> {
    let json: Value = match content_type {
        FORM => serde_json::from_str(&form_payload(body)?)?,
        _ => serde_json::from_slice(body)?,
    };
    if json.is_object() { Ok(json) } else { Err(Malformed::NotAnObject) }
}

/// What of a payload tells what it is about; the rest is only passed over.
fn outline(provider: ProviderKind, content_type: &str, body: &[u8]) -> Result<Value, Malformed> {
    let text = payload_text(content_type, body)?;
    let text = std::str::from_utf8(&text).map_err(serde_json::Error::custom)?;
    let json = provider::of(provider).outline().read(text)?;
    if json.is_object() { Ok(json) } else { Err(Malformed::NotAnObject) }
}

/// The text of the JSON in a body that came with this media type, as it was sent.
///
/// # Errors
/// When a form does not hold it once.
pub fn payload_text<'a>(content_type: &str, body: &'a [u8]) -> Result<Cow<'a, [u8]>, Malformed> {
    match content_type {
        FORM => Ok(Cow::Owned(form_payload(body)?.into_owned().into_bytes())),
        _ => Ok(Cow::Borrowed(body)),
    }
}

fn content_type(provider: ProviderKind, headers: &HeaderMap) -> Result<String, Malformed> {
    if !headers.contains_key("content-type") {
        return Ok(JSON.to_owned());
    }
    let whole = single(headers, "content-type").ok_or(Malformed::Header("Content-Type"))?;
    let essence = whole.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        JSON => Ok(essence),
        FORM if provider::of(provider).sends_forms() => Ok(essence),
        _ => Err(Malformed::ContentType(bounded(&essence, NAME_LIMIT))),
    }
}

fn form_payload(body: &[u8]) -> Result<Cow<'_, str>, Malformed> {
    let mut found: Option<Cow<'_, str>> = None;
    for (field, value) in url::form_urlencoded::parse(body) {
        if field == FORM_FIELD && found.replace(value).is_some() {
            return Err(Malformed::Form);
        }
    }
    found.ok_or(Malformed::Form)
}

/// What the sender has signed of a body: the JSON payload, for Gitea also where it stands in a
/// form. None when it isn't there.
pub(super) fn signed_text<'a>(
    provider: ProviderKind,
    headers: &HeaderMap,
    body: &'a [u8],
) -> Option<Cow<'a, [u8]>> {
    payload_text(&content_type(provider, headers).ok()?, body).ok()
}

/// The first of the headers that is there; else the first.
fn present(headers: &HeaderMap, candidates: &[&'static str]) -> &'static str {
    let found = candidates.iter().find(|header| headers.contains_key(**header));
    found.or(candidates.first()).copied().unwrap_or_default()
}

/// What identifies a delivery: its name, else its body.
fn delivery_id(
    provider: ProviderKind,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<String, Malformed> {
    let provider = provider::of(provider);
    let candidates = provider.delivery_headers();
    let header = present(headers, candidates);
    if headers.contains_key(header) || provider.names_every_delivery() {
        return name(headers, header).map(str::to_owned);
    }
    Ok(format!("sha256:{}", sha256_hex(body)))
}

fn name<'a>(headers: &'a HeaderMap, header: &'static str) -> Result<&'a str, Malformed> {
    let mut values = headers.get_all(header).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(Malformed::Header(header));
    };
    let text = value.to_str().ok().map(str::trim).unwrap_or_default();
    let is_good = (1..=NAME_LIMIT).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    if is_good { Ok(text) } else { Err(Malformed::HeaderValue(header)) }
}

#[cfg(test)]
mod tests;
