//! What the console left in the browser's storage.

use leptos::prelude::window;

/// What may stay behind after a sign-out: which login method was used last.
const STAYS: &str = "sps-last-login-method";

/// Clears all of it at sign-out, except which login method was used last (product.md M3.11). Storage that is blocked
/// holds nothing.
pub fn clear() {
    if let Ok(Some(storage)) = window().session_storage() {
        storage.clear().unwrap_or_default();
    }
    if let Ok(Some(storage)) = window().local_storage() {
        let kept = storage.get_item(STAYS).ok().flatten();
        storage.clear().unwrap_or_default();
        if let Some(kept) = kept {
            storage.set_item(STAYS, &kept).unwrap_or_default();
        }
    }
}
