//! HMAC-SHA256 over raw bytes, as webhooks are signed.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// In bytes.
const LENGTH: usize = 32;

/// An HMAC-SHA256 value. It is not printable: a signature must not reach a log.
#[derive(Clone)]
pub struct Signature([u8; LENGTH]);

impl Signature {
    /// Signs the parts, one after another.
    #[must_use]
    pub fn sign(key: &[u8], parts: &[&[u8]]) -> Self {
        Self(mac(key, parts).finalize().into_bytes().into())
    }

    /// Reads 64 hexadecimal digits in lower case.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let mut bytes = [0; LENGTH];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// Reads standard base64 with its padding.
    #[must_use]
    pub fn from_base64(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// As 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }

    /// As standard base64 with its padding.
    #[must_use]
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// Whether both are the same, found out in constant time.
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// Whether this signs the parts with `key`, found out in constant time.
    #[must_use]
    pub fn is_of(&self, key: &[u8], parts: &[&[u8]]) -> bool {
        mac(key, parts).verify_slice(&self.0).is_ok()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(..)")
    }
}

/// SHA-256 as hexadecimal digits: what identifies a body that came without a name.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length (RFC 2104)");
    for part in parts {
        mac.update(part);
    }
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"It's a Secret to Everybody";

    #[test]
    fn published_vectors_hold() {
        let vectors = [
            ("Hello, World!", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
            ("Hello World!", "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"),
        ];
        for (body, hex) in vectors {
            let signature = Signature::sign(SECRET, &[body.as_bytes()]);
            assert_eq!(signature.to_hex(), hex);
            assert!(Signature::from_hex(hex).unwrap().is_of(SECRET, &[body.as_bytes()]));
        }
    }

    #[test]
    fn every_altered_bit_of_a_signature_is_found() {
        let signature = Signature::sign(SECRET, &[b"body"]);
        for bit in 0..LENGTH * 8 {
            let mut altered = signature.clone();
            altered.0[bit / 8] ^= 1 << (bit % 8);
            assert!(!altered.is_of(SECRET, &[b"body"]), "bit {bit}");
        }
        assert!(signature.equals(&Signature::sign(SECRET, &[b"body"])));
        assert!(!signature.equals(&Signature::sign(SECRET, &[b"body "])));
        assert!(!signature.is_of(SECRET, &[b"body "]));
        assert!(!signature.is_of(b"It's a Secret to Everybod", &[b"body"]));
    }

    #[test]
    fn parts_are_signed_as_one_text_and_both_spellings_read_back() {
        let whole = Signature::sign(SECRET, &[b"one.two"]);
        assert!(whole.is_of(SECRET, &[b"one", b".", b"two"]));
        assert!(Signature::from_hex(&whole.to_hex()).unwrap().is_of(SECRET, &[b"one.two"]));
        assert!(Signature::from_base64(&whole.to_base64()).unwrap().is_of(SECRET, &[b"one.two"]));
        for text in ["", "00", "zz", &"A".repeat(64), &"0".repeat(63), &"0".repeat(66)] {
            assert!(Signature::from_hex(text).is_none(), "{text}");
        }
        for text in ["", "AAAA", "!", &"A".repeat(43), &"A".repeat(44)] {
            assert!(Signature::from_base64(text).is_none(), "{text}");
        }
        assert_eq!(format!("{whole:?}"), "Signature(..)");
    }
}
