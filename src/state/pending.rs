//! What is staged in the open transaction, as far as this tab has read it.

use sps_client::{Change, TransactionState, TransactionStatus};

/// The transaction as last read.
#[derive(Clone, Debug, Default)]
pub struct Pending {
    /// The state answered by the appliance; `None` before the first answer, or where this person may not read it.
    pub state: Option<TransactionState>,
    /// The change list; empty when no transaction is open.
    pub changes: Vec<Change>,
}

impl Pending {
    /// The transaction is open, with or without changes.
    pub fn is_open(&self) -> bool {
        self.state
            .as_ref()
            .is_some_and(|state| state.status == TransactionStatus::Open)
    }

    /// How many changes a commit would make active.
    pub fn count(&self) -> usize {
        self.changes.len()
    }
}
