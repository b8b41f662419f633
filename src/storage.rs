//! What the console left in the browser's storage.

use std::cell::RefCell;

use leptos::prelude::window;
use web_sys::Storage;

/// Whose kept changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of the person who works in this tab.
    Own,
    /// Of another person who worked in it before, until somebody decided about them.
    Earlier,
}

impl Whose {
    /// Where they lie in the storage of the tab.
    fn key(self) -> &'static str {
        match self {
            Self::Own => "sps-kept-changes",
            Self::Earlier => "sps-kept-changes-earlier",
        }
    }
}

thread_local! {
    /// The kept changes where the storage takes nothing: blocked, or full.
    static MEMORY: RefCell<Vec<(Whose, String)>> = const { RefCell::new(Vec::new()) };
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
    MEMORY.set(Vec::new());
    for storage in [window().session_storage(), window().local_storage()] {
        if let Ok(Some(storage)) = storage {
            storage.clear().unwrap_or_default();
        }
    }
}

/// The kept changes of this tab as text.
pub fn read_kept(whose: Whose) -> Option<String> {
    let in_memory = MEMORY.with_borrow(|memory| {
        let found = memory.iter().find(|(other, _)| *other == whose)?;
        Some(found.1.clone())
    });
    in_memory.or_else(|| tab()?.get_item(whose.key()).ok()?)
}

/// Keeps a text for this tab in place of the earlier one; `None` takes it away.
pub fn write_kept(whose: Whose, text: Option<&str>) -> Held {
    let written = tab().is_some_and(|tab| match text {
        Some(text) => tab.set_item(whose.key(), text).is_ok(),
        None => tab.remove_item(whose.key()).is_ok(),
    });
    MEMORY.with_borrow_mut(|memory| memory.retain(|(other, _)| *other != whose));
    match text {
        // What an earlier text says stays in a storage that is full: better than nothing after a crash.
        Some(text) if !written => {
            MEMORY.with_borrow_mut(|memory| memory.push((whose, text.to_owned())));
            Held::Memory
        }
        // Where nothing is to be kept, it does not matter that nothing can be.
        _ => Held::Tab,
    }
}

fn tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
