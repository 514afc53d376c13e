//! The page about the language says what the language does.

use crate::support::good;

const PAGE: &str = include_str!("../../../docs/pipeline.md");

#[test]
fn every_example_of_the_page_is_a_right_file() {
    let examples: Vec<&str> = PAGE
        .split("```yaml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().expect("split gives at least one part"))
        .collect();
    assert_eq!(examples.len(), 3);
    for example in examples {
        good(example);
    }
}

#[test]
fn every_code_is_on_the_page() {
    let absent: Vec<&str> =
        pipeline::CODES.into_iter().filter(|code| !PAGE.contains(&format!("`{code}`"))).collect();
    assert_eq!(absent, Vec::<&str>::new());
}
