//! A command on its way to the appliance.

use std::pin::Pin;

use leptos::prelude::*;

use crate::reactive::run;

/// Runs commands one at a time and knows whether one is on its way, for buttons that wait and against sending twice.
#[derive(Clone, Copy)]
pub struct Sending {
    is_pending: RwSignal<bool>,
}

impl Sending {
    /// Nothing is on its way.
    pub fn new() -> Self {
        Self {
            is_pending: RwSignal::new(false),
        }
    }

    /// A command is on its way.
    pub fn pending(self) -> bool {
        self.is_pending.get()
    }

    /// As [`Sending::pending`], for event handlers.
    pub fn pending_now(self) -> bool {
        self.is_pending.get_untracked()
    }

    /// Runs `command` to its end, also if the screen goes meanwhile.
    pub fn start(self, command: impl Future<Output = ()> + 'static) {
        self.send(Box::pin(command));
    }

    fn send(self, command: Pin<Box<dyn Future<Output = ()>>>) {
        self.is_pending.set(true);
        run(async move {
            command.await;
            self.is_pending.try_set(false);
        });
    }
}

impl Default for Sending {
    fn default() -> Self {
        Self::new()
    }
}
