//! Hashes of passwords: Argon2id (RFC 9106) with a salt in each hash and the pepper beside, so that
//! a stolen database alone does not even tell weak ones.

use std::fmt;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretSlice};

use super::token::Pepper;

/// 19 MiB, two passes, one lane: the least that OWASP's Password Storage Cheat Sheet asks for.
const PARAMS: (u32, u32, u32) = (19 * 1024, 2, 1);

/// A hash of these parameters that no password has.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA\
                       $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes passwords and checks them. Both take tens of milliseconds of a processor and 19 MiB, on
/// purpose.
pub struct Passwords {
    pepper: SecretSlice<u8>,
}

/// The hash was not made.
#[derive(Debug, thiserror::Error)]
#[error("the password can't be hashed: {0}")]
pub struct NotHashed(String);

impl Passwords {
    /// With what is mixed into each hash.
    #[must_use]
    pub fn new(pepper: &Pepper) -> Self {
        Self { pepper: pepper.password_key() }
    }

    /// The hash of `password` with a new salt, and everything that checking it needs but the
    /// pepper.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn hash(&self, password: &str) -> Result<String, NotHashed> {
        let failed = |error: argon2::password_hash::Error| NotHashed(error.to_string());
        let salt: [u8; 16] = rand::random();
        let hash = self.argon2()?.hash_password_with_salt(password.as_bytes(), &salt);
        Ok(hash.map_err(failed)?.to_string())
    }

    /// Whether `password` is the one that was hashed. Takes the same time where there is no hash,
    /// so that nobody learns that there is none.
    #[must_use]
    pub fn matches(&self, password: &str, hash: Option<&str>) -> bool {
        let Ok(argon2) = self.argon2() else { return false };
        let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODYS)) else { return false };
        argon2.verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
    }

    fn argon2(&self) -> Result<Argon2<'_>, NotHashed> {
        let failed = |error: argon2::Error| NotHashed(error.to_string());
        let (memory, passes, lanes) = PARAMS;
        let params = Params::new(memory, passes, lanes, None).map_err(failed)?;
        let pepper = self.pepper.expose_secret();
        Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params).map_err(failed)
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passwords(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords(pepper: &str) -> Passwords {
        Passwords::new(&Pepper::new(&pepper.to_owned().into()))
    }

    #[test]
    fn a_hash_matches_its_password_under_its_pepper_alone() {
        let one = passwords("pepper");
        let hash = one.hash("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, one.hash("correct horse").unwrap(), "each has a salt of its own");
        assert!(one.matches("correct horse", Some(&hash)));
        assert!(!one.matches("correct horse ", Some(&hash)));
        assert!(!one.matches("", Some(&hash)));
        assert!(!passwords("salt").matches("correct horse", Some(&hash)));
    }

    #[test]
    fn nobodys_hash_is_computed_like_any_other_and_never_matches() {
        let one = passwords("pepper");
        let parsed = PasswordHash::new(NOBODYS).unwrap();
        let hash = one.hash("correct horse").unwrap();
        assert_eq!(parsed.params, PasswordHash::new(&hash).unwrap().params);
        assert!(!one.matches("correct horse", None));
        assert!(!one.matches("correct horse", Some("no hash")));
    }
}
