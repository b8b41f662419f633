//! What the console left in the browser's storage.

use leptos::prelude::window;
use web_sys::Storage;

/// Entries whose name begins so stay over a sign-out: favourites, which are addresses and names and no values.
pub const STAYS: &str = "sps-favourites-";

/// Clears all of it at sign-out (product.md M3.11). Storage that is blocked holds nothing.
pub fn clear() {
    for storage in [window().session_storage(), window().local_storage()] {
        if let Ok(Some(storage)) = storage {
            storage.clear().unwrap_or_default();
        }
    }
}

/// What stays, to be put back after something cleared the storage.
pub struct Staying(Vec<(String, String)>);

/// Takes what stays along over a sign-out, at which the browser clears the storage of this site.
pub fn take_along() -> Staying {
    let entry = |storage: &Storage, number| {
        let name = storage.key(number).ok()??;
        let text = storage.get_item(&name).ok()??;
        name.starts_with(STAYS).then_some((name, text))
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
