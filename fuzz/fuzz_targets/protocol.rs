//! What a server and its runners say to each other: any message is read or refused, and what is
//! read says the same when it is written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::{LogChunk, RunnerFrame, ServerFrame};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(chunk) = LogChunk::decode(bytes) {
        assert_eq!(chunk.encode(), bytes);
    }
    if let Ok(frame) = serde_json::from_slice::<RunnerFrame>(bytes) {
        let text = serde_json::to_vec(&frame).expect("a frame is JSON");
        assert_eq!(serde_json::from_slice::<RunnerFrame>(&text).expect("a frame"), frame);
    }
    if let Ok(frame) = serde_json::from_slice::<ServerFrame>(bytes) {
        let text = serde_json::to_vec(&frame).expect("a frame is JSON");
        assert_eq!(serde_json::from_slice::<ServerFrame>(&text).expect("a frame"), frame);
        let shown = format!("{frame:?}");
        assert!(!shown.is_empty());
    }
});
