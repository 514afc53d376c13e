//! A job's secrets: what its steps are given, and what may not leave it. Pure.

use std::io;

use mask::Masker;
use protocol::{Hidden, JobSpec};
use url::Url;

use crate::{blocking, environment::Variables};

/// The variables of the steps. Oore's own names are nobody's to set.
pub(super) fn variables(spec: &JobSpec) -> Variables {
    let named = spec.secrets.iter().filter(|(name, _)| !pipeline::is_reserved_variable(name));
    named.map(|(name, value)| (name.clone(), value.0.clone())).collect()
}

/// Masks the secrets, and what the checkout shows a server. Many and long ones take a while, so it
/// is made where that keeps nobody waiting.
pub(super) async fn masker(spec: &JobSpec) -> io::Result<Masker> {
    let hidden = hidden(spec);
    blocking::run(move || Ok(Masker::new(hidden.iter().map(|value| value.0.as_str())))).await
}

fn hidden(spec: &JobSpec) -> Vec<Hidden> {
    let checkout = spec.checkout.as_ref();
    let login = checkout.and_then(|checkout| checkout.login.as_ref());
    let url = checkout.and_then(|checkout| Url::parse(&checkout.url).ok());
    let in_url = url.as_ref().and_then(Url::password).map(|password| Hidden(password.to_owned()));
    let values = spec.secrets.values().chain(login.map(|login| &login.password));
    values.cloned().chain(in_url).collect()
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;
    use protocol::{BuildInfo, Checkout, Login, Submodules};
    use ulid::Ulid;

    use super::*;

    fn spec() -> JobSpec {
        let login = Login { username: "u".to_owned(), password: Hidden("of-the-login".to_owned()) };
        let hidden = |name: &str, value: &str| (name.to_owned(), Hidden(value.to_owned()));
        JobSpec {
            lease: Ulid(1),
            job: Ulid(2),
            key: "test".to_owned(),
            attempt: 1,
            build: BuildInfo { id: Ulid(3), number: 1, url: String::new() },
            checkout: Some(Checkout {
                url: "https://user:of-the-url@host/x.git".to_owned(),
                commit: "a".repeat(40),
                reference: "refs/heads/main".to_owned(),
                depth: 1,
                submodules: Submodules::None,
                lfs: false,
                login: Some(login),
                protocols: Vec::new(),
            }),
            base_env: IndexMap::new(),
            env: IndexMap::new(),
            secrets: IndexMap::from([
                hidden("TOKEN", "of-the-job"),
                hidden("OORE_COMMIT", "of-a-liar"),
            ]),
            is_untrusted: false,
            steps: Vec::new(),
            outputs: IndexMap::new(),
            context: serde_json::Value::Null,
            timeout_ms: 1,
            cancel_grace_ms: 1,
            log_limit_bytes: 1,
        }
    }

    #[test]
    fn steps_are_given_the_secrets_but_for_reserved_names() {
        let expected = Variables::from([("TOKEN".to_owned(), "of-the-job".to_owned())]);
        assert_eq!(variables(&spec()), expected);
    }

    #[tokio::test]
    async fn whatever_the_runner_was_shown_is_masked() {
        let text = "of-the-job of-a-liar of-the-login of-the-url";
        assert_eq!(masker(&spec()).await.expect("made").text(text), "*** *** *** ***");
    }
}
