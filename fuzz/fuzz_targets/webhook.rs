//! Deliveries of all providers: a line with provider, event and media type, then the body. None
//! may make the server panic, whatever it holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oored::domain::provider::ProviderKind;
use oored::providers::{parse, payload, payload_text, summary};

const PROVIDERS: [(&str, ProviderKind); 5] = [
    ("github", ProviderKind::Github),
    ("gitlab", ProviderKind::Gitlab),
    ("gitea", ProviderKind::Gitea),
    ("bitbucket", ProviderKind::Bitbucket),
    ("git", ProviderKind::Git),
];

fuzz_target!(|bytes: &[u8]| {
    let Some(end) = bytes.iter().position(|&byte| byte == b'\n') else { return };
    let (line, body) = (String::from_utf8_lossy(&bytes[..end]), &bytes[end + 1..]);
    let mut words = line.splitn(3, '|');
    let (Some(provider), Some(event)) = (words.next(), words.next()) else { return };
    let Some((_, provider)) = PROVIDERS.into_iter().find(|(name, _)| *name == provider) else {
        return;
    };
    let media_type = words.next().unwrap_or("application/json");
    let _text = payload_text(media_type, body);
    let Ok(payload) = payload(media_type, body) else { return };
    let _summary = summary(provider, event, &payload);
    let _parsed = parse(provider, event, &payload);
});
