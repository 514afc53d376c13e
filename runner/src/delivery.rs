//! Brings one job's steps, log and result to the server, over as many connections as it takes.
//!
//! It is woken by the log's growth and by the server's answers and never asks on a clock, apart
//! from repeating what has waited too long for an answer. A log that can't be read ends its job as
//! failed: the server would wait for it for ever.

use std::{io, sync::Arc, time::Duration};

use protocol::{JobResult, LogChunk, Outcome, RunnerFrame, StepReport};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};
use ulid::Ulid;

use crate::{
    brake::Brake,
    link::{Gone, Link},
    spool::Log,
    text,
    window::Window,
};

/// A server that is busy answers later than that now and then; what is repeated in vain costs one
/// chunk.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// What a delivery hears from its connection.
#[derive(Debug)]
pub(crate) enum Word {
    /// A connection stands, and the server has the log up to `log_end`.
    Connected { link: Link, log_end: u64 },
    /// The server asks for the job again that it has given before.
    AcceptAgain,
    /// The server has the log up to here.
    LogAck(u64),
    /// The server has the result.
    FinishedAck,
    /// The server does not want to hear of the job again.
    Void,
    /// The runner's process ends.
    Leave,
}

/// What a delivery hears from its job.
#[derive(Debug)]
pub(crate) struct News {
    pub(crate) steps: mpsc::UnboundedReceiver<StepReport>,
    pub(crate) results: mpsc::UnboundedReceiver<JobResult>,
}

/// One job on its way to the server.
#[derive(Debug)]
pub(crate) struct Delivery {
    lease: Ulid,
    log: Arc<Log>,
    brake: Brake,
    /// Why the log can't be read, once that is so.
    unreadable: Option<String>,
    link: Option<Link>,
    window: Window,
    /// The last state of every step that has changed, told anew on each connection.
    steps: Vec<StepReport>,
    result: Option<JobResult>,
    is_result_sent: bool,
    /// When the server last said something that was waited for.
    last_answer: Instant,
}

impl Delivery {
    pub(crate) fn new(lease: Ulid, log: Arc<Log>, brake: Brake) -> Self {
        Self {
            lease,
            log,
            brake,
            unreadable: None,
            link: None,
            window: Window::default(),
            steps: Vec::new(),
            result: None,
            is_result_sent: false,
            last_answer: Instant::now(),
        }
    }

    /// Delivers until the server has the result or wants none (true), or the runner ends (false).
    pub(crate) async fn run(mut self, words: mpsc::UnboundedReceiver<Word>, news: News) -> bool {
        let is_settled = self.deliver(words, news).await;
        self.log.disconnect();
        is_settled
    }

    async fn deliver(&mut self, mut words: mpsc::UnboundedReceiver<Word>, mut news: News) -> bool {
        let mut growth = self.log.follow();
        loop {
            if self.send().is_err() {
                self.disconnected();
            }
            tokio::select! {
                word = words.recv() => match word {
                    Some(Word::FinishedAck | Word::Void) => return true,
                    Some(Word::Leave) | None => return false,
                    Some(Word::Connected { link, log_end }) => self.connected(link, log_end),
                    Some(Word::AcceptAgain) => {
                        self.tell(&RunnerFrame::Accepted { lease: self.lease });
                    }
                    Some(Word::LogAck(end)) => self.acknowledged(end),
                },
                Some(step) = news.steps.recv() => self.tell_step(step),
                Some(result) = news.results.recv() => {
                    // What was told before the result is told before it here too.
                    while let Ok(step) = news.steps.try_recv() {
                        self.tell_step(step);
                    }
                    self.result = Some(result);
                }
                Ok(()) = growth.changed() => { growth.borrow_and_update(); }
                () = sleep_until(self.last_answer + RETRY_AFTER), if self.is_waiting() => {
                    self.window.retry();
                    self.is_result_sent = false;
                    self.last_answer = Instant::now();
                }
            }
        }
    }

    fn acknowledged(&mut self, end: u64) {
        self.window.acknowledge(end);
        self.log.deliver(self.window.acked());
        self.last_answer = Instant::now();
    }

    /// Begins anew on this connection: it is not known what the last one has brought over.
    fn connected(&mut self, link: Link, log_end: u64) {
        self.link = Some(link);
        self.window = Window::resume(log_end);
        match &self.unreadable {
            None => self.log.connect(log_end),
            // Nothing more of it will come.
            Some(_) => self.log.deliver(log_end),
        }
        self.is_result_sent = false;
        for step in self.steps.clone() {
            self.tell(&RunnerFrame::Step { lease: self.lease, step });
        }
    }

    fn disconnected(&mut self) {
        self.link = None;
        self.log.disconnect();
    }

    fn tell_step(&mut self, step: StepReport) {
        match self.steps.iter_mut().find(|known| known.index == step.index) {
            Some(known) => known.clone_from(&step),
            None => self.steps.push(step.clone()),
        }
        self.tell(&RunnerFrame::Step { lease: self.lease, step });
    }

    fn tell(&mut self, frame: &RunnerFrame) {
        if self.link.as_ref().is_some_and(|link| link.frame(frame).is_err()) {
            self.disconnected();
        }
    }

    /// Sends what may be sent now: chunks within the window, and behind the last acknowledged byte
    /// the result.
    fn send(&mut self) -> Result<(), Gone> {
        let Some(link) = self.link.clone() else { return Ok(()) };
        if self.unreadable.is_none()
            && let Err(error) = self.send_log(&link)?
        {
            tracing::error!(lease.id = %self.lease, "can't read a spooled log: {error}");
            let reason = format!("the runner could not read its own spool: {error}");
            self.brake.cancel(reason.clone());
            self.unreadable = Some(reason);
            self.log.disconnect();
        }
        self.send_result(&link)
    }

    /// The inner error is one of the spool.
    fn send_log(&mut self, link: &Link) -> Result<io::Result<()>, Gone> {
        let length = self.log.length();
        loop {
            let waited = self.is_waiting();
            let Some(range) = self.window.next(length) else { return Ok(Ok(())) };
            match self.log.read(range.start, range.end) {
                Ok(bytes) => {
                    link.chunk(&LogChunk { lease: self.lease, offset: range.start, bytes })?;
                    failpoint::here("chunk.sent");
                }
                Err(error) => {
                    self.window.take_back();
                    return Ok(Err(error));
                }
            }
            if !waited {
                self.last_answer = Instant::now();
            }
        }
    }

    fn send_result(&mut self, link: &Link) -> Result<(), Gone> {
        let Some(result) = &self.result else { return Ok(()) };
        let acked = self.window.acked();
        let is_due = match &self.unreadable {
            None => acked >= result.log_bytes,
            Some(_) => !self.window.is_waiting(),
        };
        if is_due && !self.is_result_sent {
            let result = match &self.unreadable {
                None => result.clone(),
                Some(reason) => cut_short(result.clone(), reason, acked),
            };
            link.frame(&RunnerFrame::Finished { lease: self.lease, result })?;
            failpoint::here("result.sent");
            self.is_result_sent = true;
            self.last_answer = Instant::now();
        }
        Ok(())
    }

    fn is_waiting(&self) -> bool {
        self.link.is_some() && (self.window.is_waiting() || self.is_result_sent)
    }
}

/// The result of a job whose log is lost from here on. Without its log no job has succeeded.
fn cut_short(result: JobResult, reason: &str, log_bytes: u64) -> JobResult {
    let mut steps = result.steps;
    for step in &mut steps {
        for end in [&mut step.log_start, &mut step.log_end].into_iter().flatten() {
            *end = log_bytes.min(*end);
        }
    }
    let detail = Some(text::detail(reason.to_owned()));
    JobResult { outcome: Outcome::Failed, detail, steps, log_bytes, ..result }
}

#[cfg(test)]
mod tests {
    use tokio_tungstenite::tungstenite::Message;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn output_after_a_silence_is_sent_once() {
        let directory = tempfile::tempdir().expect("a directory");
        let log = Arc::new(Log::create(&directory.path().join("log")).expect("made"));
        let (link, mut outgoing) = Link::new();
        let (words, heard) = mpsc::unbounded_channel();
        let (_steps, steps) = mpsc::unbounded_channel();
        let (_results, results) = mpsc::unbounded_channel();
        let (brake, _stop) = Brake::new(Duration::ZERO);
        let delivery = Delivery::new(Ulid(1), Arc::clone(&log), brake);
        let task = tokio::spawn(delivery.run(heard, News { steps, results }));

        words.send(Word::Connected { link, log_end: 0 }).expect("heard");
        tokio::time::sleep(2 * RETRY_AFTER).await;
        log.append(b"late").expect("written");
        let sent = outgoing.recv().await.expect("a chunk");
        let Message::Binary(bytes) = sent else { panic!("{sent:?}") };
        assert_eq!(LogChunk::decode(&bytes).expect("a chunk").bytes, b"late");
        tokio::time::sleep(RETRY_AFTER / 2).await;
        words.send(Word::LogAck(4)).expect("heard");
        words.send(Word::Leave).expect("heard");
        assert!(!task.await.expect("no panic"));
        assert!(outgoing.recv().await.is_none(), "sent again although the answer was in time");
    }
}
