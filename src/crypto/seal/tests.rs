//! What opens, what does not, and that the form stays.

use super::*;

const PLACE: Place<'static> = Place { table: "repositories", row: "01A", column: "webhook_secret" };

fn sealer(byte: u8) -> Sealer {
    Sealer::new(SealKey::from([byte; 32]))
}

#[test]
fn what_was_sealed_opens_at_its_place() {
    let sealer = sealer(1);
    for plain in [&b""[..], b"secret", &[0, 255, 7], &[7; 100_000]] {
        let sealed = sealer.seal(&PLACE, plain);
        assert_eq!(sealer.open(&PLACE, &sealed).unwrap().expose_secret(), plain);
        assert!(plain.is_empty() || !sealed.windows(plain.len()).any(|part| part == plain));
    }
    let text = sealer.open_text(&PLACE, &sealer.seal(&PLACE, "ünï".as_bytes())).unwrap();
    assert_eq!(text.expose_secret(), "ünï");
    let not_text = sealer.seal(&PLACE, &[0xff]);
    assert_eq!(sealer.open_text(&PLACE, &not_text).unwrap_err(), SealError::NotText);
}

#[test]
fn the_same_value_is_never_sealed_alike() {
    let sealer = sealer(1);
    assert_ne!(sealer.seal(&PLACE, b"secret"), sealer.seal(&PLACE, b"secret"));
}

#[test]
fn every_altered_byte_and_every_cut_is_found() {
    let sealer = sealer(1);
    let sealed = sealer.seal(&PLACE, b"secret");
    for index in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[index] ^= 1;
        assert!(sealer.open(&PLACE, &altered).is_err(), "byte {index}");
        assert!(sealer.open(&PLACE, &sealed[..index]).is_err(), "cut at {index}");
    }
    let longer = [sealed, vec![0]].concat();
    assert_eq!(sealer.open(&PLACE, &longer).unwrap_err(), SealError::Altered);
}

#[test]
fn a_sealed_value_opens_in_no_other_table_row_or_column() {
    let sealer = sealer(1);
    let sealed = sealer.seal(&PLACE, b"secret");
    let elsewhere = [
        Place { table: "tokens", ..PLACE },
        Place { row: "01B", ..PLACE },
        Place { column: "access_token", ..PLACE },
        Place { table: "repositories0", row: "1A", ..PLACE },
    ];
    for place in elsewhere {
        assert_eq!(sealer.open(&place, &sealed).unwrap_err(), SealError::Altered, "{place:?}");
    }
}

#[test]
fn values_of_an_earlier_key_open_and_are_known_as_such() {
    let old = sealer(1).seal(&PLACE, b"secret");
    assert_eq!(sealer(2).open(&PLACE, &old).unwrap_err(), SealError::UnknownKey);

    let rotated = sealer(2).with_earlier(SealKey::from([1; 32]));
    assert_eq!(rotated.open(&PLACE, &old).unwrap().expose_secret(), b"secret");
    assert!(!rotated.is_current(&old));
    let new = rotated.seal(&PLACE, b"secret");
    assert!(rotated.is_current(&new));
    assert_eq!(sealer(1).open(&PLACE, &new).unwrap_err(), SealError::UnknownKey);
}

#[test]
fn a_value_sealed_by_the_first_release_still_opens() {
    let sealed = hex::decode(KNOWN).unwrap();
    let opened = sealer(7).open_text(&PLACE, &sealed).unwrap();
    assert_eq!(opened.expose_secret(), "It's a Secret to Everybody");
}

/// Made with Python's `cryptography` from the layout in this module's description.
const KNOWN: &str = "01a22d481d000102030405060708090a0b51f5ce033d68f91a12d197f996781895c179c0eb6a1b155e72b74f716604437a1c1506460a372862e416";

#[test]
fn a_sealer_prints_no_key() {
    assert_eq!(format!("{:?}", sealer(7)), "Sealer { keys: 1 }");
}
