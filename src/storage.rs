//! What the console left in the browser's storage.

use leptos::prelude::window;

/// Clears all of it at sign-out (product.md M3.11). Storage that is blocked holds nothing.
pub fn clear() {
    for storage in [window().session_storage(), window().local_storage()] {
        if let Ok(Some(storage)) = storage {
            storage.clear().unwrap_or_default();
        }
    }
}
