//! Whether the server's keys are there and usable: its own, and the GitHub App's.

use std::sync::Arc;

use super::report::Finding;
use crate::config::{Config, Keys, KeysError, keys};

const AREA: &str = "keys";

/// Looks at the keys, which open the sealed values.
pub(super) fn examine(config: &Config) -> (Vec<Finding>, Option<Keys>) {
    let existing = keys::existing(config);
    let mut findings = vec![judge(&existing)];
    let keys = existing.ok().flatten();
    if let Some(app) = &config.providers.github_app {
        let sealer = keys.as_ref().map(|keys| Arc::new(crate::app::sealer(keys)));
        let usable = sealer.map(|sealer| {
            crate::app::providers(config, &sealer).map(drop).map_err(|error| format!("{error:#}"))
        });
        findings.extend(usable.map(|usable| judge_app(&app.id, usable)));
    }
    (findings, keys)
}

fn judge(existing: &Result<Option<Keys>, KeysError>) -> Finding {
    match existing {
        Ok(Some(keys)) if !keys.earlier_encryption_keys.is_empty() => Finding::warning(
            AREA,
            "the encryption key is being changed: an earlier one is kept beside it",
            "stop the server and run `oored rotate-key`",
        ),
        Ok(Some(_)) => Finding::ok(AREA, "the server's keys are there, for its user alone"),
        Ok(None) => Finding::warning(
            AREA,
            "the server has no keys yet",
            "start the server once, which makes them; if it had some, put them back from a backup: \
             new ones open nothing that is sealed",
        ),
        Err(error) => Finding::failure(AREA, error.to_string(), "put the keys in order as told"),
    }
}

fn judge_app(id: &str, usable: Result<(), String>) -> Finding {
    match usable {
        Ok(()) => Finding::ok(AREA, format!("the private key of the GitHub App {id} can be used")),
        Err(why) => Finding::failure(
            AREA,
            format!("the private key of the GitHub App {id} can't be used: {why}"),
            "make a new private key in the App's settings at GitHub, and set \
             OORE_GITHUB_PRIVATE_KEY to its file",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    #[test]
    fn keys_are_judged_without_being_shown() {
        assert_eq!(judge(&Ok(None)).level, Level::Warning);
        let exposed = KeysError::Exposed { path: "/x/encryption-key".into(), mode: 0o644 };
        let told = judge(&Err(exposed));
        assert_eq!(told.level, Level::Failure);
        assert!(told.told.contains("chmod 600"), "{}", told.told);
        assert_eq!(judge_app("1", Ok(())).level, Level::Ok);
        assert_eq!(judge_app("1", Err("no PEM".to_owned())).level, Level::Failure);
    }
}
