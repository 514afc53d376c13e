//! The files through which a step speaks to its job: `OORE_OUTPUT`, `OORE_ENV`, `OORE_PATH` and
//! `OORE_SUMMARY`. Pure: from bytes to values.

mod error;

use indexmap::IndexMap;

use crate::text;
pub(crate) use error::FileError;

/// The most bytes a step may write to one of its files.
pub(crate) const MAX_FILE_BYTES: usize = 1024 * 1024;

/// Which names a file may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// Outputs of a step: `-` is allowed too, as in job and step ids.
    Outputs,
    /// Environment variables, but none of Oore's own.
    Variables,
}

/// Reads `NAME=value` lines and `NAME<<END` blocks. A later value replaces an earlier one; empty
/// lines are skipped.
pub(crate) fn assignments(
    bytes: &[u8],
    names: Names,
) -> Result<IndexMap<String, String>, FileError> {
    let mut found = IndexMap::new();
    let mut lines = lines(bytes)?.into_iter();
    while let Some((line, text)) = lines.next() {
        if text.is_empty() {
            continue;
        }
        let Some((name, value)) = split(text) else {
            return Err(FileError::NotAnAssignment { line, text: text.into() });
        };
        check_name(name, line, names)?;
        let value = match value {
            Value::Line(value) => value.to_owned(),
            Value::Block(marker) => block(name, marker, line, &mut lines)?,
        };
        found.insert(name.to_owned(), value);
    }
    Ok(found)
}

/// Reads one absolute directory a line.
pub(crate) fn paths(bytes: &[u8]) -> Result<Vec<String>, FileError> {
    let mut found = Vec::new();
    for (line, text) in lines(bytes)? {
        match text {
            "" => {}
            text if !text.starts_with('/') => {
                return Err(FileError::RelativePath { line, text: text.into() });
            }
            text if text.contains(':') => {
                return Err(FileError::Colon { line, text: text.into() });
            }
            text => found.push(text.to_owned()),
        }
    }
    Ok(found)
}

/// Reads Markdown, as it may be reported; none when nothing was written.
pub(crate) fn summary(bytes: &[u8]) -> Option<String> {
    (!bytes.is_empty()).then(|| text::without_nul(String::from_utf8_lossy(bytes).into_owned()))
}

enum Value<'a> {
    Line(&'a str),
    Block(&'a str),
}

/// Whichever of `=` and `<<` comes first decides, so that a value may hold the other.
fn split(text: &str) -> Option<(&str, Value<'_>)> {
    let line = text.split_once('=');
    match (line, text.split_once("<<")) {
        (Some((name, value)), Some((block_name, _))) if name.len() < block_name.len() => {
            Some((name, Value::Line(value)))
        }
        (_, Some((name, marker))) => Some((name, Value::Block(marker))),
        (Some((name, value)), None) => Some((name, Value::Line(value))),
        (None, None) => None,
    }
}

fn block<'a>(
    name: &str,
    marker: &str,
    line: usize,
    lines: &mut impl Iterator<Item = (usize, &'a str)>,
) -> Result<String, FileError> {
    if marker.is_empty() {
        return Err(FileError::NoMarker { line, name: name.into() });
    }
    let mut value = Vec::new();
    for (_, text) in lines {
        if text == marker {
            return Ok(value.join("\n"));
        }
        value.push(text);
    }
    Err(FileError::Unclosed { line, name: name.into(), marker: marker.into() })
}

fn check_name(name: &str, line: usize, names: Names) -> Result<(), FileError> {
    let allowed =
        |c: char| c.is_ascii_alphanumeric() || c == '_' || (c == '-' && names == Names::Outputs);
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !starts_well || !name.chars().all(allowed) {
        return Err(FileError::Name { line, name: name.into() });
    }
    if names == Names::Variables && pipeline::is_reserved_variable(name) {
        return Err(FileError::Reserved { line, name: name.into() });
    }
    Ok(())
}

fn lines(bytes: &[u8]) -> Result<Vec<(usize, &str)>, FileError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(FileError::TooLarge);
    }
    let number = |position: usize| 1 + bytes[..position].iter().filter(|&&b| b == b'\n').count();
    let text = str::from_utf8(bytes)
        .map_err(|error| FileError::NotText { line: number(error.valid_up_to()) })?;
    if let Some(position) = text.find('\0') {
        return Err(FileError::Nul { line: number(position) });
    }
    let text = text.strip_suffix('\n').unwrap_or(text);
    Ok(text.split('\n').enumerate().map(|(index, line)| (index + 1, line)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outputs(text: &str) -> Vec<(String, String)> {
        assignments(text.as_bytes(), Names::Outputs).expect("a good file").into_iter().collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn lines_and_blocks_become_values() {
        let text = "a=1\n\nurl=x<<y=z\nnotes<<END\none\n\n two=2\nEND\nlast-one=";
        let expected = [
            pair("a", "1"),
            pair("url", "x<<y=z"),
            pair("notes", "one\n\n two=2"),
            pair("last-one", ""),
        ];
        assert_eq!(outputs(text), expected);
    }

    #[test]
    fn a_later_value_replaces_an_earlier_one_and_an_empty_file_sets_nothing() {
        assert_eq!(outputs("a=1\na=2\n"), [pair("a", "2")]);
        assert_eq!(outputs(""), []);
    }

    #[test]
    fn an_empty_block_is_an_empty_value_and_a_carriage_return_stays() {
        assert_eq!(outputs("a<<E\nE\nb=1\r\n"), [pair("a", ""), pair("b", "1\r")]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let cases: [&[u8]; 11] = [
            b"a=1\nhello",
            b"=1",
            b"1a=1",
            b"a b=1",
            b"OORE_COMMIT=1",
            b"OORE=false",
            b"dash-ed=1",
            b"a<<",
            b"\na<<END\nnever closed",
            b"a=1\nb=\xff",
            b"a=\0",
        ];
        let messages: Vec<String> = cases
            .iter()
            .map(|case| assignments(case, Names::Variables).expect_err("a wrong file").to_string())
            .collect();
        insta::assert_snapshot!(messages.join("\n"));
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let large = vec![b'\n'; MAX_FILE_BYTES + 1];
        assert_eq!(assignments(&large, Names::Outputs), Err(FileError::TooLarge));
        assert_eq!(assignments(&large[1..], Names::Outputs), Ok(IndexMap::new()));
    }

    #[test]
    fn paths_are_absolute_and_whole() {
        assert_eq!(paths(b"/a/bin\n\n/b c\n"), Ok(vec!["/a/bin".to_owned(), "/b c".to_owned()]));
        let messages: Vec<String> = [&b"/a\nbin"[..], b"/a:/b"]
            .iter()
            .map(|case| paths(case).expect_err("a wrong file").to_string())
            .collect();
        insta::assert_snapshot!(messages.join("\n"));
    }
}
