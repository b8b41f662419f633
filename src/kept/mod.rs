//! Kept changes: what this tab holds of the person's work beside the appliance, so that the end of a session takes
//! nothing along (product.md M3.6 to M3.9, D1). The rules are [`sps_workbench::journal`]'s; this is their place in the
//! console.
//!
//! - `store`: the text in the storage of the tab, and whose it is
//! - `tabs`: several tabs, one transaction
//! - `drafts`: what is typed, after a second of quiet; and back into the forms
//! - `transaction`: opened, committed, rolled back, gone
//! - `replaying`: the journal lent to a replay
//! - `file`: kept changes taken out as a file

mod drafts;
mod file;
mod replaying;
mod store;
mod tabs;
mod transaction;

use leptos::prelude::*;
use serde_json::Value;
use sps_workbench::{
    journal::{Journal, Method, NewWrite, Owner, WallTime},
    replay::{covers, how_many},
    stage::StageError,
};

pub use drafts::Restored;
pub use file::download_kept;
pub use transaction::{Committing, Gone, RollBack};

use crate::{
    state::{Console, Toasts, use_console, use_toasts},
    storage::Held,
};

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

/// What happens to a journal.
type Act = Box<dyn FnOnce(&mut Journal)>;

/// The journal, and what waits for it while a replay has it.
struct Place {
    journal: Journal,
    is_lent: bool,
    later: Vec<Act>,
}

/// The kept changes of the person signed in; cheap to copy into a task.
#[derive(Clone, Copy)]
pub struct KeptChanges {
    place: StoredValue<Place, LocalStorage>,
    console: Console,
    toasts: Toasts,
    /// Goes up with every change of the journal.
    pub version: RwSignal<u32>,
    /// How the transaction of the changes that wait came to its end.
    pub gone: RwSignal<Gone>,
    /// Where they are held.
    pub held: RwSignal<Held>,
    /// Kept changes of somebody else who worked in this tab before: never applied (M3.8).
    pub foreign: RwSignal<Option<Journal>>,
    /// What a roll back threw away here, while it can be taken back (M6.8).
    pub rolled_back: RwSignal<Option<RollBack>>,
    /// The number under which this tab stores its changes, and that of this page in it.
    tab: StoredValue<u32>,
    page: u32,
    /// Numbers and paths that came out of the storage.
    adopted: StoredValue<(Vec<u64>, Vec<String>)>,
    /// The numbers were compared with the changelog.
    is_compared: StoredValue<bool>,
    /// What was found gone last, and when: a commit of another tab may turn out to be the reason.
    lost: StoredValue<Option<(WallTime, Vec<u64>)>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl KeptChanges {
    /// Creates them where the signed-in person's screens are built, from what the tab holds.
    pub fn provide() -> Self {
        let console = use_console();
        let owner = Owner {
            // One gateway stands before one appliance, and its address is known before the appliance's name.
            appliance: window().location().origin().unwrap_or_default(),
            user: untrack(|| console.user_name()).unwrap_or_default(),
        };
        let kept = Self {
            place: StoredValue::new_local(Place {
                journal: Journal::new(owner),
                is_lent: false,
                later: Vec::new(),
            }),
            console,
            toasts: use_toasts(),
            version: RwSignal::new(0),
            gone: RwSignal::new(Gone::default()),
            held: RwSignal::new(Held::Tab),
            foreign: RwSignal::new(None),
            rolled_back: RwSignal::new(None),
            tab: StoredValue::new(tabs::new_number()),
            page: tabs::new_number(),
            adopted: StoredValue::new((Vec::new(), Vec::new())),
            is_compared: StoredValue::new(false),
            lost: StoredValue::new(None),
            timer: StoredValue::new(None),
        };
        provide_context(kept);
        kept.adopt();
        kept.follow_gateway();
        kept.listen_to_tabs();
        kept.follow_transaction();
        kept.follow_drafts();
        kept
    }

    /// Whether this tab has staged something into the open transaction.
    pub fn has_staged(self) -> bool {
        self.place
            .with_value(|place| !place.journal.staged().is_empty())
    }

    /// Sends one write of `path` (for a creation the list's) into the transaction, opened before if need be. While nobody
    /// knows what became of it, the journal knows that it may stand there.
    ///
    /// # Errors
    /// Those of `write`; [`StageError::Open`] where no transaction could be opened, and nothing was sent.
    pub async fn staging<T>(
        self,
        path: &str,
        write: impl Future<Output = Result<T, StageError>>,
    ) -> Result<T, StageError> {
        let opened = self.open_transaction(self.console).await;
        opened.map_err(StageError::Open)?;
        self.keep_now();
        let sent = path.to_owned();
        self.change(move |journal| journal.sending(&sent));
        let result = write.await;
        if !result.as_ref().is_err_and(StageError::may_stand) {
            let told = path.to_owned();
            self.change(move |journal| journal.answered(&told));
        }
        result
    }

    /// What is read of this path may be this person's own edit already, by a write whose answer was lost.
    pub fn may_stand(self, path: &str) -> bool {
        self.place.with_value(|place| place.journal.may_stand(path))
    }

    /// The appliance took a write. Every screen that stages something calls this right after the appliance's answer.
    pub fn wrote(self, write: Write<'_>) {
        let at = wall_time();
        let Write {
            method, created, ..
        } = write;
        let path = write.path.to_owned();
        let body = write.body.cloned();
        let base = write.base.cloned();
        let created = created.map(str::to_owned);
        self.change(move |journal| {
            // What could not be kept stands in the journal and is told from there.
            let _told = journal.keep_write(NewWrite {
                method,
                path: &path,
                body: body.as_ref(),
                base: base.as_ref(),
                created: created.as_deref(),
                at,
            });
        });
    }

    /// Changes the journal and stores it; a journal that is lent changes when it is back. Nothing where the screens have
    /// gone: the person signed out.
    pub fn change(self, act: impl FnOnce(&mut Journal) + 'static) {
        self.change_boxed(Box::new(act));
    }

    #[inline(never)]
    fn change_boxed(self, act: Act) {
        let is_changed = self.place.try_update_value(|place| {
            if place.is_lent {
                place.later.push(act);
                false
            } else {
                act(&mut place.journal);
                true
            }
        });
        if is_changed == Some(true) {
            self.store();
            self.touch();
        }
    }

    fn touch(self) {
        self.version
            .try_update(|version| *version = version.wrapping_add(1));
    }

    /// Looks into the journal; follows it.
    pub fn with<R>(self, look: impl FnOnce(&Journal) -> R) -> R {
        self.version.track();
        self.place.with_value(|place| look(&place.journal))
    }

    /// How many changes wait for a replay. Follows the journal.
    pub fn waiting_count(self) -> usize {
        self.with(|journal| how_many(&journal.waiting()))
    }

    /// Whether the journal is a copy of everything in the open transaction. Follows both.
    pub fn has_copy(self) -> bool {
        self.console.pending.with(|pending| {
            self.with(|journal| {
                journal.unkept().is_empty() && covers(&journal.staged(), &pending.changes)
            })
        })
    }

    /// The person drops changes that wait, by their numbers.
    pub fn forget(self, numbers: Vec<u64>) {
        self.change(move |journal| journal.forget_writes(&numbers));
    }

    /// The person drops all that waits.
    pub fn forget_waiting(self) {
        self.change(|journal| {
            let waiting = journal.waiting();
            let numbers: Vec<u64> = waiting.iter().map(|entry| entry.number).collect();
            journal.forget_writes(&numbers);
        });
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
