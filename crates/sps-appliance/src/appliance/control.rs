//! What happens to an appliance from outside of its API: the lock of the web interface, restarts.

use super::Appliance;
use crate::setup::{LockAt, Switches};

impl Appliance {
    /// The switches this appliance was made with.
    #[must_use]
    pub fn switches(&self) -> &Switches {
        &self.switches
    }

    /// A simulated administrator named `holder` enters a page of the web interface for writing and
    /// takes the configuration lock (`sps-api.md` §7.1): opening a transaction or committing one is
    /// refused from now on, as `tx.lock_at` says. `false` if somebody else holds it already.
    pub fn take_web_lock(&mut self, holder: &str) -> bool {
        let is_held = self
            .web_lock
            .as_deref()
            .is_some_and(|other| other != holder)
            || (self.switches.tx_lock_at == LockAt::Open
                && self
                    .sessions
                    .values()
                    .any(|session| session.transaction.is_some()));
        if !is_held {
            self.web_lock = Some(holder.to_owned());
        }
        !is_held
    }

    /// The administrator leaves the page: the lock is free.
    pub fn release_web_lock(&mut self) {
        self.web_lock = None;
    }

    /// The appliance restarts: sessions, open transactions and the lock are gone, what was committed
    /// stays.
    pub fn restart(&mut self) {
        self.sessions.clear();
        self.web_lock = None;
    }
}
