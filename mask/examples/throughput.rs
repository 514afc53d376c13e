//! How many megabytes a second are masked: `cargo run --release -p mask --example throughput`.

use std::time::Instant;

use mask::Masker;

/// As many as a long job prints.
const LINES: usize = 1_000_000;

/// As a pipe gives them out.
const PIECE_BYTES: usize = 64 * 1024;

fn main() {
    let colour = |line: &[u8]| [b"\x1b[1;32m", &line[..9], b"\x1b[0m", &line[20..], b"\n"].concat();
    let coloured: Vec<u8> = text(false)
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .flat_map(colour)
        .collect();
    let texts = [("plain text", text(false)), ("base64", text(true)), ("coloured", coloured)];
    for count in [0, 1, 20] {
        let secrets: Vec<String> = (0..count).map(secret).collect();
        let masker = Masker::new(secrets.iter().map(String::as_str));
        for (kind, text) in &texts {
            let started = Instant::now();
            let mut stream = masker.stream();
            let mut left = 0;
            for piece in text.chunks(PIECE_BYTES) {
                left += stream.push(piece).len();
            }
            left += stream.finish().len();
            let seconds = started.elapsed().as_secs_f64();
            let speed = text.len() as f64 / 1e6 / seconds;
            println!(
                "secrets: {count:2}, {kind}: {speed:.0} MB/s ({seconds:.3} s, {left} bytes left)"
            );
        }
    }
}

/// Lines of 80 bytes.
fn text(is_base64: bool) -> Vec<u8> {
    let mut random = 1_u64;
    let mut next = |most: u64| {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((random >> 33) % most).unwrap_or_default()
    };
    const WORDS: [&str; 8] =
        ["Compiling", "error:", "src/main.rs", "warning", "test", "ok", "unused", "0.12.3"];
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = Vec::with_capacity(LINES * 80);
    for _ in 0..LINES {
        let end = text.len() + 79;
        while text.len() < end {
            if is_base64 {
                text.push(DIGITS[next(64)]);
            } else {
                text.extend_from_slice(WORDS[next(8)].as_bytes());
                text.push(b' ');
            }
        }
        text.truncate(end);
        text.push(b'\n');
    }
    text
}

fn secret(number: usize) -> String {
    let digits =
        (0..40).map(|place| char::from(b'a' + ((number * 7 + place * (number + 3)) % 26) as u8));
    format!("key_{}", digits.collect::<String>())
}
