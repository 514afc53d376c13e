//! That the demo does not praise what went wrong.

use super::*;

fn repository() -> DemoRepository {
    let (commit, marker) = ("0".repeat(40), "demo-words".to_owned());
    DemoRepository { path: "/nowhere".into(), commit, marker }
}

fn as_expected() -> Value {
    let jobs: Vec<_> =
        EXPECTED.iter().map(|(key, status)| json!({ "key": key, "status": status })).collect();
    json!({ "status": "succeeded", "jobs": jobs })
}

#[test]
fn a_build_that_went_otherwise_is_told_apart() {
    let repository = repository();
    assert!(verdict(&as_expected(), "says demo-words", &repository));
    assert!(!verdict(&as_expected(), "says something else", &repository));
    let mut failed = as_expected();
    failed["status"] = json!("failed");
    assert!(!verdict(&failed, "demo-words", &repository));
    for place in 0..EXPECTED.len() {
        let mut other = as_expected();
        other["jobs"][place]["status"] = json!("canceled");
        assert!(!verdict(&other, "demo-words", &repository), "{other}");
    }
}
