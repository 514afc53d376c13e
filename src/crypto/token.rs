//! Tokens for runners and people, and the keyed hash under which they are stored.
//!
//! A token is a prefix that secret scanners recognise, 256 random bits, and a short checksum by
//! which a mistyped one is refused without asking the database. Digits are Crockford's base 32 in
//! lower case: no letter that could be taken for another, nothing that needs quoting.

use std::fmt;

use secrecy::{ExposeSecret, SecretSlice, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::signature::Signature;

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// 256 bits at five a digit.
const RANDOM_LENGTH: usize = 52;

/// Thirty bits.
const CHECKSUM_LENGTH: usize = 6;

/// What a token is for; each has its prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Lets a runner in.
    Runner,
    /// Is exchanged for a runner's token, once.
    Registration,
    /// Lets a person use the API.
    Personal,
    /// Lets a service account use the API.
    Service,
    /// The administrator's, made at the first start.
    Admin,
    /// Keeps a browser signed in. It is a cookie's, and no token of the API.
    Session,
}

impl TokenKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Runner,
        Self::Registration,
        Self::Personal,
        Self::Service,
        Self::Admin,
        Self::Session,
    ];

    /// What its tokens begin with.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Runner => "oore_run_",
            Self::Registration => "oore_reg_",
            Self::Personal => "oore_pat_",
            Self::Service => "oore_svc_",
            Self::Admin => "oore_adm_",
            Self::Session => "oore_ses_",
        }
    }

    /// A new token of this kind. It is shown once; only its hash is kept.
    #[must_use]
    pub fn mint(self) -> SecretString {
        let body = random_digits();
        let checksum = checksum(self.prefix(), &body);
        format!("{}{body}{checksum}", self.prefix()).into()
    }

    /// The kind of a well-formed token; none when the prefix is unknown or the checksum wrong.
    #[must_use]
    pub fn of(token: &str) -> Option<Self> {
        let kind = Self::ALL.into_iter().find(|kind| token.starts_with(kind.prefix()))?;
        let digits = &token[kind.prefix().len()..];
        if digits.len() != RANDOM_LENGTH + CHECKSUM_LENGTH || !digits.is_ascii() {
            return None;
        }
        let (body, given) = digits.split_at(RANDOM_LENGTH);
        (checksum(kind.prefix(), body) == given).then_some(kind)
    }
}

/// A random secret of 256 bits for a webhook.
#[must_use]
pub fn random_secret() -> SecretString {
    random_digits().into()
}

/// The key of all stored hashes. It is not in the database, so a stolen one tells no token.
pub struct Pepper(SecretSlice<u8>);

impl Pepper {
    /// Takes the configured text as the key.
    #[must_use]
    pub fn new(text: &SecretString) -> Self {
        Self(SecretSlice::from(text.expose_secret().as_bytes().to_vec()))
    }

    /// The hash under which `token` is stored and found.
    #[must_use]
    pub fn hash(&self, token: &str) -> TokenHash {
        TokenHash(Signature::sign(self.0.expose_secret(), &[token.as_bytes()]).to_hex())
    }

    /// The key that the record of who did what is signed with.
    #[must_use]
    pub fn chain_key(&self) -> ChainKey {
        let key = Signature::sign(self.0.expose_secret(), &[b"oore audit chain"]).to_hex();
        ChainKey(SecretSlice::from(key.into_bytes()))
    }

    /// What is mixed into hashes of passwords.
    #[must_use]
    pub fn password_key(&self) -> SecretSlice<u8> {
        let key = Signature::sign(self.0.expose_secret(), &[b"oore passwords"]).to_hex();
        SecretSlice::from(key.into_bytes())
    }

    /// What a page shows with each request that changes something, to prove that it can read what
    /// the server answers to the session whose cookie is `session`.
    #[must_use]
    pub fn csrf_token(&self, session: &str) -> String {
        Signature::sign(self.0.expose_secret(), &[b"oore csrf ", session.as_bytes()]).to_hex()
    }

    /// Whether `given` is the CSRF token of `session`, found out in constant time.
    #[must_use]
    pub fn is_csrf_token(&self, given: &str, session: &str) -> bool {
        self.csrf_token(session).as_bytes().ct_eq(given.as_bytes()).into()
    }

    /// Whether `stored` is the hash of `token`, found out in constant time.
    #[must_use]
    pub fn matches(&self, token: &str, stored: &TokenHash) -> bool {
        self.hash(token).0.as_bytes().ct_eq(stored.0.as_bytes()).into()
    }
}

impl fmt::Debug for Pepper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pepper(..)")
    }
}

/// Signs entries of a record, each with the signature before it.
pub struct ChainKey(SecretSlice<u8>);

impl ChainKey {
    /// The signature of `entry` behind `before`: HMAC-SHA256 as 64 hexadecimal digits.
    #[must_use]
    pub fn sign(&self, before: &str, entry: &[u8]) -> String {
        let length = (before.len() as u64).to_be_bytes();
        Signature::sign(self.0.expose_secret(), &[&length, before.as_bytes(), entry]).to_hex()
    }

    /// Whether `mac` is that signature, found out in constant time.
    #[must_use]
    pub fn is_signed(&self, before: &str, entry: &[u8], mac: &str) -> bool {
        self.sign(before, entry).as_bytes().ct_eq(mac.as_bytes()).into()
    }
}

impl fmt::Debug for ChainKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChainKey(..)")
    }
}

/// HMAC-SHA256 of a token under the pepper, as 64 hexadecimal digits.
#[derive(Clone)]
pub struct TokenHash(String);

impl TokenHash {
    /// As it was stored. A text that is no hash matches no token.
    #[must_use]
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// To be stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(..)")
    }
}

fn random_digits() -> String {
    spell(&rand::random::<[u8; 32]>(), RANDOM_LENGTH)
}

fn checksum(prefix: &str, body: &str) -> String {
    let digest = Sha256::new_with_prefix(prefix).chain_update(body).finalize();
    spell(&digest, CHECKSUM_LENGTH)
}

/// The first `length` digits of `bytes`, five bits each from the highest; missing bits are zero.
fn spell(bytes: &[u8], length: usize) -> String {
    let bit =
        |index: usize| bytes.get(index / 8).is_some_and(|byte| byte & (0x80 >> (index % 8)) != 0);
    (0..length)
        .map(|digit| {
            let value =
                (0..5).fold(0, |value, offset| value << 1 | usize::from(bit(digit * 5 + offset)));
            char::from(DIGITS[value])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_minted_token_is_recognised_and_a_mistyped_one_is_not() {
        for kind in TokenKind::ALL {
            let token = kind.mint();
            let token = token.expose_secret();
            assert_eq!(TokenKind::of(token), Some(kind));
            assert_eq!(token.len(), kind.prefix().len() + RANDOM_LENGTH + CHECKSUM_LENGTH);
            for index in 0..token.len() {
                let other = if token.as_bytes()[index] == b'x' { "y" } else { "x" };
                let mut mistyped = token.to_owned();
                mistyped.replace_range(index..=index, other);
                assert_eq!(TokenKind::of(&mistyped), None, "{mistyped}");
            }
        }
        let moved = TokenKind::Runner.mint().expose_secret().replace("oore_run_", "oore_pat_");
        for bad in ["", "oore_run_", "oore_run_ü", "ghp_x", &moved] {
            assert_eq!(TokenKind::of(bad), None, "{bad}");
        }
    }

    #[test]
    fn digits_are_spelt_from_the_highest_bit() {
        assert_eq!(spell(&[0; 32], RANDOM_LENGTH), "0".repeat(52));
        assert_eq!(spell(&[0xff; 32], RANDOM_LENGTH), format!("{}g", "z".repeat(51)));
        assert_eq!(spell(&[0b0000_1000, 0b1000_0110], 3), "123");
    }

    #[test]
    fn minted_tokens_differ() {
        let minted: HashSet<_> =
            (0..1000).map(|_| random_secret().expose_secret().to_owned()).collect();
        assert_eq!(minted.len(), 1000);
    }

    #[test]
    fn a_stored_hash_matches_its_token_under_its_pepper_alone() {
        let pepper = Pepper::new(&"pepper".to_owned().into());
        let stored = TokenHash::stored(pepper.hash("token").as_str());
        assert!(pepper.matches("token", &stored));
        assert!(!pepper.matches("token ", &stored));
        assert!(!pepper.matches("", &stored));
        assert!(!Pepper::new(&"salt".to_owned().into()).matches("token", &stored));
        assert!(!pepper.matches("token", &TokenHash::stored("")));
    }

    #[test]
    fn a_hash_is_the_hmac_of_the_token() {
        // HMAC-SHA256 of "Hello, World!", the vector that GitHub publishes.
        let pepper = Pepper::new(&"It's a Secret to Everybody".to_owned().into());
        assert_eq!(
            pepper.hash("Hello, World!").as_str(),
            "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        );
    }
}
