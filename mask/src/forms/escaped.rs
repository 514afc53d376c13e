//! A text as it stands, and escaped for URLs, JSON, HTML and shells.

use std::{collections::BTreeSet, fmt::Write as _};

/// What encoders of URLs leave as it is, besides letters and digits: RFC 3986, `encodeURIComponent`,
/// HTML forms, Python's `quote`, `encodeURI`, and the most cautious.
const URL_SAFE: [&str; 6] = ["-_.~", "-_.!~*'()", "-_.*", "-_.~/", "-_.!~*'();/?:@&=+$,#", ""];

/// How a JSON text is written.
#[derive(Clone, Copy)]
struct Json {
    /// `/` as `\/`.
    escapes_slash: bool,
    /// No characters but those of ASCII.
    is_ascii: bool,
    /// These as `\u00xx`.
    extra: &'static str,
    /// Hexadecimal digits in upper case.
    is_upper: bool,
}

/// Adds the text and what becomes of it; most texts have few such forms.
pub(super) fn collect(text: &str, forms: &mut BTreeSet<Vec<u8>>) {
    let mut add = |form: String| {
        forms.insert(form.into_bytes());
    };
    add(text.to_owned());
    for is_upper in [false, true] {
        for safe in URL_SAFE {
            for blank in ["%20", "+"] {
                add(url(
                    text,
                    |byte| byte.is_ascii_alphanumeric() || safe.contains(char::from(byte)),
                    blank,
                    is_upper,
                ));
            }
        }
        add(url(text, |_| false, "%20", is_upper));
        for (escapes_slash, is_ascii) in
            [(false, false), (false, true), (true, false), (true, true)]
        {
            for extra in ["", "<>&'", "<>&'\"", "<>&'\"+"] {
                add(json(text, Json { escapes_slash, is_ascii, extra, is_upper }));
            }
        }
    }
    for (quote, apostrophe) in [
        ("&quot;", "&#39;"),
        ("&#34;", "&#39;"),
        ("&quot;", "&#x27;"),
        ("&quot;", "&apos;"),
        ("\"", "'"),
    ] {
        add(html(text, quote, apostrophe));
    }
    add(text.replace('\'', r"'\''"));
    add(text.replace('\'', r#"'"'"'"#));
    add(backslashed(text));
}

fn url(text: &str, is_safe: impl Fn(u8) -> bool, blank: &str, is_upper: bool) -> String {
    let mut form = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => form.push_str(blank),
            // Those of several bytes are never safe.
            _ if byte.is_ascii() && is_safe(byte) => form.push(char::from(byte)),
            _ if is_upper => put(&mut form, format_args!("%{byte:02X}")),
            _ => put(&mut form, format_args!("%{byte:02x}")),
        }
    }
    form
}

fn json(text: &str, how: Json) -> String {
    let mut form = String::new();
    for character in text.chars() {
        match character {
            _ if how.extra.contains(character) => unicode(&mut form, character, how.is_upper),
            '"' => form.push_str("\\\""),
            '\\' => form.push_str(r"\\"),
            '/' if how.escapes_slash => form.push_str(r"\/"),
            '\n' => form.push_str(r"\n"),
            '\r' => form.push_str(r"\r"),
            '\t' => form.push_str(r"\t"),
            '\u{8}' => form.push_str(r"\b"),
            '\u{c}' => form.push_str(r"\f"),
            '\0'..'\u{20}' => unicode(&mut form, character, how.is_upper),
            _ if how.is_ascii && !character.is_ascii() => {
                unicode(&mut form, character, how.is_upper);
            }
            _ => form.push(character),
        }
    }
    form
}

fn unicode(form: &mut String, character: char, is_upper: bool) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        match is_upper {
            true => put(form, format_args!("\\u{unit:04X}")),
            false => put(form, format_args!("\\u{unit:04x}")),
        }
    }
}

fn html(text: &str, quote: &str, apostrophe: &str) -> String {
    let mut form = String::new();
    for character in text.chars() {
        match character {
            '&' => form.push_str("&amp;"),
            '<' => form.push_str("&lt;"),
            '>' => form.push_str("&gt;"),
            '"' => form.push_str(quote),
            '\'' => form.push_str(apostrophe),
            _ => form.push(character),
        }
    }
    form
}

/// As bash's `printf %q` does it.
fn backslashed(text: &str) -> String {
    let mut form = String::new();
    for character in text.chars() {
        let is_plain = character.is_alphanumeric() || "_@%+=:./-".contains(character);
        if !is_plain && !character.is_control() {
            form.push('\\');
        }
        form.push(character);
    }
    form
}

fn put(form: &mut String, piece: std::fmt::Arguments<'_>) {
    form.write_fmt(piece).expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_letters_and_digits_has_one_form_but_for_the_most_cautious_encoder() {
        let mut forms = BTreeSet::new();
        collect("ghp_x1", &mut forms);
        let found: Vec<_> = forms.iter().map(|form| String::from_utf8_lossy(form)).collect();
        assert_eq!(
            found,
            ["%67%68%70%5F%78%31", "%67%68%70%5f%78%31", "ghp%5Fx1", "ghp%5fx1", "ghp_x1"]
        );
    }

    #[test]
    fn the_usual_encoders_are_known() {
        let mut forms = BTreeSet::new();
        collect("a b/c'd\"é\n<\u{1}", &mut forms);
        let expected = [
            "a%20b%2Fc%27d%22%C3%A9%0A%3C%01",
            "a+b%2fc%27d%22%c3%a9%0a%3c%01",
            "a%20b/c'd%22%C3%A9%0A%3C%01",
            r#"a b/c'd\"é\n<\u0001"#,
            r#"a b\/c'd\"\u00e9\n<\u0001"#,
            r"a b/c\u0027d\u0022é\n\u003c\u0001",
            "a b/c&#39;d&quot;é\n&lt;\u{1}",
            "a b/c'\\''d\"é\n<\u{1}",
            "a\\ b/c\\'d\\\"é\n\\<\u{1}",
        ];
        for form in expected {
            assert!(forms.contains(form.as_bytes()), "{form}");
        }
    }
}
