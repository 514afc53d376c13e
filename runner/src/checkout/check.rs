//! What git may be given. Pure.

use std::path::Path;

use protocol::Checkout;

/// Refuses what git could understand as something else than it is meant.
pub(super) fn check(checkout: &Checkout) -> Result<(), String> {
    let Checkout { url, commit, reference, .. } = checkout;
    let hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if !matches!(commit.len(), 40 | 64) || !commit.chars().all(hexadecimal) {
        return Err(format!("`{commit}` is not a full commit id"));
    }
    if !is_full_ref(reference) {
        return Err(format!("`{reference}` is not a full ref"));
    }
    if url.is_empty() || url.starts_with('-') || url.chars().any(char::is_control) {
        return Err("the repository's URL is not one that git may be given".to_owned());
    }
    Ok(())
}

/// The rules of git-check-ref-format, for refs below `refs/`.
fn is_full_ref(reference: &str) -> bool {
    let forbidden = |c: char| c.is_control() || " ~^:?*[\\".contains(c);
    let component =
        |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock");
    reference.starts_with("refs/")
        && !reference.contains(forbidden)
        && !reference.contains("..")
        && !reference.contains("@{")
        && !reference.ends_with('.')
        && Path::new(reference).components().count() > 2
        && reference.split('/').all(component)
}

#[cfg(test)]
mod tests {
    use protocol::Submodules;

    use super::*;

    fn checkout(url: &str, commit: &str, reference: &str) -> Checkout {
        Checkout {
            url: url.to_owned(),
            commit: commit.to_owned(),
            reference: reference.to_owned(),
            depth: 1,
            submodules: Submodules::None,
            lfs: false,
            login: None,
            protocols: vec!["https".to_owned()],
        }
    }

    #[test]
    fn refs_that_git_could_take_for_something_else_are_refused() {
        for good in ["refs/heads/main", "refs/heads/$(x)", "refs/heads/-x", "refs/pull/7/merge"] {
            assert!(is_full_ref(good), "{good}");
        }
        let bad = [
            "main",
            "refs/heads/",
            "refs/heads",
            "-refs/heads/a",
            "refs/heads/a:b",
            "refs/heads/a b",
            "refs/heads/a\nb",
            "refs/heads/..",
            "refs/heads/a.lock",
            "refs/heads/a@{1}",
            "+refs/heads/a",
            "refs//a",
            "--upload-pack=x",
            "refs/heads/*",
        ];
        for bad in bad {
            assert!(!is_full_ref(bad), "{bad}");
        }
    }

    #[test]
    fn only_full_commit_ids_and_plain_urls_pass() {
        let (id, main) = ("a".repeat(40), "refs/heads/main");
        let url = "https://example.com/a.git";
        assert_eq!(check(&checkout(url, &id, main)), Ok(()));
        assert_eq!(check(&checkout(url, &"0".repeat(64), main)), Ok(()));
        let long = "a".repeat(41);
        let upper = "A".repeat(40);
        let wrong = [
            (url, "abc", main),
            (url, long.as_str(), main),
            (url, upper.as_str(), main),
            (url, "--upload-pack=x", main),
            ("", id.as_str(), main),
            ("-x", id.as_str(), main),
            ("https://a\nb", id.as_str(), main),
            (url, id.as_str(), "main"),
        ];
        for (url, commit, reference) in wrong {
            assert!(
                check(&checkout(url, commit, reference)).is_err(),
                "{url} {commit} {reference}"
            );
        }
    }
}
