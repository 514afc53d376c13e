//! Where the expressions of a text begin and end.

use super::ExpressionError;

/// How many expressions a text may hold.
pub(crate) const MAX_EXPRESSIONS: usize = 100;

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// Taken as it is.
    Text(&'a str),
    /// An expression.
    Expression {
        /// With `${{` and `}}`.
        whole: &'a str,
        /// Without them and the white space beside them.
        inner: &'a str,
    },
}

/// The parts of a text in their order.
///
/// # Errors
/// [`ExpressionError::Unterminated`] and [`ExpressionError::TooMany`].
pub(crate) fn parts(text: &str) -> Result<Vec<Part<'_>>, ExpressionError> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut expressions = 0;
    while let Some(start) = rest.find("${{") {
        if start > 0 {
            found.push(Part::Text(&rest[..start]));
        }
        expressions += 1;
        if expressions > MAX_EXPRESSIONS {
            return Err(ExpressionError::TooMany);
        }
        let inside = &rest[start + 3..];
        let length = closing(inside).ok_or(ExpressionError::Unterminated)?;
        let whole = &rest[start..start + 3 + length + 2];
        found.push(Part::Expression { whole, inner: inside[..length].trim() });
        rest = &inside[length + 2..];
    }
    if !rest.is_empty() {
        found.push(Part::Text(rest));
    }
    Ok(found)
}

/// The expression of an `if:`, without one `${{ }}` around the whole of it.
pub(crate) fn unwrapped(text: &str) -> &str {
    let text = text.trim();
    match parts(text).as_deref() {
        Ok([Part::Expression { inner, .. }]) => inner,
        _ => text,
    }
}

/// Where the `}}` of an expression begins. One inside a quoted text does not count, nor one that
/// closes a map within the expression.
fn closing(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut quote = None;
    let mut open_braces = 0_usize;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match quote {
            Some(_) if byte == b'\\' => at += 1,
            Some(mark) if byte == mark => quote = None,
            Some(_) => {}
            None => match byte {
                b'"' | b'\'' => quote = Some(byte),
                b'{' => open_braces += 1,
                b'}' if open_braces > 0 => open_braces -= 1,
                b'}' if bytes.get(at + 1) == Some(&b'}') => return Some(at),
                _ => {}
            },
        }
        at += 1;
    }
    None
}
