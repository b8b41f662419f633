//! Short confirmations. What needs an action is never a toast (product.md §4.0.1).

use std::time::Duration;

use leptos::prelude::*;

/// How long a confirmation stays.
const STAYS: Duration = Duration::from_secs(6);

/// One confirmation.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Tells one from the next of the same text.
    pub id: u32,
    /// What was done.
    pub text: String,
}

/// The confirmations on the screen.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next_id: StoredValue<u32>,
}

impl Toasts {
    /// Must be called at the root of the application.
    pub fn provide() {
        provide_context(Toasts { shown: RwSignal::new(Vec::new()), next_id: StoredValue::new(0) });
    }

    /// The confirmations, oldest first.
    pub fn shown(self) -> Signal<Vec<Toast>> {
        self.shown.into()
    }

    /// Says that something was done; gone after a few seconds.
    pub fn say(self, text: impl Into<String>) {
        let id = self.next_id.with_value(|id| id.wrapping_add(1));
        self.next_id.set_value(id);
        let toast = Toast { id, text: text.into() };
        self.shown.update(|shown| shown.push(toast));
        set_timeout(move || { self.shown.try_update(|shown| shown.retain(|toast| toast.id != id)); }, STAYS);
    }
}

/// The confirmations of this console.
pub fn use_toasts() -> Toasts {
    expect_context()
}
