//! The parts of a decision: timed where they happen, and collected by whoever decides, without
//! anything being handed through the functions between.

use std::cell::RefCell;

use tokio::task_local;

use crate::clock::{self, Timestamp};

task_local! {
    static PARTS: RefCell<Vec<Part>>;
}

/// A part of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) began: Timestamp,
    pub(super) ended: Timestamp,
}

/// Runs `work` and notes how long it took, if somebody collects.
pub async fn timed<T>(name: &'static str, work: impl Future<Output = T>) -> T {
    if PARTS.try_with(|_| ()).is_err() {
        return work.await;
    }
    let began = clock::now();
    let done = work.await;
    let part = Part { name, began, ended: clock::now() };
    // Whoever collected may not have waited for the end.
    let _ = PARTS.try_with(|parts| parts.borrow_mut().push(part));
    done
}

/// Runs `work`, and returns the parts of it that were timed.
pub(super) async fn collect<T>(work: impl Future<Output = T>) -> (T, Vec<Part>) {
    let all = async {
        let done = work.await;
        (done, PARTS.with(RefCell::take))
    };
    PARTS.scope(RefCell::default(), all).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn parts_are_collected_in_order_and_by_nobody_else() {
        assert_eq!(timed("alone", async { 1 }).await, 1);
        let work = async {
            timed("first", async {}).await;
            timed("second", async { 2 }).await
        };
        let (done, parts) = collect(work).await;
        assert_eq!(done, 2);
        let names: Vec<_> = parts.iter().map(|part| part.name).collect();
        assert_eq!(names, ["first", "second"]);
        assert!(parts.iter().all(|part| part.began <= part.ended));
    }
}
