//! The stream against a search that is too slow to be wrong.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{Masker, forms};

fn patterns(secrets: &[String]) -> BTreeSet<Vec<u8>> {
    let mut patterns = BTreeSet::new();
    secrets.iter().for_each(|secret| forms::collect(secret, &mut patterns));
    patterns
}

/// Marks in `covered` what of these places is a pattern.
fn cover(bytes: &[u8], places: &[usize], patterns: &BTreeSet<Vec<u8>>, covered: &mut [bool]) {
    let searched: Vec<u8> = places.iter().map(|&place| bytes[place]).collect();
    for pattern in patterns {
        for (start, window) in searched.windows(pattern.len()).enumerate() {
            if window == pattern {
                covered[places[start]..=places[start + pattern.len() - 1]].fill(true);
            }
        }
    }
}

fn expected(bytes: &[u8], secrets: &[String]) -> Vec<u8> {
    let patterns = patterns(secrets);
    let mut covered = vec![false; bytes.len()];
    let is_line_end = |place: &usize| matches!(bytes[*place], b'\r' | b'\n');
    let whole: Vec<usize> = (0..bytes.len()).filter(|place| !is_line_end(place)).collect();
    let mut escape = Escape::Text;
    let shown: Vec<usize> = (0..bytes.len())
        .filter(|&place| !escape.take(bytes[place]))
        .filter(|place| !is_line_end(place))
        .collect();
    cover(bytes, &whole, &patterns, &mut covered);
    cover(bytes, &shown, &patterns, &mut covered);
    let mut masked = Vec::new();
    for (place, &byte) in bytes.iter().enumerate() {
        if !covered[place] {
            masked.push(byte);
        } else if place == 0 || !covered[place - 1] {
            masked.extend_from_slice(MASK.as_bytes());
        }
    }
    masked
}

/// Pushes the bytes in pieces of these lengths, over and over.
fn streamed(bytes: &[u8], secrets: &[String], lengths: &[usize]) -> Vec<u8> {
    let masker = Masker::new(secrets.iter().map(String::as_str));
    let mut stream = masker.stream();
    let mut out = Vec::new();
    let mut rest = bytes;
    let mut lengths = lengths.iter().cycle();
    while !rest.is_empty() {
        let length = lengths.next().map_or(1, |&length| length.clamp(1, rest.len()));
        out.extend_from_slice(stream.push(&rest[..length]));
        rest = &rest[length..];
    }
    out.extend_from_slice(stream.finish());
    out
}

/// Few characters, so that beginnings of secrets, overlaps and repeats are frequent.
fn dense() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => "[ab]{1,6}".prop_map(String::into_bytes),
        1 => Just(b"\n".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        1 => Just(b"\x1b[1m".to_vec()),
        1 => Just(b"\x1b".to_vec()),
        1 => Just(b"\x1b]8;".to_vec()),
        1 => Just(b"\x07".to_vec()),
        1 => Just(b"\xff%0A".to_vec()),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_stream_masks_exactly_what_a_search_finds(
        secrets in prop::collection::vec("[ab]{4,7}|[ab]{4}\n[ab]{4,5}|[ab]{2}\x1b\\[1m[ab]{2}", 0..3),
        bytes in dense(),
        lengths in prop::collection::vec(1_usize..9, 1..9),
    ) {
        let found = streamed(&bytes, &secrets, &lengths);
        let expected = expected(&bytes, &secrets);
        prop_assert_eq!(String::from_utf8_lossy(&found), String::from_utf8_lossy(&expected));
    }

    #[test]
    fn any_bytes_come_out_the_same_however_they_are_cut(
        secrets in prop::collection::vec("\\PC{4,20}", 1..4),
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
        lengths in prop::collection::vec(1_usize..99, 1..9),
    ) {
        let cut = streamed(&bytes, &secrets, &lengths);
        prop_assert_eq!(&cut, &streamed(&bytes, &secrets, &[usize::MAX]));
        prop_assert_eq!(cut, expected(&bytes, &secrets));
    }
}

#[test]
fn nothing_is_held_but_what_may_become_a_secret() {
    let masker = Masker::new(["hunter22"]);
    let mut stream = masker.stream();
    assert_eq!(stream.push(b"Password: "), b"Password: ");
    assert_eq!(stream.push(b"hunt"), b"");
    assert!(stream.is_holding());
    assert_eq!(stream.push(b"ing\n"), b"hunting\n");
    assert!(!stream.is_holding());
    assert_eq!(stream.push(b"hunter22"), b"***");
    assert_eq!(stream.finish(), b"");
}

#[test]
fn a_pause_lets_go_what_says_little_and_the_rest_of_a_secret_is_masked_all_the_same() {
    let masker = Masker::new(["hunter22"]);
    let mut stream = masker.stream();
    assert_eq!(stream.push(b"wash\n"), b"was");
    assert_eq!(stream.pause(), b"h\n");
    assert_eq!(stream.push(b"unter22."), b"***.");
    assert_eq!(stream.push(b"hunt"), b"");
    assert_eq!(stream.pause(), b"");
    assert_eq!(stream.push(b"er22"), b"***");
}

#[test]
fn what_is_held_is_bounded() {
    let masker = Masker::new(["hunter22"]);
    let mut stream = masker.stream();
    let mut left = 0;
    stream.push(b"hunt");
    for _ in 0..100 {
        left += stream.push(&[b'\n'; 1000]).len();
        assert!(stream.held.len() <= HELD_MOST, "{}", stream.held.len());
    }
    assert_eq!(left, 100_004 - HELD_MOST);
    let out = stream.push(b"er22 on");
    assert!(out.ends_with(b"\n*** on"), "the end of it is masked as far as it was held");
}

#[test]
fn nothing_is_masked_without_secrets() {
    let mut stream = Masker::new(["", "abc"]).stream();
    let bytes = b"abc\xff\x1b[0m";
    assert!(std::ptr::eq(stream.push(bytes), bytes));
    assert_eq!(stream.finish(), b"");
}
