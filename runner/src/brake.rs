//! How a job at work is told to end.

use std::time::Duration;

use tokio::{sync::watch, time::Instant};

use crate::process::Stop;

/// Ends one job. A kill stays a kill, and of several cancels the first holds.
#[derive(Debug, Clone)]
pub(crate) struct Brake {
    stop: watch::Sender<Stop>,
    grace: Duration,
}

impl Brake {
    /// A brake, and what the job heeds.
    pub(crate) fn new(grace: Duration) -> (Self, watch::Receiver<Stop>) {
        let (stop, stopped) = watch::channel(Stop::No);
        (Self { stop, grace }, stopped)
    }

    /// Ends the job within its grace time, from now.
    pub(crate) fn cancel(&self, reason: String) {
        self.stop(Stop::Cancel { reason, deadline: Instant::now() + self.grace });
    }

    /// Kills the job, which is to be forgotten.
    pub(crate) fn kill(&self) {
        self.stop(Stop::Kill);
    }

    /// Whether the job is to be forgotten.
    pub(crate) fn is_killing(&self) -> bool {
        *self.stop.borrow() == Stop::Kill
    }

    fn stop(&self, wanted: Stop) {
        self.stop.send_if_modified(|stop| {
            let is_stronger = match (&*stop, &wanted) {
                (Stop::No, _) | (Stop::Cancel { .. }, Stop::Kill) => true,
                (Stop::Cancel { .. } | Stop::Kill, _) => false,
            };
            if is_stronger {
                *stop = wanted;
            }
            is_stronger
        });
    }
}
