//! Jobs to run.

use indexmap::IndexMap;
use protocol::{BuildInfo, JobSpec, Shell, StepSpec};
use ulid::Ulid;

/// A job of these scripts, without a checkout.
pub(crate) fn job(scripts: &[&str]) -> JobSpec {
    let steps = scripts.iter().zip(1..).map(|(script, index)| step(index, script)).collect();
    job_of(steps)
}

/// A job of these steps, without a checkout.
pub(crate) fn job_of(steps: Vec<StepSpec>) -> JobSpec {
    JobSpec {
        lease: Ulid::generate(),
        job: Ulid::generate(),
        key: "test".to_owned(),
        attempt: 1,
        build: BuildInfo {
            id: Ulid::generate(),
            number: 1,
            url: "http://localhost/builds/1".to_owned(),
        },
        checkout: None,
        base_env: pairs(&[("CI", "true")]),
        env: IndexMap::new(),
        steps,
        outputs: IndexMap::new(),
        context: serde_json::json!({ "ref": { "kind": "branch", "name": "main" } }),
        timeout_ms: 60_000,
        cancel_grace_ms: 5_000,
        secrets: IndexMap::new(),
        is_untrusted: false,
        log_limit_bytes: u64::MAX,
    }
}

pub(crate) fn step(index: u32, script: &str) -> StepSpec {
    StepSpec {
        index,
        id: Some(format!("s{index}")),
        name: format!("Step {index}"),
        run: script.to_owned(),
        shell: Shell::Bash,
        working_directory: None,
        env: IndexMap::new(),
        condition: None,
        timeout_ms: None,
        continue_on_error: false,
    }
}

/// A step with a condition.
pub(crate) fn step_if(index: u32, condition: &str, script: &str) -> StepSpec {
    StepSpec { condition: Some(condition.to_owned()), ..step(index, script) }
}

pub(crate) fn pairs(pairs: &[(&str, &str)]) -> IndexMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
