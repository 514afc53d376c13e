//! Answers as text that is the same in every run.

use serde_json::Value;

/// What differs from run to run.
const FILTERS: [(&str, &str); 10] = [
    (r"oore_[a-z]+_[0-9A-Za-z]+", "[token]"),
    (r"\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b", "[id]"),
    (r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|\+00:00)", "[time]"),
    (r"127\.0\.0\.1:\d+", "[address]"),
    (r#""webhook_secret": "[^"]+""#, r#""webhook_secret": "[secret]""#),
    (r"\b[0-9a-f]{64}\b", "[digest]"),
    (r"\b[0-9a-f]{40}\b", "[commit]"),
    (r"file://[^\x22`]+", "[clone url]"),
    (r#""duration_ms": \d+"#, r#""duration_ms": "[duration]""#),
    (r#""version": "[^"]+""#, r#""version": "[version]""#),
];

/// Settings under which snapshots hold the same in every run.
pub(super) fn filtered() -> insta::internals::SettingsBindDropGuard {
    let mut settings = insta::Settings::clone_current();
    for (pattern, word) in FILTERS {
        settings.add_filter(pattern, word);
    }
    settings.bind_to_scope()
}

/// Several answers, each under its name.
pub(super) fn all(answers: &[(&str, &Value)]) -> String {
    let one = |(name, value): &(&str, &Value)| format!("== {name}\n{value:#}");
    answers.iter().map(one).collect::<Vec<_>>().join("\n\n")
}
