//! The forms in which a program may print a secret, as patterns.

mod binary;
mod escaped;

use std::collections::BTreeSet;

use crate::{LEAST_BYTES, automaton::PATTERN_MOST, escape};

/// Adds the patterns of a secret.
pub(crate) fn collect(value: &str, patterns: &mut BTreeSet<Vec<u8>>) {
    if searched(value.as_bytes()).len() < LEAST_BYTES {
        return;
    }
    let mut forms = BTreeSet::new();
    for text in line_ends(value) {
        escaped::collect(&text, &mut forms);
        binary::collect(text.as_bytes(), &mut forms);
        binary::collect(text.trim_end_matches(['\r', '\n']).as_bytes(), &mut forms);
    }
    for line in value.split(['\r', '\n']).map(str::trim) {
        if line.len() >= LEAST_BYTES && line.len() < value.len() {
            escaped::collect(line, &mut forms);
        }
    }
    for form in forms {
        let searched = searched(&form);
        add(&escape::without(&searched), patterns);
        add(&searched, patterns);
    }
}

/// A form without line breaks, which the search leaves out.
fn searched(form: &[u8]) -> Vec<u8> {
    form.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect()
}

/// A text with its line ends as they are, as on Unix, and as on Windows.
fn line_ends(text: &str) -> BTreeSet<String> {
    let unix = text.replace("\r\n", "\n");
    let windows = unix.replace('\n', "\r\n");
    BTreeSet::from([text.to_owned(), unix, windows])
}

/// A long form is searched for in pieces, each of which is secret enough; the last one reaches
/// back so that it is as long as the others.
fn add(form: &[u8], patterns: &mut BTreeSet<Vec<u8>>) {
    if form.len() < LEAST_BYTES {
        return;
    }
    let whole = form.len() / PATTERN_MOST * PATTERN_MOST;
    patterns.extend(form[..whole].chunks(PATTERN_MOST).map(<[u8]>::to_vec));
    if whole < form.len() {
        patterns.insert(form[form.len().saturating_sub(PATTERN_MOST)..].to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(value: &str) -> BTreeSet<Vec<u8>> {
        let mut patterns = BTreeSet::new();
        collect(value, &mut patterns);
        patterns
    }

    #[test]
    fn a_value_that_is_too_short_has_no_patterns() {
        assert_eq!(patterns("abc"), BTreeSet::new());
        assert_eq!(patterns("a\n\n\n\nb"), BTreeSet::new());
        assert!(patterns("abcd").contains(b"abcd".as_slice()));
    }

    #[test]
    fn each_long_line_of_a_value_is_a_pattern() {
        let found = patterns("{\n  \"key\": \"value\"\n}\n");
        assert!(found.contains(b"\"key\": \"value\"".as_slice()));
        assert!(found.contains(br#"\"key\": \"value\""#.as_slice()));
        assert!(!found.contains(b"{".as_slice()));
    }

    #[test]
    fn a_long_value_is_searched_for_in_pieces() {
        let value = "0123456789".repeat(103);
        let found = patterns(&value);
        assert!(found.iter().all(|pattern| pattern.len() <= PATTERN_MOST));
        assert!(found.contains(&value.as_bytes()[..512]));
        assert!(found.contains(&value.as_bytes()[1030 - 512..]));
    }
}
