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

/// Remembers something for this tab, through a reload. Storage that is blocked remembers nothing.
pub fn note(name: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        storage.set_item(name, "1").unwrap_or_default();
    }
}

/// Forgets what [`note`] remembered.
pub fn forget(name: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        storage.remove_item(name).unwrap_or_default();
    }
}

/// Whether this tab remembers it.
pub fn holds(name: &str) -> bool {
    let storage = window().session_storage().ok().flatten();
    storage.is_some_and(|storage| matches!(storage.get_item(name), Ok(Some(_))))
}
