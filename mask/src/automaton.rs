//! Finds many patterns at once: the automaton of Aho and Corasick ("Efficient string matching: an
//! aid to bibliographic search", 1975), which also tells how much of a pattern its last bytes are.
//!
//! It is kept as a tree with links, a node of 20 bytes for each byte of a pattern, since a secret
//! may have tens of thousands; and with a table of the pairs of bytes that a pattern begins with,
//! by which most of a text is passed over.

use std::collections::{BTreeSet, VecDeque};

use crate::escape::ESC;

/// A place in the tree.
pub(crate) type State = u32;

/// Where nothing is known of a pattern.
pub(crate) const ROOT: State = 0;

/// No node: the root is nobody's child.
const NONE: State = 0;

/// The most bytes of one pattern: the depth of a node fits its type, and little is held back.
pub(crate) const PATTERN_MOST: usize = 512;

#[derive(Clone, Copy)]
struct Node {
    child: State,
    sibling: State,
    /// The node of the longest end of this one's bytes that begins a pattern.
    fallback: State,
    depth: u16,
    /// The length of the longest pattern that ends here, or 0.
    longest: u16,
    byte: u8,
}

pub(crate) struct Automaton {
    nodes: Vec<Node>,
    /// The root's children by their byte.
    first: [State; 256],
    /// A bit for each pair of bytes behind which a pattern may go on.
    pairs: Vec<u64>,
}

impl Automaton {
    pub(crate) fn new(patterns: &BTreeSet<Vec<u8>>) -> Self {
        let root =
            Node { child: NONE, sibling: NONE, fallback: ROOT, depth: 0, longest: 0, byte: 0 };
        let mut automaton = Self { nodes: vec![root], first: [NONE; 256], pairs: vec![0; 1024] };
        for pattern in patterns {
            automaton.insert(pattern);
        }
        automaton.link();
        automaton.note_pairs();
        automaton
    }

    /// Patterns come sorted, so that a child that is there is the newest.
    fn insert(&mut self, pattern: &[u8]) {
        let mut state = ROOT;
        for &byte in pattern {
            let known = self.child(state, byte);
            state = if known == NONE { self.add(state, byte) } else { known };
        }
        let depth = self.nodes[state as usize].depth;
        self.nodes[state as usize].longest = depth;
    }

    fn add(&mut self, parent: State, byte: u8) -> State {
        let added = State::try_from(self.nodes.len()).expect("patterns are far below 4 GiB");
        let Node { child: sibling, depth, .. } = self.nodes[parent as usize];
        let depth = depth + 1;
        self.nodes.push(Node { child: NONE, sibling, fallback: ROOT, depth, longest: 0, byte });
        self.nodes[parent as usize].child = added;
        if parent == ROOT {
            self.first[usize::from(byte)] = added;
        }
        added
    }

    fn child(&self, state: State, byte: u8) -> State {
        if state == ROOT {
            return self.first[usize::from(byte)];
        }
        let mut child = self.nodes[state as usize].child;
        while child != NONE && self.nodes[child as usize].byte != byte {
            child = self.nodes[child as usize].sibling;
        }
        child
    }

    /// Sets the fallbacks, level by level.
    fn link(&mut self) {
        let mut waiting = VecDeque::from([ROOT]);
        while let Some(parent) = waiting.pop_front() {
            let mut child = self.nodes[parent as usize].child;
            while child != NONE {
                let Node { byte, sibling, longest, .. } = self.nodes[child as usize];
                let fallback = match parent {
                    ROOT => ROOT,
                    _ => self.step(self.nodes[parent as usize].fallback, byte),
                };
                let shorter = self.nodes[fallback as usize].longest;
                let node = &mut self.nodes[child as usize];
                node.fallback = fallback;
                node.longest = longest.max(shorter);
                waiting.push_back(child);
                child = sibling;
            }
        }
    }

    fn note_pairs(&mut self) {
        let any = || 0..=u8::MAX;
        any().for_each(|second| self.note_pair(ESC, second));
        for first in any().filter(|&byte| self.first[usize::from(byte)] != NONE).collect::<Vec<_>>()
        {
            [b'\r', b'\n', ESC].into_iter().for_each(|second| self.note_pair(first, second));
            let mut second = self.nodes[self.first[usize::from(first)] as usize].child;
            while second != NONE {
                let Node { byte, sibling, .. } = self.nodes[second as usize];
                self.note_pair(first, byte);
                second = sibling;
            }
        }
    }

    fn note_pair(&mut self, first: u8, second: u8) {
        let pair = pair(first, second);
        self.pairs[pair / 64] |= 1 << (pair % 64);
    }

    /// The state behind one more byte.
    pub(crate) fn step(&self, mut state: State, byte: u8) -> State {
        loop {
            let child = self.child(state, byte);
            if child != NONE || state == ROOT {
                return child;
            }
            state = self.nodes[state as usize].fallback;
        }
    }

    /// The same place without what can't go on.
    pub(crate) fn open(&self, mut state: State) -> State {
        while state != ROOT && self.nodes[state as usize].child == NONE {
            state = self.nodes[state as usize].fallback;
        }
        state
    }

    /// How many of the last bytes begin a pattern.
    pub(crate) fn depth(&self, state: State) -> usize {
        self.nodes[state as usize].depth.into()
    }

    /// How long the longest pattern is that ends here; 0 for none.
    pub(crate) fn longest(&self, state: State) -> usize {
        self.nodes[state as usize].longest.into()
    }

    /// The first place from which a pattern, or a terminal sequence, may begin.
    pub(crate) fn candidate(&self, bytes: &[u8]) -> usize {
        let begins = |two: &[u8]| {
            let pair = pair(two[0], two[1]);
            self.pairs[pair / 64] & (1 << (pair % 64)) != 0
        };
        if let Some(place) = bytes.windows(2).position(begins) {
            return place;
        }
        match bytes.last() {
            Some(&last) if last == ESC || self.first[usize::from(last)] != NONE => bytes.len() - 1,
            Some(_) | None => bytes.len(),
        }
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(patterns: &[&str], text: &str) -> Vec<String> {
        let patterns = patterns.iter().map(|pattern| pattern.as_bytes().to_vec()).collect();
        let automaton = Automaton::new(&patterns);
        let mut state = ROOT;
        let mut found = Vec::new();
        for (index, byte) in text.bytes().enumerate() {
            state = automaton.step(state, byte);
            let longest = automaton.longest(state);
            if longest > 0 {
                found.push(text[index + 1 - longest..=index].to_owned());
            }
        }
        found
    }

    #[test]
    fn the_longest_of_the_patterns_that_end_at_a_byte_is_found() {
        assert_eq!(found(&["he", "she", "his", "hers"], "ushers"), ["she", "hers"]);
        assert_eq!(found(&["aa"], "aaaa"), ["aa", "aa", "aa"]);
        assert_eq!(found(&["abcd", "bc"], "abcabcd"), ["bc", "bc", "abcd"]);
        assert_eq!(found(&["abcd"], "abc"), Vec::<String>::new());
    }

    #[test]
    fn a_text_is_passed_over_up_to_the_first_two_bytes_of_a_pattern() {
        let automaton = Automaton::new(&BTreeSet::from([b"secret".to_vec()]));
        let place = |text: &str| automaton.candidate(text.as_bytes());
        assert_eq!(place("some salt"), "some salt".len());
        assert_eq!(place("some secs"), 5);
        assert_eq!(place("some s"), 5);
        assert_eq!(place("some s\n"), 5);
        assert_eq!(place("so\x1b[m"), 2);
        assert_eq!(place(""), 0);
    }
}
