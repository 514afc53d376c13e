//! Texts of others, cut to what can be kept and shown.

/// In bytes, for commit messages, which become an environment variable (Linux takes 128 KiB).
pub const MESSAGE_LIMIT: usize = 64 * 1024;

/// In bytes, for names and titles. Longer ones are cut: they are shown, never used.
pub const NAME_LIMIT: usize = 1024;

/// In bytes, for the sentences of a decision.
pub const SENTENCE_LIMIT: usize = 4 * 1024;

/// The beginning of `text`, cut at a character's end, and without NUL, which no environment
/// variable and no text of PostgreSQL can hold.
#[must_use]
pub fn bounded(text: &str, limit_bytes: usize) -> String {
    text[..text.floor_char_boundary(limit_bytes)].replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters_and_holds_no_nul() {
        assert_eq!(bounded("aé\0b", 2), "a");
        assert_eq!(bounded("aé\0b", 4), "aé\u{fffd}");
        assert_eq!(bounded("aé\0b", 99), "aé\u{fffd}b");
    }
}
