//! Which files changed between two commits.

use super::cache::Mirror;
use super::command::GitError;
use crate::domain::trigger::ChangedPaths;

/// How much history is fetched to find where a pull request left its target; all of it last.
const DEPTHS: [&str; 3] = ["--depth=50", "--depth=1000", "--unshallow"];

impl Mirror {
    /// The files that differ between `before` and `after`, as a push changed them. When `before`
    /// can't be fetched (it was overwritten and is gone), they can't be known.
    pub async fn changed_by_push(&self, before: &str, after: &str) -> ChangedPaths {
        if let Err(error) = self.fetch(before, None).await {
            return unknown(before, &error);
        }
        self.differing(before, after).await
    }

    /// The files that a pull request changes: those that differ between its head and the commit at
    /// which it left `target`.
    pub async fn changed_by_pull_request(&self, target: &str, head: &str) -> ChangedPaths {
        let target_ref = format!("refs/heads/{target}");
        let tip = match self.branch_head(target).await {
            Ok(tip) => tip,
            Err(error) => return unknown(target, &error),
        };
        for depth in DEPTHS {
            // Nothing left to unshallow is as good as having fetched everything.
            let fetched = self.run(self.fetching(depth, [&target_ref, head])).await;
            if let Ok(base) = self.merge_base(&tip, head).await {
                return self.differing(&base, head).await;
            }
            if let (Err(error), false) = (fetched, depth == "--unshallow") {
                return unknown(target, &error);
            }
        }
        ChangedPaths::Unknown(format!("`{target}` and {head} have no commit in common"))
    }

    async fn merge_base(&self, one: &str, other: &str) -> Result<String, GitError> {
        let printed = self.run(["merge-base", one, other]).await?;
        Ok(String::from_utf8_lossy(&printed).trim().to_owned())
    }

    async fn differing(&self, before: &str, after: &str) -> ChangedPaths {
        let listing = ["diff-tree", "-r", "-z", "--name-only", "--no-renames", before, after, "--"];
        match self.run(listing).await {
            Ok(listing) => ChangedPaths::Known(
                String::from_utf8_lossy(&listing)
                    .split('\0')
                    .filter(|path| !path.is_empty())
                    .map(str::to_owned)
                    .collect(),
            ),
            Err(error) => unknown(before, &error),
        }
    }
}

fn unknown(what: &str, error: &GitError) -> ChangedPaths {
    ChangedPaths::Unknown(format!("`{what}` can't be compared with ({error})"))
}
