//! The one lock that stands in this person's way, and waiting for it: above the screens, so that it goes on while they
//! turn to something else.

use leptos::prelude::*;
use sps_client::{Content, Refusal};
use sps_workbench::{
    lock::{KnownLock, LockAt, Look, Turn, Waiting, look},
    session_clock::Moment,
};

use super::notify::{self, Permission};
use crate::{
    reactive::{effect, run},
    state::{Console, use_console},
};

/// What the person wanted when the lock was in the way; it decides the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To stage a change.
    Stage,
    /// To commit.
    Commit,
    /// To create or delete an API key: the appliance's settings are none of this person's business (M8.8).
    Key,
}

/// What a screen says of itself to the cards on it, as a context.
#[derive(Clone, Copy)]
pub struct LockHere {
    /// What is done here.
    pub purpose: Purpose,
    /// Does it again, by a press of the person.
    pub again: Callback<()>,
}

/// How the waiting stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phase {
    /// Nobody waits.
    Idle,
    /// The next look is at this moment.
    Until(Moment),
    /// The tab is hidden: no look.
    Hidden,
    /// A look is on its way.
    Looking,
    /// The lock is free: ask the person.
    Free,
    /// The agreed time is over, and nobody can tell whether the lock is free.
    Over,
}

/// The lock that stands in the way.
#[derive(Clone, PartialEq)]
pub struct Case {
    /// Where it stands.
    pub at: LockAt,
    /// What the person wanted.
    pub purpose: Purpose,
    /// What is known of it.
    pub known: KnownLock,
    /// The address of the screen on which it was met.
    pub href: String,
}

/// The lock and the waiting; cheap to copy.
#[derive(Clone, Copy)]
pub struct LockWatch {
    console: Console,
    /// The lock that stands in the way, until it is known to be free.
    pub case: RwSignal<Option<Case>>,
    /// How the waiting stands.
    pub phase: RwSignal<Phase>,
    /// How often was looked.
    pub looks: RwSignal<usize>,
    /// When the agreed time is over.
    pub end: RwSignal<Moment>,
    /// The person wants to be told outside of this page.
    pub notify: RwSignal<bool>,
    /// Whether the browser lets the console tell them.
    pub permission: RwSignal<Permission>,
    /// How many cards show the case.
    pub shown: RwSignal<usize>,
    /// The time-out of the web interface in minutes, once it was read.
    pub timeout_minutes: RwSignal<Option<u64>>,
    /// Opening a transaction was refused for a lock: on this appliance an open one holds it.
    pub was_refused_at_opening: RwSignal<bool>,
    waiting: StoredValue<Option<Waiting>>,
    asked_timeout: StoredValue<bool>,
}

impl LockWatch {
    pub fn provide() -> Self {
        let console = use_console();
        let watch = Self {
            console,
            case: RwSignal::new(None),
            phase: RwSignal::new(Phase::Idle),
            looks: RwSignal::new(0),
            end: RwSignal::new(Moment(0.0)),
            notify: RwSignal::new(false),
            permission: RwSignal::new(Permission::Refused),
            shown: RwSignal::new(0),
            timeout_minutes: RwSignal::new(None),
            was_refused_at_opening: RwSignal::new(false),
            waiting: StoredValue::new(None),
            asked_timeout: StoredValue::new(false),
        };
        provide_context(watch);
        effect(move || {
            let now = console.now.get();
            untrack(|| watch.turn(now));
        });
        // What was refused is done by now: by another press, or in another tab.
        effect(move || {
            let is_open = console.pending.with(|pending| pending.is_open());
            let is_past = watch.case.with_untracked(|case| {
                case.as_ref().is_some_and(|case| match case.at {
                    LockAt::Opening => is_open,
                    LockAt::Commit => !is_open,
                })
            });
            if is_past {
                untrack(|| watch.forget());
            }
        });
        // Nobody waits and no card shows it: whether it is still held is not known.
        effect(move || {
            if watch.shown.get() == 0 && watch.phase.get() == Phase::Idle {
                watch.case.set(None);
            }
        });
        // The wait was for this session; nobody is asked to act without one.
        effect(move || {
            if console.ended.get() {
                watch.stop();
            }
        });
        notify::follow(watch);
        watch
    }

    /// The watch of the screens, or one of its own for a view that stands alone.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// The appliance refused for a lock.
    pub fn met(self, refusal: &Refusal, purpose: Purpose) -> Case {
        let at = lock_at(refusal);
        if at == LockAt::Opening {
            self.was_refused_at_opening.set(true);
        }
        self.read_timeout();
        let known = KnownLock::of(refusal, self.timeout_minutes.get_untracked());
        let href = window().location().pathname().unwrap_or_default();
        let case = Case {
            at,
            purpose,
            known,
            href,
        };
        // A refused commit is shown again when the person comes back to it; any other refusal is a new one, and whatever
        // was offered before is no longer so.
        let is_shown_again = purpose == Purpose::Commit
            && self.case.with_untracked(|before| {
                before
                    .as_ref()
                    .is_some_and(|before| before.purpose == purpose)
            });
        if !is_shown_again && matches!(self.phase.get_untracked(), Phase::Free | Phase::Over) {
            self.stop();
        }
        self.case.set(Some(case.clone()));
        case
    }

    /// A card goes. Where the person is still on its screen, the refusal is past, and with it what was offered for it.
    pub fn gone(self) {
        self.shown
            .try_update(|shown| *shown = shown.saturating_sub(1));
        let here = window().location().pathname().unwrap_or_default();
        let is_here = self
            .case
            .try_with_untracked(|case| case.as_ref().is_some_and(|case| case.href == here));
        let phase = self.phase.try_get_untracked();
        if is_here == Some(true) && matches!(phase, Some(Phase::Free | Phase::Over)) {
            self.stop();
        }
    }

    /// How long an inactive holder keeps the lock; read once. Who may not read it sees no forecast.
    fn read_timeout(self) {
        if self.asked_timeout.get_value() {
            return;
        }
        self.asked_timeout.set_value(true);
        let client = self.console.client();
        run(async move {
            let found = client.configuration(&["management", "webinterface"]).await;
            let minutes = match found.map(|found| found.content) {
                Ok(Content::Body(body)) => body.get("timeout").and_then(serde_json::Value::as_u64),
                _ => None,
            };
            self.timeout_minutes
                .try_set(minutes.filter(|minutes| *minutes > 0));
        });
    }

    /// Waits for at most so many minutes.
    pub fn wait(self, minutes: u32) {
        let now = self.console.read_time();
        let waiting = Waiting::new(now, f64::from(minutes) * 60_000.0);
        self.end.set(Moment(now.0 + waiting.left_ms(now)));
        self.looks.set(0);
        self.waiting.set_value(Some(waiting));
        self.turn(now);
    }

    /// The person waits no longer.
    pub fn stop(self) {
        self.waiting.set_value(None);
        if self.phase.get_untracked() != Phase::Idle {
            self.phase.set(Phase::Idle);
        }
    }

    /// The offer was taken, or the lock is no matter any more.
    pub fn forget(self) {
        self.stop();
        self.case.set(None);
        self.notify.set(false);
    }

    fn turn(self, now: Moment) {
        let is_visible = !document().hidden();
        let turn = self
            .waiting
            .try_update_value(|waiting| {
                let waiting = waiting.as_mut()?;
                Some((waiting.turn(now, is_visible), waiting.looks()))
            })
            .flatten();
        let Some((turn, looks)) = turn else { return };
        let phase = match turn {
            Turn::Look => {
                self.look();
                Phase::Looking
            }
            // A time of day, so that the page only changes when it does.
            Turn::Wait { ms } => match self.phase.get_untracked() {
                Phase::Until(before) if (before.0 - now.0 - ms).abs() < 500.0 => return,
                _ => Phase::Until(Moment(now.0 + ms)),
            },
            Turn::Hidden => Phase::Hidden,
            Turn::Looking => Phase::Looking,
            Turn::Ask => Phase::Free,
            Turn::Over => Phase::Over,
        };
        if self.looks.get_untracked() != looks {
            self.looks.set(looks);
        }
        if self.phase.get_untracked() != phase {
            self.phase.set(phase);
        }
    }

    fn look(self) {
        let Some(case) = self.case.get_untracked() else {
            self.stop();
            return;
        };
        let console = self.console;
        run(async move {
            let found = console.watch(look(&console.client(), case.at).await);
            let now = console.read_time();
            self.waiting.try_update_value(|waiting| {
                if let Some(waiting) = waiting {
                    waiting.looked(found.unwrap_or(Look::Unknown), now);
                }
            });
            self.turn(now);
        });
    }
}

/// Whether a commit was refused.
pub fn is_of_commit(refusal: &Refusal) -> bool {
    refusal.method == "PUT" && refusal.path.ends_with("/transaction")
}

/// A lock at the commit is met by the commit alone; everything else opens a transaction, or would have.
fn lock_at(refusal: &Refusal) -> LockAt {
    if is_of_commit(refusal) {
        LockAt::Commit
    } else {
        LockAt::Opening
    }
}
