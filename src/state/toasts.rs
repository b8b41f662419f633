//! Short confirmations, and the list of what was done in this tab. What needs an action is never a toast (product.md §4.0.1).

use std::time::Duration;

use leptos::prelude::*;

/// How long a confirmation stays.
const STAYS: Duration = Duration::from_secs(6);
/// So many entries are kept in the list.
const KEPT: usize = 50;

/// An entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Local time of this browser.
    pub time: String,
    /// What was said; never a secret.
    pub text: String,
}

/// The confirmations on the screen.
#[derive(Clone, Copy)]
pub struct Toasts {
    /// A place whose confirmation has gone stays empty until all are gone: texts that moved up into it would be
    /// announced once more.
    shown: RwSignal<Vec<Option<String>>>,
    /// All that was said to this person in this tab, newest first; gone with the tab.
    told: RwSignal<Vec<Told>>,
}

impl Toasts {
    /// Must be called at the root of the application.
    pub fn provide() {
        provide_context(Toasts {
            shown: RwSignal::new(Vec::new()),
            told: RwSignal::new(Vec::new()),
        });
    }

    /// The confirmations, oldest first, and where they were.
    pub fn shown(self) -> RwSignal<Vec<Option<String>>> {
        self.shown
    }

    /// All that was said to this person in this tab, newest first.
    pub fn told(self) -> RwSignal<Vec<Told>> {
        self.told
    }

    /// Forgets the list: it belongs to the person who was here.
    pub fn forget(self) {
        self.told.set(Vec::new());
    }

    /// Says that something was done; gone after a few seconds, and kept in the list.
    pub fn say(self, text: impl Into<String>) {
        let text = text.into();
        let told = Told {
            time: String::from(js_sys::Date::new_0().to_locale_time_string("default")),
            text: text.clone(),
        };
        self.told.try_update(|all| {
            all.insert(0, told);
            all.truncate(KEPT);
        });
        let Some(place) = self.shown.try_update(|shown| {
            shown.push(Some(text));
            shown.len() - 1
        }) else {
            return;
        };
        set_timeout(
            move || {
                self.shown.try_update(|shown| take_away(shown, place));
            },
            STAYS,
        );
    }
}

/// The confirmations of this console.
pub fn use_toasts() -> Toasts {
    expect_context()
}

fn take_away(shown: &mut Vec<Option<String>>, place: usize) {
    if let Some(toast) = shown.get_mut(place) {
        *toast = None;
    }
    if shown.iter().all(Option::is_none) {
        shown.clear();
    }
}
