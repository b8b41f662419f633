//! The way out: the session is forgotten here and at the gateway (product.md M3.11).

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::session::{SessionClock, TabMessage};

use super::{Console, Pending, Person, SignedOut, drafts::Drafts, input::Input, last_method};
use crate::{gateway, storage};

impl Console {
    /// Rolls the open transaction back, then forgets the session here and at the gateway.
    ///
    /// # Errors
    /// The roll back failed; the person is still signed in.
    pub async fn sign_out(self) -> Result<(), Error> {
        let client = self.client();
        if self.pending.with_untracked(Pending::is_open) {
            match client.roll_back().await {
                // Gone already: that is what was wanted.
                Ok(()) | Err(Error::SessionEnded(_) | Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let span_ms = self.clock.with_untracked(SessionClock::span_ms);
        let minutes = span_ms.map(|ms| (ms / 60_000.0).ceil() as u32);
        let remembered = last_method::take_along();
        let staying = storage::take_along();
        let why = match gateway::sign_out().await {
            Ok(()) => SignedOut::ByYou(minutes),
            Err(_) => SignedOut::ByYouUnconfirmed,
        };
        self.tabs.say(TabMessage::SignedOut);
        storage::clear();
        remembered.put_back();
        staying.put_back();
        self.forget(why);
        Ok(())
    }

    /// Drops everything that belongs to the person who was here.
    pub fn forget(self, why: SignedOut) {
        self.client().forget();
        self.clock.set(SessionClock::new());
        self.pending.set(Pending::default());
        self.drafts.set_value(Drafts::default());
        self.draft_count.set(0);
        self.toasts.forget();
        self.cannot_be_extended.set(false);
        self.input.set_value(Input::default());
        self.ended.set(false);
        self.person.set(Person::SignedOut(why));
    }
}
