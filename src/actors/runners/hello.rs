//! What is to be done with each lease when a runner comes back: a pure decision.

use std::cmp::Ordering;

use protocol::LeaseState;

use super::message::Hello;
use crate::entities::job_attempts::Model as Attempt;
use crate::ids::{LeaseId, RunnerId};

/// Why the server can't work with a runner.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// It speaks an older version.
    #[error(
        "the runner speaks version {0} of the runner protocol, this server version {server}, which \
         is newer: update the runner",
        server = protocol::VERSION
    )]
    OlderRunner(u32),
    /// It speaks a newer version.
    #[error(
        "the runner speaks version {0} of the runner protocol, this server version {server}, which \
         is older: update the server",
        server = protocol::VERSION
    )]
    NewerRunner(u32),
    /// It has no room for a job at all.
    #[error("a runner must have room for at least one job")]
    NoCapacity,
    /// Another process shows the same token, and is there.
    #[error(
        "another process, from {present}, is connected with this runner's token; stop one of the \
         two, or, if a machine was copied, register the runner again with `oore runner reregister \
         {runner} --revoke`"
    )]
    Double {
        /// The runner.
        runner: RunnerId,
        /// From where the other one came.
        present: String,
    },
    /// The server can't start the session now.
    #[error("the server can't take runners at the moment")]
    Busy,
}

impl Rejected {
    /// Whether it may be let in later, without being changed itself.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::OlderRunner(_) | Self::NoCapacity => false,
            Self::NewerRunner(_) | Self::Double { .. } | Self::Busy => true,
        }
    }
}

/// Whether the server can work with a runner that says this.
pub(super) fn check(hello: &Hello) -> Result<(), Rejected> {
    match hello.protocol.cmp(&protocol::VERSION) {
        Ordering::Less => Err(Rejected::OlderRunner(hello.protocol)),
        Ordering::Greater => Err(Rejected::NewerRunner(hello.protocol)),
        Ordering::Equal if hello.capacity == 0 => Err(Rejected::NoCapacity),
        Ordering::Equal => Ok(()),
    }
}

/// What follows from a runner's hello.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reunion {
    /// Held by both: it goes on.
    pub(super) resume: Vec<LeaseId>,
    /// Held by the runner alone: it is to forget it.
    pub(super) void: Vec<LeaseId>,
    /// Held by the server alone, and never taken by the runner: it is sent again.
    pub(super) send: Vec<LeaseId>,
    /// Held by the server alone, leased by an earlier process of the server, and taken by nobody
    /// since: it may never have been sent. It goes back to the queue, and does not count.
    pub(super) back: Vec<LeaseId>,
    /// Held by the server alone, and gone with the runner's earlier process.
    pub(super) lost: Vec<LeaseId>,
}

/// Compares what the runner holds with what the server has given it. `is_same_process` tells
/// whether the runner has merely lost the connection: then a job that it never accepted never
/// reached it, while a new process may stand where an old one died at work. Had that begun with the
/// job, the order would be on its disk, and the new process would hold the lease. What was
/// leased before `since` was leased by an earlier server: ids keep their order, whatever becomes of
/// the clock.
pub(super) fn reunite(
    hello: &Hello,
    given: &[Attempt],
    is_same_process: bool,
    since: LeaseId,
) -> Reunion {
    let mut reunion = Reunion::default();
    let holds = |lease: LeaseId| hello.held.iter().any(|held| held.lease == lease.0);
    for attempt in given {
        if holds(attempt.id) {
            reunion.resume.push(attempt.id);
        } else if is_same_process && attempt.accepted_at.is_none() {
            reunion.send.push(attempt.id);
        } else if attempt.accepted_at.is_none() && attempt.id < since {
            reunion.back.push(attempt.id);
        } else {
            reunion.lost.push(attempt.id);
        }
    }
    let unknown = hello.held.iter().map(|held| LeaseId(held.lease));
    reunion.void = unknown.filter(|lease| !reunion.resume.contains(lease)).collect();
    reunion
}

/// A void lease in the words of the protocol.
pub(super) fn void(lease: LeaseId) -> LeaseState {
    LeaseState::Void { lease: lease.0 }
}

#[cfg(test)]
mod tests {
    use protocol::HeldLease;
    use ulid::Ulid;

    use super::super::presence::Presence;
    use super::*;
    use crate::clock;
    use crate::domain::status::AttemptStatus;
    use crate::ids::{JobId, TokenId};

    fn hello(held: &[LeaseId]) -> Hello {
        Hello {
            runner: RunnerId::generate(),
            token: TokenId::generate(),
            address: "127.0.0.1:1".to_owned(),
            presence: Presence::default(),
            instance: Ulid(1),
            version: "1".to_owned(),
            protocol: protocol::VERSION,
            labels: Vec::new(),
            capacity: 1,
            held: held.iter().map(|lease| HeldLease { lease: lease.0, log_bytes: 0 }).collect(),
        }
    }

    fn given(is_accepted: bool) -> Attempt {
        let now = clock::now();
        Attempt {
            id: LeaseId::generate(),
            job_id: JobId::generate(),
            attempt: 1,
            runner_id: RunnerId::generate(),
            status: AttemptStatus::Running,
            secrets: None,
            detail: None,
            leased_at: now,
            accepted_at: is_accepted.then_some(now),
            started_at: None,
            finished_at: None,
            log_removed_at: None,
        }
    }

    #[test]
    fn what_both_hold_goes_on_and_what_only_the_runner_holds_is_void() {
        let (ours, theirs) = (given(true), LeaseId::generate());
        let hello = hello(&[ours.id, theirs]);
        let reunion = reunite(&hello, std::slice::from_ref(&ours), false, ours.id);
        assert_eq!(
            reunion,
            Reunion { resume: vec![ours.id], void: vec![theirs], ..Reunion::default() }
        );
    }

    #[test]
    fn a_job_that_never_arrived_is_sent_again_to_the_same_process_only() {
        let job = given(false);
        let again = reunite(&hello(&[]), std::slice::from_ref(&job), true, job.id);
        assert_eq!(again, Reunion { send: vec![job.id], ..Reunion::default() });
        let anew = reunite(&hello(&[]), std::slice::from_ref(&job), false, job.id);
        assert_eq!(anew, Reunion { lost: vec![job.id], ..Reunion::default() });
    }

    #[test]
    fn an_accepted_job_that_the_runner_does_not_hold_is_lost() {
        let job = given(true);
        for is_same_process in [true, false] {
            let later = LeaseId::generate();
            let reunion = reunite(&hello(&[]), std::slice::from_ref(&job), is_same_process, later);
            assert_eq!(reunion, Reunion { lost: vec![job.id], ..Reunion::default() });
        }
    }

    #[test]
    fn a_job_that_an_earlier_server_may_not_have_sent_does_not_count_as_lost() {
        let job = given(false);
        let later = LeaseId::generate();
        let anew = reunite(&hello(&[]), std::slice::from_ref(&job), false, later);
        assert_eq!(anew, Reunion { back: vec![job.id], ..Reunion::default() });
        let again = reunite(&hello(&[]), std::slice::from_ref(&job), true, later);
        assert_eq!(again, Reunion { send: vec![job.id], ..Reunion::default() });
        let held = reunite(&hello(&[job.id]), std::slice::from_ref(&job), false, later);
        assert_eq!(held, Reunion { resume: vec![job.id], ..Reunion::default() });
    }
}
