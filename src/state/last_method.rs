//! The login method used last, remembered on this device (product.md M1.4): its name and nothing else, and not if the
//! person does not want it. Where the browser keeps nothing for this site, nothing is remembered and nothing breaks.

use leptos::prelude::window;
use web_sys::Storage;

/// Holds the name of the method.
const NAME: &str = "sps-last-login-method";
/// Is there when the name is not to be remembered.
const OFF: &str = "sps-login-method-not-remembered";

/// What is remembered, to be put back after something cleared the storage.
pub struct Remembered {
    name: Option<String>,
    is_off: bool,
}

/// The name of the method used last.
pub fn last_method() -> Option<String> {
    read(NAME)
}

/// Whether this browser keeps anything for this site at all.
pub fn can_remember() -> bool {
    storage().is_some_and(|storage| storage.length().is_ok())
}

/// Whether the name is to be remembered.
pub fn remembers() -> bool {
    read(OFF).is_none()
}

/// Remembers the name, if that is wanted.
pub fn remember(name: &str) {
    if remembers() && !name.is_empty() {
        write(NAME, Some(name));
    }
}

/// Switches remembering on or off; off also forgets.
pub fn set_remembering(on: bool) {
    write(OFF, (!on).then_some("1"));
    if !on {
        write(NAME, None);
    }
}

/// Takes what is remembered along over a sign-out, at which the browser clears the storage of this site.
pub fn take_along() -> Remembered {
    Remembered {
        name: last_method(),
        is_off: !remembers(),
    }
}

impl Remembered {
    /// Puts it back.
    pub fn put_back(self) {
        if self.is_off {
            set_remembering(false);
        } else if let Some(name) = self.name {
            remember(&name);
        }
    }
}

/// Blocked storage throws at the very access.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn write(key: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let written = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
    // Full or blocked: the next sign-in page has no mark, which is all there is to lose.
    written.unwrap_or_default();
}
