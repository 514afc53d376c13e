//! What a password must be. Length is what counts (NIST SP 800-63B, 3.1.1.2): no rules of
//! composition, no end date.

/// The fewest characters.
pub const SHORTEST: usize = 12;

/// The most characters: whole sentences fit, and nobody makes the server hash a book.
pub const LONGEST: usize = 1024;

/// Whether `password` can be that of the user of this name and email.
///
/// # Errors
/// What is wrong with it, in words that follow the name of the field and do not quote it.
pub fn check_password(password: &str, name: &str, email: Option<&str>) -> Result<(), String> {
    let length = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Err(format!("must hold {SHORTEST} to {LONGEST} characters; it has {length}"));
    }
    let is = |known: &str| password.trim().to_lowercase() == known.to_lowercase();
    if is(name) || email.is_some_and(is) {
        return Err("must not be the user's name or email, which are tried first".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_no_name() {
        let email = Some("ann@example.com");
        let check = |password: &str| check_password(password, "ann.example.com", email);
        for good in ["correct horse", "twelve chars", "ééééééééééé!", &"x".repeat(LONGEST)]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "eleven char",
            "ééééééééééé",
            "ann.example.com",
            "ANN.example.com ",
            "ann@example.com",
            &"x".repeat(LONGEST + 1),
        ] {
            let told = check(bad).unwrap_err();
            assert!(bad.is_empty() || !told.contains(bad), "{told}");
        }
    }
}
