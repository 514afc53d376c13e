//! A job's output for a terminal: its colours stay, everything else that steers a terminal goes.
//!
//! A job may print what a stranger wrote. Escape sequences could rename the window, write the
//! clipboard or hide lines.

/// What is being read.
#[derive(Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// Within a character of several bytes, with what came so far.
    Character(Vec<u8>),
    /// Behind ESC.
    Escape,
    /// Within `ESC [`, with what came so far.
    Control(Vec<u8>),
    /// Within `ESC ]` and the like, until BEL or `ESC \`.
    Command,
    /// Behind ESC within a command.
    CommandEscape,
}

/// The longest sequence that is kept; a longer one is no colour.
const LONGEST: usize = 32;

/// What stands for bytes that are no text.
const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// Filters a stream of bytes, which may be cut anywhere.
#[derive(Debug, Default)]
pub(super) struct Harmless {
    state: State,
}

impl Harmless {
    /// The part of `bytes` that may be shown.
    pub(super) fn pass(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut shown = Vec::with_capacity(bytes.len());
        for byte in bytes {
            self.take(*byte, &mut shown);
        }
        shown
    }

    fn take(&mut self, byte: u8, shown: &mut Vec<u8>) {
        self.state = match (std::mem::take(&mut self.state), byte) {
            (State::Character(begun), 0x80..=0xbf) => character(begun, byte, shown),
            // What was begun is no text; this byte is read as if nothing had been before it.
            (State::Character(_), _) => {
                shown.extend_from_slice(REPLACEMENT);
                return self.take(byte, shown);
            }
            (State::Text | State::Escape, 0x1b) => State::Escape,
            (State::Text, b'\n' | b'\r' | b'\t') => push(shown, byte),
            (State::Text, 0..0x20 | 0x7f) => State::Text,
            (State::Text, 0xc2..=0xf4) => State::Character(vec![byte]),
            // Some terminals take 0x9b alone for `ESC [`.
            (State::Text, 0x80..=0xff) => {
                shown.extend_from_slice(REPLACEMENT);
                State::Text
            }
            (State::Text, _) => push(shown, byte),
            (State::Escape, b'[') => State::Control(Vec::new()),
            (State::Escape, b']' | b'P' | b'X' | b'^' | b'_') => State::Command,
            (State::Escape, _) => State::Text,
            (State::Control(sequence), b'm') => {
                shown.extend_from_slice(b"\x1b[");
                shown.extend_from_slice(&sequence);
                push(shown, b'm')
            }
            (State::Control(mut sequence), b'0'..=b'9' | b';' | b':')
                if sequence.len() < LONGEST =>
            {
                sequence.push(byte);
                State::Control(sequence)
            }
            // Parameters of other sequences, which end with a letter or a sign.
            (State::Control(_), 0x20..=0x3f) => State::Control(vec![b'0'; LONGEST]),
            (State::Control(_), _) => State::Text,
            (State::Command, 0x07) => State::Text,
            (State::Command | State::CommandEscape, 0x1b) => State::CommandEscape,
            (State::CommandEscape, b'\\') => State::Text,
            // A command that never ends would hide the rest.
            (State::Command | State::CommandEscape, b'\n') => push(shown, byte),
            (State::Command | State::CommandEscape, _) => State::Command,
        };
    }
}

/// A further byte of a character, which is shown once it is whole, unless it steers.
fn character(mut begun: Vec<u8>, byte: u8, shown: &mut Vec<u8>) -> State {
    begun.push(byte);
    match std::str::from_utf8(&begun) {
        // U+0080 to U+009F mean the same as `ESC` and a letter.
        Ok(text) if text.chars().any(char::is_control) => State::Text,
        Ok(text) => {
            shown.extend_from_slice(text.as_bytes());
            State::Text
        }
        // More bytes are to come.
        Err(error) if error.error_len().is_none() => State::Character(begun),
        Err(_) => {
            shown.extend_from_slice(REPLACEMENT);
            State::Text
        }
    }
}

fn push(shown: &mut Vec<u8>, byte: u8) -> State {
    shown.push(byte);
    State::Text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colours_pass() {
        for (written, expected) in [
            ("plain\ttext\r\n", "plain\ttext\r\n"),
            ("\x1b[1;31mred\x1b[0m", "\x1b[1;31mred\x1b[0m"),
            ("\x1b[38:5:1mx", "\x1b[38:5:1mx"),
            ("a\x1b[2Jb\x1b[1;1Hc\x1b[?25ld", "abcd"),
            ("\x1b]0;title\x07x", "x"),
            ("\x1b]52;c;aGk=\x1b\\x", "x"),
            ("\x1bPdata\x1b\\x", "x"),
            ("a\x07\x08b\x7f", "ab"),
            ("\x1b]never ends\nnext line", "\nnext line"),
            ("\x1b\x1b[31mx", "\x1b[31mx"),
            ("äöü 日本 🦀", "äöü 日本 🦀"),
            ("a\u{9b}2Jb\u{9d}0;title\u{9c}c", "a2Jb0;titlec"),
        ] {
            assert_passes(written.as_bytes(), expected);
        }
    }

    #[test]
    fn bytes_that_are_no_text_neither_pass_nor_hide_what_follows() {
        for (written, expected) in [
            (&b"a\x9b2Jb"[..], "a\u{fffd}2Jb"),
            (b"a\x9d0;title\x07b", "a\u{fffd}0;titleb"),
            (b"\xe6\x97x", "\u{fffd}x"),
            (b"\xe6\x1b[2Jx", "\u{fffd}x"),
            (b"\xc3\xc3\xa4", "\u{fffd}ä"),
            (b"\xff\xc0x", "\u{fffd}\u{fffd}x"),
        ] {
            assert_passes(written, expected);
        }
    }

    /// However the bytes are cut.
    fn assert_passes(written: &[u8], expected: &str) {
        for cut in 0..=written.len() {
            let mut harmless = Harmless::default();
            let mut shown = harmless.pass(&written[..cut]);
            shown.extend(harmless.pass(&written[cut..]));
            assert_eq!(String::from_utf8(shown).unwrap(), expected, "{written:?} at {cut}");
        }
    }

    #[test]
    fn a_sequence_without_end_is_no_colour() {
        let mut written = b"\x1b[".to_vec();
        written.extend(vec![b'1'; 1_000]);
        written.extend(b"mx");
        let shown = Harmless::default().pass(&written);
        assert!(shown.len() < 64, "{}", shown.len());
    }
}
