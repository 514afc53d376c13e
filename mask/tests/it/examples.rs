//! Secrets as real programs print them.

use mask::Masker;

fn masked(secret: &str, text: &str) -> String {
    Masker::new([secret]).text(text).into_owned()
}

#[test]
fn a_secret_is_masked_wherever_it_stands() {
    assert_eq!(masked("hunter22", "a hunter22 b\nhunter22"), "a *** b\n***");
    assert_eq!(masked("hunter22", "hunter2"), "hunter2");
    assert_eq!(masked("abab", "ababab!"), "***!");
    assert_eq!(masked("abcd", "abcdabcd."), "***.");
}

#[test]
fn base64_that_is_wrapped_is_masked_from_any_place() {
    let key = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789";
    // printf '%s' "$KEY" | base64
    let printed = "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6QUJDREVGR0hJSktMTU5PUFFSU1RV\n\
                   VldYWVotMDEyMzQ1Njc4OQ==\n";
    assert_eq!(masked(key, printed), "***\n");
    // printf 'user:%s\n' hunter22 | base64
    assert_eq!(masked("hunter22", "dXNlcjpodW50ZXIyMgo=\n"), "dXNlcjp***o=\n");
}

#[test]
fn hexadecimal_digits_are_masked_in_either_case() {
    assert_eq!(masked("hunter22", "68756e7465723232 68756E7465723232"), "*** ***");
}

#[test]
fn escapes_are_masked() {
    assert_eq!(masked("p@ss w/rd", "?key=p%40ss%20w%2Frd&p%40ss+w%2frd"), "?key=***&***");
    assert_eq!(
        masked("a\"b\\c/d", r#"{"key":"a\"b\\c\/d","a\u0022b\\c/d"}"#),
        r#"{"key":"***","***"}"#
    );
    assert_eq!(masked("it's 1", r"+ echo 'it'\''s 1'"), "+ echo '***'");
    assert_eq!(masked("<a&b>", "<x>&lt;a&amp;b&gt;</x>"), "<x>***</x>");
}

#[test]
fn a_secret_of_several_lines_is_masked_as_a_whole_and_line_by_line() {
    let key = "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\n  x1=\n-----END KEY-----\n";
    assert_eq!(masked(key, &format!("{key}$ ")), "***\n$ ");
    assert_eq!(masked(key, &key.replace('\n', "\r\n")), "***\r\n");
    assert_eq!(masked(key, "line: MIIEpAIBAAKCAQEA.\nx1=\n"), "line: ***.\nx1=\n");
    assert_eq!(masked(key, &serde_json::to_string(key).expect("JSON")), "\"***\"");
}

#[test]
fn colours_within_a_secret_do_not_hide_it() {
    assert_eq!(
        masked("hunter22", "a \x1b[1mhun\x1b[31mter\x1b[0m22\x1b[0m b"),
        "a \x1b[1m***\x1b[0m b"
    );
    assert_eq!(
        masked("hunter22", "\x1b]8;;https://u:hunter22@h\x1b\\x"),
        "\x1b]8;;https://u:***@h\x1b\\x"
    );
    assert_eq!(masked("123456", "\x1b[123456"), "\x1b[***");
}

#[test]
fn what_is_masked_says_nothing_of_the_secrets() {
    assert_eq!(format!("{:?}", Masker::new(["hunter22"])), "Masker { is_empty: false }");
    let mut stream = Masker::new(["hunter22"]).stream();
    stream.push(b"hunter");
    assert_eq!(format!("{stream:?}"), "Stream { held_bytes: 6, .. }");
}
