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
    /// The kept changes where the storage takes nothing, blocked or full, or is to be left alone.
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

/// Entries whose name begins so stay over a sign-out: favourites, which are addresses and names and no values.
pub const STAYS: &str = "sps-favourites-";

/// Is there where the menu is not to show what is not available; also over a sign-out, because it is about this device.
const SHORT_MENU: &str = "sps-short-menu";

/// Whether the menu is not to show what is not available to the person.
pub fn has_short_menu() -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| matches!(storage.get_item(SHORT_MENU), Ok(Some(_))))
}

/// Sets that. Storage that is blocked remembers nothing.
pub fn set_short_menu(is_short: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        let written = if is_short {
            storage.set_item(SHORT_MENU, "1")
        } else {
            storage.remove_item(SHORT_MENU)
        };
        written.unwrap_or_default();
    }
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

/// The kept changes of this tab as text; from its memory alone where they may lie nowhere else, or nobody knows.
pub fn read_kept(whose: Whose, at_most: Option<Held>) -> Option<String> {
    let in_memory = MEMORY.with_borrow(|memory| {
        let found = memory.iter().find(|(other, _)| *other == whose)?;
        Some(found.1.clone())
    });
    in_memory.or_else(|| match at_most {
        Some(Held::Tab) => tab()?.get_item(whose.key()).ok()?,
        _ => None,
    })
}

/// Keeps a text for this tab in place of the earlier one, in its memory alone where it may lie nowhere else; `None` takes
/// it away. The storage is left as it is where nobody knows.
pub fn write_kept(whose: Whose, text: Option<&str>, at_most: Option<Held>) -> Held {
    let storage = tab().filter(|_| at_most.is_some());
    let written = storage.is_some_and(|tab| match text {
        Some(text) if at_most == Some(Held::Tab) => tab.set_item(whose.key(), text).is_ok(),
        _ => tab.remove_item(whose.key()).is_ok() && at_most == Some(Held::Tab),
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

/// Remembers something for this tab, through a reload. Storage that is blocked remembers nothing.
pub fn note(name: &str, text: &str) {
    if let Some(tab) = tab() {
        tab.set_item(name, text).unwrap_or_default();
    }
}

/// Forgets what [`note`] remembered.
pub fn forget(name: &str) {
    if let Some(tab) = tab() {
        tab.remove_item(name).unwrap_or_default();
    }
}

/// What this tab remembers by that name.
pub fn noted(name: &str) -> Option<String> {
    tab()?.get_item(name).ok()?
}

/// What stays, to be put back after something cleared the storage.
pub struct Staying(Vec<(String, String)>);

/// Takes what stays along over a sign-out, at which the browser clears the storage of this site.
pub fn take_along() -> Staying {
    let entry = |storage: &Storage, number| {
        let name = storage.key(number).ok()??;
        let text = storage.get_item(&name).ok()??;
        (name.starts_with(STAYS) || name == SHORT_MENU).then_some((name, text))
    };
    let storage = window().local_storage().ok().flatten();
    let count = storage.as_ref().and_then(|storage| storage.length().ok());
    Staying(match storage {
        Some(storage) => (0..count.unwrap_or_default())
            .filter_map(|number| entry(&storage, number))
            .collect(),
        None => Vec::new(),
    })
}

impl Staying {
    /// Puts it back.
    pub fn put_back(self) {
        if let Ok(Some(storage)) = window().local_storage() {
            for (name, text) in self.0 {
                // It was there a moment ago; where there is no room any more, favourites are lost and nothing else.
                storage.set_item(&name, &text).unwrap_or_default();
            }
        }
    }
}
