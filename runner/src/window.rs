//! Which part of a job's log is sent next, decided from what the server has acknowledged.
//!
//! The server stores a chunk only if it begins where the stored log ends, so nothing that is sent
//! twice can be stored twice; this decides how little is sent twice. On one connection frames keep
//! their order, which gives an acknowledgement its meaning:
//! * beyond what was acknowledged: progress;
//! * the same end again while chunks are under way: a chunk was lost on the server (its log actor
//!   was restarted, say) and the ones behind it did not fit;
//! * an earlier end: the server has lost what it had acknowledged.
//!
//! In the last two cases sending starts again from that end, one chunk at a time until all that
//! had been sent before is acknowledged: the refusals of the chunks still under way, all with the
//! same end, must not each start the sending anew. A chunk sent again although the first copy had
//! arrived (an acknowledgement was slow) is refused as well; such answers are counted and
//! expected. What the count gets wrong is put right by [`Window::retry`] when acknowledgements
//! stay away.

use std::{cmp::Ordering, collections::VecDeque, ops::Range};

use protocol::MAX_CHUNK_BYTES;

/// With full chunks 2 MiB of one job. Small chunks are limited too, so that output which comes in
/// drops gathers into larger chunks when the server is slower than the job.
const MAX_IN_FLIGHT: usize = 8;

/// The state of one job's upload on one connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Window {
    acked: u64,
    /// Where the chunks under way end, in order.
    in_flight: VecDeque<u64>,
    /// While sending again: the end of what had been sent before.
    recovering_to: Option<u64>,
    /// Refusals to expect for chunks that were sent twice.
    expected_refusals: usize,
}

impl Window {
    /// A new connection, on which the server has said how far the stored log goes.
    pub(crate) fn resume(log_end: u64) -> Self {
        Self { acked: log_end, ..Self::default() }
    }

    /// The first byte that is not yet acknowledged.
    pub(crate) fn acked(&self) -> u64 {
        self.acked
    }

    /// Whether an acknowledgement is due.
    pub(crate) fn is_waiting(&self) -> bool {
        !self.in_flight.is_empty()
    }

    /// The next chunk to send of a log of this length, which counts as sent from now on.
    pub(crate) fn next(&mut self, log_length: u64) -> Option<Range<u64>> {
        let limit = if self.recovering_to.is_some() { 1 } else { MAX_IN_FLIGHT };
        let start = self.sent();
        if self.in_flight.len() >= limit || start >= log_length {
            return None;
        }
        let end = log_length.min(start + MAX_CHUNK_BYTES as u64);
        self.in_flight.push_back(end);
        if self.recovering_to.is_some() {
            self.expected_refusals += 1;
        }
        Some(start..end)
    }

    /// Takes back the chunk that [`Self::next`] has just counted as sent.
    pub(crate) fn take_back(&mut self) {
        self.in_flight.pop_back();
        if self.recovering_to.is_some() {
            self.expected_refusals -= 1;
        }
    }

    /// The server's word that its log ends at `end`.
    pub(crate) fn acknowledge(&mut self, end: u64) {
        match end.cmp(&self.acked) {
            Ordering::Greater => self.advance(end),
            Ordering::Less => self.send_again_from(end),
            Ordering::Equal if self.in_flight.is_empty() || self.recovering_to.is_some() => {}
            Ordering::Equal if self.expected_refusals > 0 => self.expected_refusals -= 1,
            Ordering::Equal => self.send_again_from(end),
        }
    }

    /// Sends again what has waited too long for its acknowledgement.
    pub(crate) fn retry(&mut self) {
        if self.is_waiting() {
            self.send_again_from(self.acked);
        }
    }

    fn advance(&mut self, end: u64) {
        self.acked = end;
        while self.in_flight.front().is_some_and(|&chunk_end| chunk_end <= end) {
            self.in_flight.pop_front();
        }
        if self.recovering_to.is_some_and(|target| end >= target) {
            self.recovering_to = None;
        }
    }

    fn send_again_from(&mut self, end: u64) {
        let sent = self.sent();
        self.recovering_to = Some(self.recovering_to.map_or(sent, |target| target.max(sent)));
        self.acked = end;
        self.in_flight.clear();
    }

    fn sent(&self) -> u64 {
        self.in_flight.back().copied().unwrap_or(self.acked)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    const CHUNK: u64 = MAX_CHUNK_BYTES as u64;

    fn send_all(window: &mut Window, length: u64) -> Vec<Range<u64>> {
        std::iter::from_fn(|| window.next(length)).collect()
    }

    #[test]
    fn small_output_goes_at_once_and_large_output_in_full_chunks() {
        let mut window = Window::default();
        assert_eq!(send_all(&mut window, 1), vec![0..1]);
        assert_eq!(send_all(&mut window, CHUNK + 9), [1..CHUNK + 1, CHUNK + 1..CHUNK + 9]);
    }

    #[test]
    fn no_more_than_the_window_is_under_way() {
        let mut window = Window::default();
        assert_eq!(send_all(&mut window, 100 * CHUNK).len(), MAX_IN_FLIGHT);
        window.acknowledge(2 * CHUNK);
        assert_eq!(
            send_all(&mut window, 100 * CHUNK),
            [8 * CHUNK..9 * CHUNK, 9 * CHUNK..10 * CHUNK]
        );
    }

    #[test]
    fn a_connection_resumes_where_the_server_stands() {
        let mut window = Window::resume(700);
        assert_eq!(send_all(&mut window, 700), []);
        assert_eq!(send_all(&mut window, 705), vec![700..705]);
    }

    #[test]
    fn a_lost_chunk_is_sent_again_once_although_every_later_one_is_refused() {
        let mut window = Window::default();
        send_all(&mut window, 8 * CHUNK);
        window.acknowledge(CHUNK);
        for _ in 0..6 {
            window.acknowledge(CHUNK);
        }
        assert_eq!(send_all(&mut window, 8 * CHUNK), vec![CHUNK..2 * CHUNK]);
        window.acknowledge(2 * CHUNK);
        assert_eq!(send_all(&mut window, 8 * CHUNK), vec![2 * CHUNK..3 * CHUNK]);
    }

    #[test]
    fn an_end_before_the_acknowledged_one_rewinds() {
        let mut window = Window::resume(10 * CHUNK);
        send_all(&mut window, 11 * CHUNK);
        window.acknowledge(4 * CHUNK);
        assert_eq!(window.acked(), 4 * CHUNK);
        assert_eq!(send_all(&mut window, 11 * CHUNK), vec![4 * CHUNK..5 * CHUNK]);
    }

    #[test]
    fn an_acknowledgement_inside_a_chunk_moves_on_to_its_refusal() {
        let mut window = Window::default();
        send_all(&mut window, 100);
        window.acknowledge(40);
        assert_eq!(window.next(100), None);
        window.acknowledge(40);
        assert_eq!(window.next(100), Some(40..100));
    }

    #[test]
    fn refusals_of_chunks_sent_twice_do_not_start_the_sending_anew() {
        let mut window = Window::default();
        send_all(&mut window, CHUNK);
        window.retry();
        assert_eq!(window.next(CHUNK), Some(0..CHUNK), "sent again, as no answer came");
        window.acknowledge(CHUNK);
        send_all(&mut window, 2 * CHUNK);
        window.acknowledge(CHUNK);
        assert_eq!(window.next(2 * CHUNK), None, "the answer to the second copy changes nothing");
    }

    /// A server that stores what fits and answers every chunk it hears of.
    #[test]
    fn the_log_arrives_whole_whatever_the_server_loses() {
        for lose_every in 2..9_u64 {
            let length = 40 * CHUNK + 17;
            let (mut window, mut stored, mut heard) = (Window::default(), 0, 0_u64);
            let mut wire = VecDeque::new();
            let mut sent = 0;
            while window.acked() < length {
                wire.extend(send_all(&mut window, length));
                let Some(chunk) = wire.pop_front() else {
                    window.retry();
                    continue;
                };
                sent += 1;
                heard += 1;
                if heard.is_multiple_of(lose_every) {
                    continue;
                }
                if chunk.start == stored {
                    stored = chunk.end;
                }
                window.acknowledge(stored);
                assert!(sent < 1000, "no end in sight when each {lose_every}. chunk is lost");
            }
            assert_eq!(stored, length);
        }
    }
}
