//! What the console left in the browser's storage.

use std::cell::RefCell;

use leptos::prelude::window;
use web_sys::Storage;

/// Where the kept changes lie in the storage of the tab.
const KEPT: &str = "sps-kept-changes";

thread_local! {
    /// The kept changes where the storage takes nothing: blocked, or full.
    static MEMORY: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Where kept changes went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Into the storage of the tab: they survive a reload.
    Tab,
    /// Into the memory of the page alone.
    Memory,
}

/// Clears all of it at sign-out (product.md M3.11). Storage that is blocked holds nothing.
pub fn clear() {
    MEMORY.set(None);
    for storage in [window().session_storage(), window().local_storage()] {
        if let Ok(Some(storage)) = storage {
            storage.clear().unwrap_or_default();
        }
    }
}

/// The kept changes of this tab as text.
pub fn read_kept() -> Option<String> {
    MEMORY
        .with_borrow(Clone::clone)
        .or_else(|| tab()?.get_item(KEPT).ok()?)
}

/// Keeps a text for this tab in place of the earlier one; `None` takes it away.
pub fn write_kept(text: Option<&str>) -> Held {
    let written = tab().is_some_and(|tab| match text {
        Some(text) => tab.set_item(KEPT, text).is_ok(),
        None => tab.remove_item(KEPT).is_ok(),
    });
    // Where nothing is to be kept, it does not matter that nothing can be.
    if written || text.is_none() {
        MEMORY.set(None);
        return Held::Tab;
    }
    // What an earlier text says stays in a storage that is full: better than nothing after a crash.
    MEMORY.set(text.map(str::to_owned));
    Held::Memory
}

fn tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
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
