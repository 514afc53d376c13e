//! A job's output for a terminal: its colours stay, everything else that steers a terminal goes.
//!
//! A job may print what a stranger wrote. Escape sequences could rename the window, write the
//! clipboard or hide lines.

/// What is being read.
#[derive(Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
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
            (State::Text | State::Escape, 0x1b) => State::Escape,
            (State::Text, b'\n' | b'\r' | b'\t') => push(shown, byte),
            (State::Text, 0..0x20 | 0x7f) => State::Text,
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
            ("äöü", "äöü"),
        ] {
            let shown = Harmless::default().pass(written.as_bytes());
            assert_eq!(String::from_utf8(shown).unwrap(), expected, "{written:?}");
            for cut in 0..written.len() {
                let mut harmless = Harmless::default();
                let mut shown = harmless.pass(&written.as_bytes()[..cut]);
                shown.extend(harmless.pass(&written.as_bytes()[cut..]));
                assert_eq!(String::from_utf8(shown).unwrap(), expected, "{written:?} at {cut}");
            }
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
