//! What a job's checkout is to show the server that it fetches from: asked for when the job is sent,
//! so that it is fresh, and never stored.

use std::collections::HashMap;

use protocol::Login;
use ractor::ActorRef;
use tracing::warn;

use super::message::SessionMessage;
use crate::actors::access::login;
use crate::ids::LeaseId;
use crate::providers::{Access, NoAccess, ProviderClient};

/// The jobs whose credentials are being fetched, or are there and wait to be sent along.
#[derive(Debug, Default)]
pub(super) struct Equipment {
    jobs: HashMap<LeaseId, Progress>,
}

#[derive(Debug)]
enum Progress {
    /// The provider is being asked.
    Asked,
    /// It could not answer, and is asked again when the session catches up.
    Waiting,
    /// It has answered, and there may be something to show.
    Ready(Option<Login>),
}

/// What is to be done about a job that is to be sent.
pub(super) enum Readiness {
    /// Send it, with this.
    Ready(Option<Login>),
    /// It is sent when the provider has answered.
    Asked,
}

impl Equipment {
    /// Asks, unless it was asked for already; the answer comes as [`SessionMessage::Equipped`].
    pub(super) fn of(
        &mut self,
        lease: LeaseId,
        access: Option<Access>,
        providers: &ProviderClient,
        session: &ActorRef<SessionMessage>,
    ) -> Readiness {
        let Some(access) = access else { return Readiness::Ready(None) };
        match self.jobs.remove(&lease) {
            Some(Progress::Ready(login)) => return Readiness::Ready(login),
            Some(Progress::Asked) => {
                self.jobs.insert(lease, Progress::Asked);
                return Readiness::Asked;
            }
            None | Some(Progress::Waiting) if !providers.has_credentials(&access) => {
                return Readiness::Ready(None);
            }
            None | Some(Progress::Waiting) => {}
        }
        self.jobs.insert(lease, Progress::Asked);
        let (providers, session) = (providers.clone(), session.clone());
        tokio::spawn(async move {
            // An answer comes whatever happens, so that no job waits for one that doesn't.
            let asking = tokio::spawn(async move { providers.credentials(&access).await });
            let answer = asking.await.unwrap_or_else(|error| {
                Err(NoAccess::Later { reason: error.to_string(), wait: None })
            });
            let equipped = answer.map(|credentials| credentials.map(login));
            // A session that has ended has nothing to send any more.
            let _ = session.cast(SessionMessage::Equipped(lease, equipped));
        });
        Readiness::Asked
    }

    /// Whether a job is held back by it: the runner does not know of it yet.
    pub(super) fn holds_back(&self, lease: LeaseId) -> bool {
        self.jobs.contains_key(&lease)
    }

    /// Nothing is to be sent any more.
    pub(super) fn forget(&mut self, lease: LeaseId) {
        self.jobs.remove(&lease);
    }

    /// Takes the provider's answer.
    ///
    /// # Errors
    /// Why the job can't be had by any runner. One that may go later is asked for again when the
    /// session catches up.
    pub(super) fn answered(
        &mut self,
        lease: LeaseId,
        answer: Result<Option<Login>, NoAccess>,
    ) -> Result<bool, String> {
        self.jobs.remove(&lease);
        match answer {
            Ok(login) => {
                self.jobs.insert(lease, Progress::Ready(login));
                Ok(true)
            }
            Err(NoAccess::Later { reason, .. }) => {
                warn!(lease.id = %lease, reason, "a job waits for its provider");
                self.jobs.insert(lease, Progress::Waiting);
                Ok(false)
            }
            Err(NoAccess::Refused(reason) | NoAccess::NotInstalled(reason)) => Err(reason),
        }
    }
}
