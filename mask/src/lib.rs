//! Takes secrets out of what a job prints, by their values. Pure: bytes in, bytes out.
//!
//! # What is masked
//! A secret of [`LEAST_BYTES`] bytes or more is replaced by `***` wherever it stands
//! * as it is, and each of its lines that is as long, blanks around it apart;
//! * in base64, standard or URL-safe, padded or not, wherever it begins within a longer text;
//! * in hexadecimal digits, lower or upper case;
//! * escaped for URLs, JSON, HTML or a shell;
//! * in any of these with line breaks or terminal sequences (colours, say) put in between, or with
//!   its line breaks changed;
//! * cut into any number of pieces ([`Stream::push`]).
//!
//! # What is not
//! A program that wants to show a secret can: reversed, encrypted, one character a line with other
//! text between. Masking keeps secrets out of logs by mistake, not by intent. Of a base64 text that
//! begins within three bytes before the secret, the one digit that holds bits of both stays.
//!
//! # Memory and delay
//! A stream holds back what may be the beginning of a secret, and nothing else: at most
//! [`HELD_MOST`] bytes, and at a [`Stream::pause`] nothing but what agrees with a secret in
//! [`LEAST_BYTES`] bytes.

mod automaton;
mod escape;
mod forms;
mod stream;

use std::{borrow::Cow, fmt, sync::Arc};

use automaton::Automaton;
pub use stream::Stream;

/// Shorter values are not masked: they stand in any text. The server refuses them as secrets.
pub const LEAST_BYTES: usize = 4;

/// The most bytes that a stream holds back: many times the longest pattern, since line breaks and
/// terminal sequences between its bytes count too.
pub const HELD_MOST: usize = 16 * 1024;

/// What stands for a secret.
pub const MASK: &str = "***";

/// The secrets of a job, as they are searched for.
#[derive(Clone, Default)]
pub struct Masker {
    /// None when there is nothing to mask.
    automaton: Option<Arc<Automaton>>,
}

impl Masker {
    /// Prepares to mask these values.
    pub fn new<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let mut patterns = std::collections::BTreeSet::new();
        for value in values {
            forms::collect(value, &mut patterns);
        }
        let automaton = (!patterns.is_empty()).then(|| Arc::new(Automaton::new(&patterns)));
        Self { automaton }
    }

    /// Whether there is nothing to mask.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.automaton.is_none()
    }

    /// Begins with a text that comes in pieces.
    #[must_use]
    pub fn stream(&self) -> Stream {
        Stream::new(self.automaton.clone())
    }

    /// Masks a whole text.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.is_empty() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(String::from_utf8_lossy(&self.bytes(text.as_bytes())).into_owned())
    }

    /// Masks whole output.
    #[must_use]
    pub fn bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.stream();
        let mut masked = stream.push(bytes).to_vec();
        masked.extend_from_slice(stream.finish());
        masked
    }
}

/// Without the secrets.
impl fmt::Debug for Masker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Masker").field("is_empty", &self.is_empty()).finish()
    }
}
