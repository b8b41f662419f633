//! *Stay signed in*: one read, and whether it helped (product.md M3.3).

use leptos::prelude::*;
use sps_client::{Error, TransactionStatus};
use sps_workbench::session::{Extension, SessionClock};

use super::{Console, Pending};

impl Console {
    /// *Stay signed in*, unless that is on its way (product.md M3.3); a failure is told by `stay_failure`.
    pub fn stay(self) {
        if self.staying.pending_now() {
            return;
        }
        self.stay_failure.set(None);
        self.staying.start(async move {
            self.stay_failure.set(self.stay_signed_in().await.err());
        });
    }

    /// One cheap read that extends the session, and a second one where that did not.
    async fn stay_signed_in(self) -> Result<(), Error> {
        let before = self.clock.get_untracked();
        let now = self.tick();
        self.input.update_value(|input| input.activity.sends(now));
        let client = self.client();
        let is_extended = match self.watch(client.transaction().await) {
            Ok(state) => {
                let was_open = self.pending.with_untracked(Pending::is_open);
                if was_open && state.status == TransactionStatus::Closed {
                    self.pending.set(Pending {
                        state: Some(state),
                        changes: Vec::new(),
                    });
                }
                self.has_extended(&before)
            }
            // Not everybody may read the transaction.
            Err(Error::LacksRight(_) | Error::NotFound(_) | Error::NotAllowed(_)) => false,
            Err(error) => return Err(error),
        };
        // Not every firmware counts a look at the transaction as activity.
        if !is_extended {
            self.watch(client.user_info().await)?;
        }
        self.cannot_be_extended.set(!self.has_extended(&before));
        Ok(())
    }

    /// There is more time by now than `before`.
    pub(super) fn has_extended(self, before: &SessionClock) -> bool {
        let now = self.tick();
        self.clock
            .with_untracked(|clock| clock.extension_since(before, now))
            == Extension::Extended
    }
}
