//! What the trace of an event says first when it is decided once more.

use super::{Rule, TraceEntry};

/// The first entry of a handling that is not the event's first; none of the first. `received` says
/// when the event came; `asked_by` who wanted it decided again, none when the provider delivered
/// an event again whose handling had failed.
#[must_use]
pub fn again(handling: i32, received: &str, asked_by: Option<&str>) -> Option<TraceEntry> {
    if handling <= 1 {
        return None;
    }
    let why = match asked_by {
        Some(name) => format!("as `{name}` asked for it"),
        None => "as it was delivered again after its handling had failed".to_owned(),
    };
    let detail = format!(
        "decided again, {why}: it came first at {received}; the settings and the pipeline file \
         count as they are now"
    );
    Some(TraceEntry::matched(Rule::DecidedAgain, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_second_handling_says_that_it_is_one() {
        assert_eq!(again(1, "noon", Some("ann")), None);
        let asked = again(2, "noon", Some("ann")).unwrap();
        assert!(asked.matched && asked.detail.contains("as `ann` asked for it"), "{asked:?}");
        assert!(asked.detail.contains("it came first at noon"), "{asked:?}");
        let redelivered = again(3, "noon", None).unwrap();
        assert!(redelivered.detail.contains("delivered again"), "{redelivered:?}");
    }
}
