//! Kept changes: what this tab holds of the person's work beside the appliance, so that the end of a session takes
//! nothing along (product.md M3.6 to M3.9, D1). The rules are [`sps_workbench::journal`]'s; this is their place in the
//! console.

use leptos::prelude::*;
use serde_json::Value;
use sps_workbench::journal::{Journal, Method, NewWrite, Owner, WallTime};

use crate::state::use_console;

/// A write that the appliance just took into the open transaction.
pub struct Write<'a> {
    /// What it did.
    pub method: Method,
    /// The object; for a creation the list.
    pub path: &'a str,
    /// What was sent; `None` for a deletion.
    pub body: Option<&'a Value>,
    /// What was read before it; `None` for a creation.
    pub base: Option<&'a Value>,
    /// The key the appliance gave to a created object.
    pub created: Option<&'a str>,
}

/// The kept changes of the person signed in; cheap to copy into a task.
#[derive(Clone, Copy)]
pub struct KeptChanges {
    journal: StoredValue<Journal>,
    /// Goes up with every change of the journal.
    pub version: RwSignal<u32>,
}

impl KeptChanges {
    /// Creates them where the signed-in person's screens are built.
    pub fn provide() -> Self {
        let owner = Owner {
            // One gateway stands before one appliance, and its address is known before the appliance's name.
            appliance: window().location().origin().unwrap_or_default(),
            user: untrack(|| use_console().user_name()).unwrap_or_default(),
        };
        let kept = Self {
            journal: StoredValue::new(Journal::new(owner)),
            version: RwSignal::new(0),
        };
        provide_context(kept);
        kept
    }

    /// Whether this tab has staged something into the open transaction.
    pub fn has_staged(self) -> bool {
        self.journal
            .with_value(|journal| !journal.staged().is_empty())
    }

    /// The appliance took a write. Every screen that stages something calls this right after the appliance's answer.
    pub fn wrote(self, write: Write<'_>) {
        self.journal.update_value(|journal| {
            // What could not be kept stands in the journal and is told from there.
            let _told = journal.keep_write(NewWrite {
                method: write.method,
                path: write.path,
                body: write.body,
                base: write.base,
                created: write.created,
                at: wall_time(),
            });
        });
        self.version
            .update(|version| *version = version.wrapping_add(1));
    }
}

/// The kept changes around this screen, or new ones for a screen that stands alone.
pub fn use_kept() -> KeptChanges {
    use_context().unwrap_or_else(KeptChanges::provide)
}

/// The time by this computer's clock.
pub fn wall_time() -> WallTime {
    // A clock before 1970 counts as 1970.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds since 1970 fit"
    )]
    WallTime(js_sys::Date::now().max(0.0) as u64)
}
