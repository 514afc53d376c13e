//! A text that comes in pieces, and leaves as soon as it is known to hold no secret.

#[cfg(test)]
mod tests;

use std::{collections::VecDeque, fmt, sync::Arc};

use crate::{
    HELD_MOST, LEAST_BYTES, MASK,
    automaton::{Automaton, ROOT, State},
    escape::{ESC, Escape},
};

/// A text as it is searched: without its line breaks, and perhaps without more.
#[derive(Clone, Default)]
struct Lane {
    state: State,
    /// Where the bytes stand that begin a pattern: as many as the state is deep.
    places: VecDeque<u64>,
}

impl Lane {
    /// Goes on by a byte; the place where a pattern begins that ends with it.
    fn step(&mut self, automaton: &Automaton, byte: u8, place: u64) -> Option<u64> {
        let state = automaton.step(self.state, byte);
        self.places.push_back(place);
        self.keep(automaton.depth(state));
        let longest = automaton.longest(state);
        let start = (longest > 0).then(|| self.places[self.places.len() - longest]);
        self.state = automaton.open(state);
        self.keep(automaton.depth(self.state));
        start
    }

    fn keep(&mut self, depth: usize) {
        self.places.drain(..self.places.len() - depth);
    }
}

/// Masks a text that comes in pieces. What comes out does not depend on where it was cut.
///
/// Terminal sequences are left out of what is searched, in case they stand within a secret; and as
/// a secret may also stand within one, the text is searched with them too, from the first one on
/// until nothing is left of it to go on with.
pub struct Stream {
    automaton: Option<Arc<Automaton>>,
    shown: Lane,
    escape: Escape,
    whole: Option<Lane>,
    /// What has come and not left, up to `end`.
    held: VecDeque<u8>,
    /// How much has come.
    end: u64,
    /// The parts of what is held that are secret, in order and apart.
    secret: VecDeque<(u64, u64)>,
    /// Whether the last that left was a mask.
    is_masked: bool,
    out: Vec<u8>,
}

impl Stream {
    pub(crate) fn new(automaton: Option<Arc<Automaton>>) -> Self {
        Self {
            automaton,
            shown: Lane::default(),
            escape: Escape::Text,
            whole: None,
            held: VecDeque::new(),
            end: 0,
            secret: VecDeque::new(),
            is_masked: false,
            out: Vec::new(),
        }
    }

    /// Takes a piece; what can leave now.
    pub fn push<'a>(&'a mut self, bytes: &'a [u8]) -> &'a [u8] {
        let Some(automaton) = self.automaton.clone() else { return bytes };
        self.out.clear();
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.is_idle() {
                let (harmless, next) = rest.split_at(automaton.candidate(rest));
                if !harmless.is_empty() {
                    self.end += harmless.len() as u64;
                    self.is_masked = false;
                    if harmless.len() == bytes.len() {
                        return bytes;
                    }
                    self.out.extend_from_slice(harmless);
                }
                rest = next;
            }
            while let Some((&byte, next)) = rest.split_first() {
                self.take(&automaton, byte);
                rest = next;
                if self.is_idle() {
                    break;
                }
            }
            self.release();
        }
        &self.out
    }

    /// Nothing more is expected soon. What is held leaves, unless it agrees with a secret in
    /// [`LEAST_BYTES`] bytes; the rest of a secret that goes on all the same is masked.
    pub fn pause(&mut self) -> &[u8] {
        self.out.clear();
        let longest = self.lanes().map(|lane| lane.places.len()).max();
        if longest.is_some_and(|longest| longest < LEAST_BYTES) {
            self.release_to(self.end);
        }
        &self.out
    }

    /// Whether anything is held back.
    #[must_use]
    pub fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// The end of the text: what is held leaves. The stream can be used for another one.
    pub fn finish(&mut self) -> &[u8] {
        self.out.clear();
        self.release_to(self.end);
        self.shown = Lane::default();
        self.escape = Escape::Text;
        self.whole = None;
        self.is_masked = false;
        &self.out
    }

    fn is_idle(&self) -> bool {
        self.shown.state == ROOT && self.escape == Escape::Text && self.whole.is_none()
    }

    fn lanes(&self) -> impl Iterator<Item = &Lane> {
        [&self.shown].into_iter().chain(&self.whole)
    }

    fn take(&mut self, automaton: &Automaton, byte: u8) {
        let place = self.end;
        self.held.push_back(byte);
        self.end += 1;
        if byte == ESC && self.whole.is_none() {
            self.whole = Some(self.shown.clone());
        }
        let is_sequence = self.escape.take(byte);
        if matches!(byte, b'\r' | b'\n') {
            return;
        }
        if !is_sequence && let Some(start) = self.shown.step(automaton, byte, place) {
            self.note(start);
        }
        if let Some(whole) = &mut self.whole {
            let start = whole.step(automaton, byte, place);
            let is_over =
                self.escape == Escape::Text && whole.state == ROOT && self.shown.state == ROOT;
            if is_over {
                self.whole = None;
            }
            if let Some(start) = start {
                self.note(start);
            }
        }
    }

    /// Marks what has come since `start` as secret.
    fn note(&mut self, start: u64) {
        let mut start = start.max(self.end.saturating_sub(HELD_MOST as u64));
        while let Some(&(earlier, end)) = self.secret.back()
            && end >= start
        {
            start = start.min(earlier);
            self.secret.pop_back();
        }
        self.secret.push_back((start, self.end));
    }

    /// Lets go what belongs to no pattern any more.
    fn release(&mut self) {
        let oldest = self.lanes().filter_map(|lane| lane.places.front().copied()).min();
        let least = self.end.saturating_sub(HELD_MOST as u64);
        self.release_to(oldest.unwrap_or(self.end).max(least));
    }

    fn release_to(&mut self, end: u64) {
        let mut place = self.end - self.held.len() as u64;
        while place < end {
            let (start, secret_end) = self.secret.front().copied().unwrap_or((end, end));
            let plain_end = start.clamp(place, end);
            if plain_end > place {
                self.out.extend(self.held.drain(..span(place, plain_end)));
                self.is_masked = false;
            }
            let masked_end = secret_end.clamp(plain_end, end);
            if masked_end > plain_end {
                self.held.drain(..span(plain_end, masked_end));
                if !self.is_masked {
                    self.out.extend_from_slice(MASK.as_bytes());
                }
                self.is_masked = true;
            }
            if secret_end <= masked_end {
                self.secret.pop_front();
            }
            place = masked_end;
        }
    }
}

fn span(start: u64, end: u64) -> usize {
    usize::try_from(end - start).expect("what is held fits into memory")
}

/// Without what is held.
impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("held_bytes", &self.held.len()).finish_non_exhaustive()
    }
}
