//! Rules that a look at the lines decides.

use super::Finding;
use super::files::SourceFile;

/// The aim is 250; from here on a file tells more than one thing.
const MOST_LINES: usize = 400;
/// Marks of unfinished work, split so that this file doesn't hold them.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
];

pub(super) fn check(file: &SourceFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = file.text.lines().count();
    if lines > MOST_LINES {
        findings.push(file.finding(
            MOST_LINES + 1,
            "file-length",
            format!("{lines} lines, {MOST_LINES} are the most; split it by what it tells"),
        ));
    }
    if file.path.file_name().is_some_and(|name| name == "mod.rs") {
        findings.push(file.finding(1, "no-mod-rs", "name it after its directory, beside it"));
    }
    if file.is_rust() && !file.text.starts_with("//!") {
        findings.push(file.finding(1, "opening", "open with `//!`: what the file owns"));
    }
    for (index, line) in file.text.lines().enumerate() {
        if let Some(mark) = UNFINISHED.iter().find(|mark| has_word(line, mark)) {
            findings.push(file.finding(
                index + 1,
                "unfinished",
                format!("`{mark}`: do it now, or leave it out"),
            ));
        }
    }
    findings
}

/// Whether `word` stands in the line, and not as a part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<(usize, &'static str)> {
        let file = SourceFile { path: path.into(), text: text.into(), is_generated: false };
        check(&file).into_iter().map(|finding| (finding.line, finding.rule)).collect()
    }

    #[test]
    fn a_long_file_is_found() {
        let text = format!("//! Owns much.\n{}", "\n".repeat(MOST_LINES));
        assert_eq!(rules("src/a.rs", &text), [(401, "file-length")]);
        assert_eq!(rules("src/a.rs", &text[..text.len() - 1]), Vec::<(usize, &str)>::new());
    }

    #[test]
    fn a_module_in_the_old_place_is_found() {
        assert_eq!(rules("src/a/mod.rs", "//! Owns a."), [(1, "no-mod-rs")]);
    }

    #[test]
    fn a_file_that_does_not_say_what_it_owns_is_found() {
        assert_eq!(rules("src/a.rs", "use b;\n//! Late."), [(1, "opening")]);
        assert_eq!(rules("src/a.ts", "import b"), Vec::<(usize, &str)>::new());
    }

    #[test]
    fn unfinished_work_is_found_as_a_word() {
        let todo = concat!("to", "do!");
        let text = format!("//! Owns a.\nfn a() {{ {todo}() }}\n// {}: b\n", concat!("TO", "DO"));
        assert_eq!(rules("src/a.rs", &text), [(2, "unfinished"), (3, "unfinished")]);
        assert_eq!(
            rules("a.py", concat!("MASTO", "DON = 1\n", "METO", "DO = 1")),
            Vec::<(usize, &str)>::new()
        );
    }
}
