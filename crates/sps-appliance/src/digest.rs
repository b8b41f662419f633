//! Secrets are kept as salted digests only.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// `salt$hex(SHA-256(salt, secret))`.
pub(crate) fn digest(salt: &str, secret: &str) -> String {
    let bytes = Sha256::new()
        .chain_update(salt)
        .chain_update(secret)
        .finalize();
    format!("{salt}${}", hex(&bytes))
}

/// `hex(SHA-256(bytes))`, of what is no secret.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Whether `secret` is the one `kept` was made from.
pub(crate) fn matches(kept: &str, secret: &str) -> bool {
    kept.split_once('$')
        .is_some_and(|(salt, _)| digest(salt, secret) == kept)
}
