//! Short confirmations. What needs an action is never a toast (product.md §4.0.1).

use std::time::Duration;

use leptos::prelude::*;

/// How long a confirmation stays.
const STAYS: Duration = Duration::from_secs(6);

/// The confirmations on the screen.
#[derive(Clone, Copy)]
pub struct Toasts {
    /// A place whose confirmation has gone stays empty until all are gone: texts that moved up into it would be
    /// announced once more.
    shown: RwSignal<Vec<Option<String>>>,
}

impl Toasts {
    /// Must be called at the root of the application.
    pub fn provide() {
        provide_context(Toasts {
            shown: RwSignal::new(Vec::new()),
        });
    }

    /// The confirmations, oldest first, and where they were.
    pub fn shown(self) -> RwSignal<Vec<Option<String>>> {
        self.shown
    }

    /// Says that something was done; gone after a few seconds.
    pub fn say(self, text: impl Into<String>) {
        let Some(place) = self.shown.try_update(|shown| {
            shown.push(Some(text.into()));
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
