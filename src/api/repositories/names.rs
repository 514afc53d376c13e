//! The names of owners and repositories as the providers allow them, and no wider: they end up in
//! URLs and in the environment of scripts.

use crate::domain::provider::ProviderKind;

/// In bytes, for one part of a name. GitLab allows 255, GitHub 100.
const PART_LIMIT: usize = 255;

/// GitLab's deepest nesting of groups.
const DEPTH_LIMIT: usize = 20;

/// Whether `owner` can be an owner's name.
///
/// # Errors
/// What is wrong with it.
pub(super) fn check_owner(provider: ProviderKind, owner: &str) -> Result<(), String> {
    let depth = owner.split('/').count();
    if depth > 1 && provider != ProviderKind::Gitlab {
        return Err("must not hold a slash; only GitLab's groups are nested".to_owned());
    }
    if depth > DEPTH_LIMIT {
        return Err(format!("must not have more than {DEPTH_LIMIT} parts"));
    }
    // The project of one person at Bitbucket Data Center.
    let owner = match owner.strip_prefix('~') {
        Some(person) if provider == ProviderKind::Bitbucket => person,
        _ => owner,
    };
    owner.split('/').try_for_each(check_part)
}

/// Whether `name` can be a repository's name.
///
/// # Errors
/// What is wrong with it.
pub(super) fn check_repository(name: &str) -> Result<(), String> {
    check_part(name)?;
    if name.to_ascii_lowercase().ends_with(".git") {
        return Err("must not end with `.git`; that belongs to the clone URL alone".to_owned());
    }
    Ok(())
}

fn check_part(part: &str) -> Result<(), String> {
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if part.is_empty() || part.len() > PART_LIMIT {
        return Err(format!("must have parts of 1 to {PART_LIMIT} characters"));
    }
    if !part.bytes().all(is_known) {
        return Err("may hold letters, digits, `.`, `_` and `-` alone".to_owned());
    }
    if part.starts_with('-') || part.bytes().all(|byte| byte == b'.') {
        return Err("must not begin with `-` or be made of dots".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_the_providers_give() {
        for (provider, owner, is_good) in [
            (ProviderKind::Github, "acme", true),
            (ProviderKind::Github, "acme_corp-1", true),
            (ProviderKind::Github, "acme/mobile", false),
            (ProviderKind::Gitlab, "acme/mobile/apps", true),
            (ProviderKind::Gitlab, "acme//apps", false),
            (ProviderKind::Gitlab, "acme/../apps", false),
            (ProviderKind::Gitlab, "/acme", false),
            (ProviderKind::Github, "-acme", false),
            (ProviderKind::Github, "a b", false),
            (ProviderKind::Github, "a\nb", false),
            (ProviderKind::Github, "", false),
            (ProviderKind::Github, "~ada", false),
            (ProviderKind::Bitbucket, "~ada", true),
            (ProviderKind::Bitbucket, "~", false),
            (ProviderKind::Git, "acme", true),
        ] {
            assert_eq!(check_owner(provider, owner).is_ok(), is_good, "{owner:?}");
        }
        for (name, is_good) in [
            ("app", true),
            (".github", true),
            ("app.js", true),
            ("app.git", false),
            ("..", false),
            ("a/b", false),
            ("--upload-pack", false),
        ] {
            assert_eq!(check_repository(name).is_ok(), is_good, "{name:?}");
        }
    }
}
