//! Base64 and hexadecimal digits.

use std::collections::BTreeSet;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE},
};

/// Adds the forms that do not depend on what the bytes mean.
pub(super) fn collect(bytes: &[u8], forms: &mut BTreeSet<Vec<u8>>) {
    forms.insert(hex::encode(bytes).into_bytes());
    forms.insert(hex::encode_upper(bytes).into_bytes());
    for before in 0..3 {
        base64(bytes, before, forms);
    }
}

/// Base64 of the bytes behind `before` others: three bytes make four digits, so that these decide
/// where the digits of the secret begin.
fn base64(bytes: &[u8], before: usize, forms: &mut BTreeSet<Vec<u8>>) {
    let mut text = vec![0; before];
    text.extend_from_slice(bytes);
    // Digits that hold bits of the bytes before are anyone's.
    let first = if before == 0 { 0 } else { before + 1 };
    // With the last digit and its padding where the text ends with the secret, without where it
    // goes on.
    let certain = text.len() * 8 / 6;
    for engine in [STANDARD, URL_SAFE] {
        let digits = engine.encode(&text).into_bytes();
        if first < certain {
            let padding = digits.iter().rev().take_while(|&&digit| digit == b'=').count();
            forms.insert(digits[first..certain].to_vec());
            forms.insert(digits[first..digits.len() - padding].to_vec());
            forms.insert(digits[first..].to_vec());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_within_a_longer_text_has_a_form_for_each_place() {
        let secret = b"hunter2?>";
        let mut forms = BTreeSet::new();
        collect(secret, &mut forms);
        for before in 0..4 {
            for after in 0..4 {
                let (before, after) = ("x".repeat(before), "y".repeat(after));
                let text = [before.as_bytes(), secret, after.as_bytes()];
                for engine in [STANDARD, URL_SAFE] {
                    let digits = engine.encode(text.concat());
                    let has = |form: &Vec<u8>| {
                        digits.as_bytes().windows(form.len()).any(|window| window == form)
                    };
                    assert!(forms.iter().any(has), "{digits} in {before}, {after}");
                }
            }
        }
    }
}
