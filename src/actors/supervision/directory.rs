//! The tree as a person may look at it.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use ractor::{ActorCell, ActorStatus, Message};
use tokio::sync::watch;

use super::Address;
use crate::clock::Timestamp;

/// Every actor that lives or is being restarted, by name.
#[derive(Clone, Default)]
pub struct Directory {
    entries: Arc<RwLock<BTreeMap<String, Entry>>>,
    /// How often actors of each kind failed, those that are gone included.
    failures: Arc<RwLock<BTreeMap<String, u64>>>,
    changed: Arc<watch::Sender<()>>,
}

struct Entry {
    cell: Box<dyn Fn() -> Option<ActorCell> + Send + Sync>,
    depth: Box<dyn Fn() -> u64 + Send + Sync>,
    restarts: u32,
    last_failure: Option<(Timestamp, String)>,
}

/// One actor, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorView {
    /// `scheduler`, or `repository:01..` for a child of `repositories`.
    pub name: String,
    /// `running`, `starting`, `stopping` or `restarting`.
    pub state: &'static str,
    /// Messages that wait in its mailbox.
    pub mailbox: u64,
    /// How often it was restarted.
    pub restarts: u32,
    /// When and why it failed last.
    pub last_failure: Option<(Timestamp, String)>,
}

/// The actors of one kind: one of the root's children, or all children of such a one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KindView {
    /// How many live or are being restarted.
    pub actors: u64,
    /// Messages that wait in their mailboxes.
    pub mailbox: u64,
    /// How often one failed since the server started.
    pub failures: u64,
}

impl std::fmt::Debug for Directory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.list()).finish()
    }
}

impl Directory {
    /// Shows an actor from now on.
    pub fn add<M: Message>(&self, name: impl Into<String>, address: &Address<M>) {
        let (cell, depth) = (address.clone(), address.clone());
        let entry = Entry {
            cell: Box::new(move || cell.cell()),
            depth: Box::new(move || depth.depth()),
            restarts: 0,
            last_failure: None,
        };
        self.write().insert(name.into(), entry);
        self.changed.send_replace(());
    }

    /// Shows an actor no longer.
    pub fn remove(&self, name: &str) {
        self.write().remove(name);
        self.changed.send_replace(());
    }

    /// Shows no child of `parent` any longer: they end with it.
    pub fn remove_children(&self, parent: &str) {
        let is_child =
            |name: &str| name.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/'));
        self.write().retain(|name, _| !is_child(name));
        self.changed.send_replace(());
    }

    /// Notes that an actor failed and is about to be restarted, or to be begun anew when it is
    /// needed.
    pub fn failed(&self, name: &str, at: Timestamp, why: &str) {
        if let Some(entry) = self.write().get_mut(name) {
            entry.restarts += 1;
            entry.last_failure = Some((at, why.to_owned()));
        }
        let mut failures = self.failures.write().unwrap_or_else(PoisonError::into_inner);
        *failures.entry(kind(name).to_owned()).or_default() += 1;
        drop(failures);
        self.changed.send_replace(());
    }

    /// Tells when an actor came, went or failed. Mailboxes change without a word.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// The living incarnation of an actor.
    #[must_use]
    pub fn cell(&self, name: &str) -> Option<ActorCell> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        entries.get(name).and_then(|entry| (entry.cell)())
    }

    /// Every actor, by name.
    #[must_use]
    pub fn list(&self) -> Vec<ActorView> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        entries
            .iter()
            .map(|(name, entry)| ActorView {
                name: name.clone(),
                state: state((entry.cell)().map(|cell| cell.get_status())),
                mailbox: (entry.depth)(),
                restarts: entry.restarts,
                last_failure: entry.last_failure.clone(),
            })
            .collect()
    }

    /// The actors by their kinds, of which there are few: `repositories/repository` stands for all
    /// of them.
    #[must_use]
    pub fn kinds(&self) -> BTreeMap<String, KindView> {
        let mut kinds: BTreeMap<String, KindView> = BTreeMap::new();
        for actor in self.list() {
            let view = kinds.entry(kind(&actor.name).to_owned()).or_default();
            view.actors += 1;
            view.mailbox += actor.mailbox;
        }
        let failures = self.failures.read().unwrap_or_else(PoisonError::into_inner);
        for (kind, count) in failures.iter() {
            kinds.entry(kind.clone()).or_default().failures = *count;
        }
        kinds
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, BTreeMap<String, Entry>> {
        self.entries.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an actor's name is without its id.
fn kind(name: &str) -> &str {
    name.split_once(':').map_or(name, |(kind, _)| kind)
}

fn state(status: Option<ActorStatus>) -> &'static str {
    match status {
        Some(ActorStatus::Unstarted | ActorStatus::Starting) => "starting",
        Some(ActorStatus::Running | ActorStatus::Upgrading) => "running",
        Some(ActorStatus::Draining | ActorStatus::Stopping) => "stopping",
        Some(ActorStatus::Stopped) | None => "restarting",
    }
}
