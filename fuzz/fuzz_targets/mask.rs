//! The masker: secrets, a line each, then NUL and what is printed. What comes out does not depend
//! on where the output is cut, and holds no secret.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mask::{LEAST_BYTES, Masker};

fuzz_target!(|bytes: &[u8]| {
    let Some(end) = bytes.iter().position(|&byte| byte == 0) else { return };
    let (secrets, printed) = (String::from_utf8_lossy(&bytes[..end]), &bytes[end + 1..]);
    // The first line may hold a secret of several lines.
    let secrets: Vec<String> =
        secrets.lines().take(4).map(|line| line.replace("\\n", "\n")).collect();
    let masker = Masker::new(secrets.iter().map(String::as_str));
    let whole = masker.bytes(printed);

    let mut cut = Vec::new();
    let mut stream = masker.stream();
    let mut rest = printed;
    while let Some(&first) = rest.first() {
        let (piece, next) = rest.split_at(rest.len().min(1 + usize::from(first % 13)));
        cut.extend_from_slice(stream.push(piece));
        rest = next;
    }
    cut.extend_from_slice(stream.finish());
    assert_eq!(whole, cut);

    for secret in &secrets {
        // The mask is made of asterisks, and line breaks are not searched for.
        let is_searched = secret.len() >= LEAST_BYTES && !secret.contains(['*', '\r', '\n']);
        let is_left = whole.windows(secret.len().max(1)).any(|window| window == secret.as_bytes());
        assert!(!is_searched || !is_left, "{secret:?} is left");
    }
});
