//! Whether a commit's message asks for no build.

/// Marks that may stand anywhere in the message, in any capitalisation.
const MARKS: [&str; 3] = ["[skip ci]", "[ci skip]", "[skip oore]"];

/// The trailer that says the same; its value must be `true`.
const TRAILER: &str = "skip-checks";

/// What in `message` asks for no build, spelt as in the documentation.
#[must_use]
pub fn skip_mark(message: &str) -> Option<&'static str> {
    let lower = message.to_ascii_lowercase();
    MARKS
        .into_iter()
        .find(|mark| lower.contains(mark))
        .or_else(|| has_trailer(&lower).then_some("skip-checks: true"))
}

/// As git reads trailers: the last paragraph, which isn't the first, and every line of it has the
/// form `key: value` or continues the one above.
fn has_trailer(message: &str) -> bool {
    let lines: Vec<&str> = message.trim_end().lines().collect();
    let Some(gap) = lines.iter().rposition(|line| line.trim().is_empty()) else {
        return false;
    };
    let subject_is_above = lines[..gap].iter().any(|line| !line.trim().is_empty());
    let paragraph = &lines[gap + 1..];
    subject_is_above
        && paragraph.iter().all(|line| is_trailer_line(line))
        && paragraph
            .iter()
            .filter_map(|line| line.split_once(':'))
            .any(|(key, value)| key.trim() == TRAILER && value.trim() == "true")
}

fn is_trailer_line(line: &str) -> bool {
    line.starts_with([' ', '\t'])
        || line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty() && key.trim().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_the_trailer_are_found_and_lookalikes_are_not() {
        let expected = [
            ("Fix [skip ci]", Some("[skip ci]")),
            ("[CI Skip] Fix", Some("[ci skip]")),
            ("Fix\n\nLong text [skip oore] here", Some("[skip oore]")),
            ("Fix\n\nskip-checks: true\n", Some("skip-checks: true")),
            ("Fix\n\n\nSkip-Checks:true", Some("skip-checks: true")),
            ("Fix\r\n\r\nskip-checks: true\r\n", Some("skip-checks: true")),
            (
                "Fix\n\nBody\n\nSigned-off-by: A <a@b.c>\nskip-checks: true",
                Some("skip-checks: true"),
            ),
            ("Fix skip ci", None),
            ("skip-checks: true", None),
            ("Fix\n\nskip-checks: false", None),
            ("Fix\n\nskip-checks: true\n\nMore text", None),
            ("Fix\n\nExplains the trailer:\nskip-checks: true", None),
            ("Fix\n\nSee below\nskip-checks: true", None),
            ("", None),
        ];
        for (message, mark) in expected {
            assert_eq!(skip_mark(message), mark, "{message:?}");
        }
    }
}
