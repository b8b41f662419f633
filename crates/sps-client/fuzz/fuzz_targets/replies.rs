//! Any bytes as a reply to every operation: see `tests/support/any_reply.rs`.
#![no_main]

#[path = "../../tests/support/any_reply.rs"]
mod any_reply;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some(reply) = any_reply::AnyReply::from_bytes(bytes) {
        any_reply::check(&reply);
    }
});
