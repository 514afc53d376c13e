//! Where a terminal sequence begins and ends: colours, titles, links (ECMA-48, and
//! <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>).

/// What every sequence begins with.
pub(crate) const ESC: u8 = 0x1b;

const BEL: u8 = 0x07;

/// Longer ones are no sequences of any program, but text after an `ESC [`.
const SEQUENCE_MOST: u16 = 64;

/// Titles and links.
const STRING_MOST: u16 = 4096;

/// How far into a sequence a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Escape {
    /// Outside.
    #[default]
    Text,
    /// Behind `ESC`, and perhaps intermediate bytes.
    Begun(u16),
    /// Behind `ESC [`.
    Control(u16),
    /// Behind `ESC ]` and the like, whose text ends with BEL or `ESC \`.
    String(u16),
    /// Behind an `ESC` in such a text.
    StringEnd,
}

impl Escape {
    /// Goes on by a byte, and tells whether it belongs to a sequence.
    pub(crate) fn take(&mut self, byte: u8) -> bool {
        let (next, belongs) = match (*self, byte) {
            (Self::Begun(length), 0x20..=0x2f) if length < SEQUENCE_MOST => {
                (Self::Begun(length + 1), true)
            }
            (Self::Begun(0) | Self::StringEnd, b'[') => (Self::Control(0), true),
            (Self::Begun(0) | Self::StringEnd, b']' | b'P' | b'X' | b'^' | b'_') => {
                (Self::String(0), true)
            }
            (Self::Begun(_) | Self::StringEnd, 0x30..=0x7e) => (Self::Text, true),
            (Self::Control(length), 0x20..=0x3f) if length < SEQUENCE_MOST => {
                (Self::Control(length + 1), true)
            }
            (Self::Control(_), 0x40..=0x7e) => (Self::Text, true),
            (Self::String(_), BEL) => (Self::Text, true),
            (Self::String(_), ESC) => (Self::StringEnd, true),
            (Self::String(length), _) if length < STRING_MOST && byte != b'\n' => {
                (Self::String(length + 1), true)
            }
            (_, ESC) => (Self::Begun(0), true),
            (_, _) => (Self::Text, false),
        };
        *self = next;
        belongs
    }
}

/// A text without its terminal sequences.
pub(crate) fn without(bytes: &[u8]) -> Vec<u8> {
    let mut escape = Escape::Text;
    bytes.iter().copied().filter(|&byte| !escape.take(byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        String::from_utf8(without(text.as_bytes())).expect("text")
    }

    #[test]
    fn colours_titles_and_links_are_no_text() {
        assert_eq!(shown("\x1b[1;31mred\x1b[0m"), "red");
        assert_eq!(shown("a\x1b(B\x1b[mb\x1b=c"), "abc");
        assert_eq!(shown("\x1b]0;title\x07a\x1b]8;;https://x\x1b\\b"), "ab");
    }

    #[test]
    fn what_is_no_sequence_stays_text() {
        assert_eq!(shown("a\x1b[1é"), "aé");
        assert_eq!(shown("\x1b]title\nnext"), "\nnext");
        let long = "1".repeat(100);
        assert_eq!(shown(&format!("\x1b[{long}")), "1".repeat(100 - usize::from(SEQUENCE_MOST)));
    }
}
