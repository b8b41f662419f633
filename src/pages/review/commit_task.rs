//! The commit on its way: above the screens, so that turning to another one loses neither it nor its outcome (product.md
//! M5.7, M5.8). It is sent once; where its answer is lost the appliance is read, also after signing in again.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::{
    changes::{by_place, review},
    commit::{CommitOutcome, CommittedEntry, Finding, RecordedOutcome, commit, settle},
    journal::Entry,
    session_clock::Moment,
};

use super::memory::{Committed, ReviewMemory};
use crate::{
    kept::{Committing, KeptChanges, use_kept},
    messages::{Msg, count_text_with},
    pages::conflict::MergeWatch,
    reactive::{effect, run, soon},
    state::{Console, Sending, Toasts, use_console, use_toasts},
};

/// A commit of which nobody can tell whether it was done.
#[derive(Clone)]
struct Unsettled {
    done: Committed,
    sent: Sent,
    error: Error,
    /// The session that sent it is still the present one.
    is_same_session: bool,
}

/// What went with a commit: the kept changes it contains, for when it is done.
#[derive(Clone)]
struct Sent {
    committing: Committing,
    entries: Vec<Entry>,
}

/// The commit of this person; cheap to copy.
#[derive(Clone, Copy)]
pub struct CommitTask {
    console: Console,
    kept: KeptChanges,
    watch: MergeWatch,
    memory: ReviewMemory,
    toasts: Toasts,
    sending: Sending,
    looking: Sending,
    /// When the commit was sent that is on its way.
    since: RwSignal<Moment>,
    /// How the last commit ended, if not well.
    pub outcome: RwSignal<Option<CommitOutcome>>,
    /// The last commit ended the session it was sent in, or was followed by its end.
    pub ended_session: RwSignal<bool>,
    /// A commit without a message was refused for it.
    pub wants_message: RwSignal<bool>,
    /// Whether this appliance wants a message, where its transaction does not say (before 8.0): from its settings, or from
    /// a refusal (M5.1, M5.4).
    pub commitlog: RwSignal<Option<bool>>,
    unsettled: StoredValue<Option<Unsettled>>,
}

impl CommitTask {
    /// Creates it where the signed-in person's screens are built.
    pub fn provide(memory: ReviewMemory) -> Self {
        let console = use_console();
        let task = Self {
            console,
            kept: use_kept(),
            watch: MergeWatch::here(),
            memory,
            toasts: use_toasts(),
            sending: Sending::new(),
            looking: Sending::new(),
            since: RwSignal::new(console.read_time()),
            outcome: RwSignal::new(None),
            ended_session: RwSignal::new(false),
            wants_message: RwSignal::new(false),
            commitlog: RwSignal::new(None),
            unsettled: StoredValue::new(None),
        };
        provide_context(task);
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            if task.sending.pending_now() {
                // Asks the browser to ask the person; the words are the browser's own.
                event.prevent_default();
            }
        });
        on_cleanup(move || leaving.remove());
        effect(move || {
            let is_ended = console.ended.get();
            let is_lost = console
                .connection
                .with(|connection| connection.trouble().is_some());
            untrack(|| task.news(is_ended, is_lost));
        });
        task
    }

    /// The task of the screens, or one of its own for a page that stands alone.
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| Self::provide(ReviewMemory::here()))
    }

    /// A commit is on its way, or being found out about.
    pub fn pending(self) -> bool {
        self.sending.pending()
    }

    /// As [`CommitTask::pending`], for event handlers.
    pub fn pending_now(self) -> bool {
        self.sending.pending_now()
    }

    /// For how many seconds.
    pub fn seconds(self) -> u64 {
        let now = self.console.now.get();
        (now.ms_since(self.since.get()) / 1000.0) as u64
    }

    /// Reads the setting, for where the transaction does not say whether a message is needed; anew with every visit, since an
    /// administrator may have changed it.
    pub fn read_commitlog(self) {
        let client = self.console.client();
        run(async move {
            // Who may not read it sees "may be required".
            if let Ok(Some(required)) = client.require_commitlog().await {
                self.commitlog.try_set(Some(required));
            }
        });
    }

    /// The appliance is being read for the outcome.
    pub fn is_looking(self) -> bool {
        self.looking.pending()
    }

    /// Nobody can tell yet whether the last commit was done.
    pub fn is_unsettled(self) -> bool {
        self.outcome.with(|outcome| {
            matches!(
                outcome,
                Some(CommitOutcome::Unknown {
                    finding: Finding::CannotTell,
                    ..
                })
            )
        })
    }

    /// What the unsettled commit contained.
    pub fn unsettled_changes(self) -> Option<Vec<sps_client::Change>> {
        self.unsettled
            .with_value(|unsettled| Some(unsettled.as_ref()?.done.changes.clone()))
    }

    /// How it ended was read.
    pub fn dismiss(self) {
        if let Some(unsettled) = self.unsettled.get_value() {
            self.note(unsettled.done, RecordedOutcome::Unknown);
        }
        self.unsettled.set_value(None);
        self.outcome.set(None);
    }

    /// Sends the commit.
    pub fn send(self, message: Option<String>) {
        if self.sending.pending_now() {
            return;
        }
        self.since.set(self.console.read_time());
        self.ended_session.set(false);
        self.unsettled.set_value(None);
        self.sending.start(async move {
            self.outcome.try_set(None);
            let console = self.console;
            let changes = console
                .pending
                .with_untracked(|pending| pending.changes.clone());
            let sent = Sent {
                committing: self.kept.before_commit(),
                entries: self.watch.before(),
            };
            let result = commit(&console.client(), message.as_deref()).await;
            let done = Committed {
                appliance: untrack(|| console.appliance_name()),
                user: untrack(|| console.user_name()).unwrap_or_default(),
                at_ms: js_sys::Date::now() as u64,
                message,
                changes,
            };
            self.ended(result, done, sent).await;
        });
    }

    async fn ended(self, result: CommitOutcome, done: Committed, sent: Sent) {
        match &result {
            CommitOutcome::SessionEnded(error) => self.console.notice(error),
            CommitOutcome::MessageRequired(_) => {
                self.wants_message.try_set(true);
                self.commitlog.try_set(Some(true));
            }
            _ => {}
        }
        if let CommitOutcome::Unknown { error, .. } = result {
            let unsettled = Unsettled {
                done,
                sent,
                error,
                is_same_session: true,
            };
            self.find_out(unsettled).await;
            return;
        }
        let recorded = RecordedOutcome::from(&result);
        self.kept.after_commit(sent.committing, &result);
        self.note(done, recorded);
        // Success is told by what became active.
        if !matches!(result, CommitOutcome::Committed) {
            self.outcome.try_set(Some(result));
        }
        self.read_again(recorded, sent.entries).await;
    }

    /// Reads the appliance for the outcome of a commit; it sends nothing.
    async fn find_out(self, mut unsettled: Unsettled) {
        let client = self.console.client();
        let settled = settle(&client, &unsettled.done.changes, unsettled.is_same_session);
        let finding = match self.console.watch(settled.await) {
            Ok(finding) => finding,
            Err(Error::SessionEnded(_)) => {
                unsettled.is_same_session = false;
                Finding::CannotTell
            }
            Err(_) => Finding::CannotTell,
        };
        let outcome = CommitOutcome::Unknown {
            error: unsettled.error.clone(),
            finding,
        };
        let recorded = RecordedOutcome::from(&outcome);
        if finding == Finding::CannotTell {
            self.unsettled.try_set_value(Some(unsettled));
            self.outcome.try_set(Some(outcome));
            return;
        }
        self.kept.after_commit(unsettled.sent.committing, &outcome);
        self.note(unsettled.done, recorded);
        self.unsettled.try_set_value(None);
        self.outcome.try_set(Some(outcome));
        self.read_again(recorded, unsettled.sent.entries).await;
    }

    async fn read_again(self, recorded: RecordedOutcome, entries: Vec<Entry>) {
        self.console.read_pending().await;
        if recorded == RecordedOutcome::Committed {
            self.watch.after(entries).await;
            // A commit can end sessions (F20).
            self.ended_session
                .try_set(self.console.ended.get_untracked());
            self.console.read_anew();
        }
    }

    /// The person asks again.
    pub fn look_again(self) {
        // It comes late: the person may have signed out meanwhile.
        let Some(unsettled) = self.unsettled.try_get_value().flatten() else {
            return;
        };
        if !self.looking.pending_now() && !self.sending.pending_now() {
            self.looking.start(self.find_out(unsettled));
        }
    }

    /// The session ended or began, the connection went or came back.
    fn news(self, is_ended: bool, is_lost: bool) {
        if is_ended {
            // Its transaction went with it: from now on a closed one proves nothing.
            self.unsettled.update_value(|unsettled| {
                if let Some(unsettled) = unsettled {
                    unsettled.is_same_session = false;
                }
            });
        } else {
            self.ended_session.set(false);
            if !is_lost {
                // The first request of a new session is not this one.
                soon(move || run(async move { self.look_again() }));
            }
        }
    }

    /// Remembers a commit. The person may have signed out meanwhile; then there is nothing to remember it in.
    fn note(self, done: Committed, outcome: RecordedOutcome) {
        let memory = self.memory;
        memory.history.try_update(|history| {
            let places = by_place(review(&done.changes, &[]));
            history.add(CommittedEntry {
                at_ms: done.at_ms,
                appliance: done.appliance.clone(),
                user: done.user.clone(),
                message: done.message.clone(),
                changes: done.changes.len(),
                places: places.into_iter().map(|group| group.path).collect(),
                outcome,
            });
        });
        if outcome != RecordedOutcome::Committed {
            return;
        }
        if let Some(message) = &done.message {
            memory.messages.try_update(|messages| messages.add(message));
        }
        // What was typed belonged to these changes.
        memory.typed.try_set(None);
        memory.ticket.try_set(String::new());
        self.toasts.say(count_text_with(
            done.changes.len(),
            Msg::CommittedToastOne,
            Msg::CommittedToastMany,
            &[("appliance", &done.appliance)],
        ));
        memory.committed.try_set(Some(done));
    }
}
