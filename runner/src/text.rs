//! Text on its way into a report: what no database takes is replaced, and its size is what it
//! takes in a frame, as JSON. Pure.

/// The most bytes of a detail as JSON. A job has a hundred steps, each with one.
const MAX_DETAIL_BYTES: usize = 4 * 1024;

/// Replaces NUL, which is text to Rust and to JSON, but not to PostgreSQL.
pub(crate) fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text }
}

/// A reason for people, no longer than people read.
pub(crate) fn detail(text: String) -> String {
    const MORE: &str = "…";
    let text = without_nul(text);
    if json_bytes(&text) <= MAX_DETAIL_BYTES {
        return text;
    }
    format!("{}{MORE}", start(&text, MAX_DETAIL_BYTES - MORE.len()))
}

/// A number of bytes as people write it: in the largest unit that takes it whole.
pub(crate) fn size(bytes: u64) -> String {
    let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    let unit = units.into_iter().find(|(_, size)| bytes > 0 && bytes.is_multiple_of(*size));
    let (unit, size) = unit.unwrap_or(("bytes", 1));
    format!("{} {unit}", bytes / size)
}

/// What a text takes as JSON, apart from its quotes.
pub(crate) fn json_bytes(text: &str) -> usize {
    text.chars().map(json_bytes_of).sum()
}

/// As much of a text from its start as takes no more than `limit` bytes as JSON.
pub(crate) fn start(text: &str, limit: usize) -> &str {
    let mut taken = 0;
    let past = text.char_indices().find(|&(_, character)| {
        taken += json_bytes_of(character);
        taken > limit
    });
    past.map_or(text, |(end, _)| &text[..end])
}

fn json_bytes_of(character: char) -> usize {
    match character {
        '"' | '\\' | '\u{8}' | '\u{c}' | '\n' | '\r' | '\t' => 2,
        '\0'..' ' => 6,
        _ => character.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_text_is_that_of_its_json() {
        let ascii = (0..=127_u8).map(char::from);
        for character in ascii.chain(['\u{80}', 'é', '€', '\u{2028}', '😀', '\u{FFFD}']) {
            let text = character.to_string();
            let json = serde_json::to_string(&text).expect("JSON");
            assert_eq!(json_bytes(&text), json.len() - 2, "{character:?}");
        }
    }

    #[test]
    fn a_size_is_told_in_the_largest_unit_that_takes_it_whole() {
        let sizes = [0, 1000, 1 << 10, 1 << 16, 3 << 20, 1 << 30, (1 << 30) + (1 << 20)];
        let expected = ["0 bytes", "1000 bytes", "1 KiB", "64 KiB", "3 MiB", "1 GiB", "1025 MiB"];
        assert_eq!(sizes.map(size), expected);
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        let text = "a\u{1}é";
        let starts: Vec<_> = (0..=9).map(|limit| start(text, limit)).collect();
        assert_eq!(starts[..2], ["", "a"]);
        assert_eq!(starts[6..], ["a", "a\u{1}", "a\u{1}", text]);
    }

    #[test]
    fn a_detail_is_cut_only_when_it_is_long() {
        let fits = "x".repeat(MAX_DETAIL_BYTES);
        assert_eq!(detail(fits.clone()), fits);
        assert_eq!(detail(format!("{fits}x")), format!("{}…", "x".repeat(MAX_DETAIL_BYTES - 3)));
        assert_eq!(detail("a\0".to_owned()), "a\u{FFFD}");
    }
}
