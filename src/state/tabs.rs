//! The other tabs of this browser: what they are told, and what they tell (product.md M3.5, M3.11).

use std::time::Duration;

use leptos::prelude::*;
use sps_workbench::session::{EndedBecause, Moment, TabMessage};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use super::Console;
use crate::reactive::run;

const CHANNEL: &str = "sps";
/// How long the other tabs may take to tell of their work.
const ANSWERS_COME_IN: Duration = Duration::from_millis(300);
/// A deadline that moved by less is not worth a message, in milliseconds.
const WORTH_TELLING_MS: f64 = 1500.0;

/// The channel between the tabs; cheap to copy. Where the browser has none, or blocks it, each tab is on its own.
#[derive(Clone, Copy)]
pub struct Tabs {
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    /// The last deadline that was told.
    told: StoredValue<Option<Moment>>,
    /// The number of the last question for work, and the drafts that were told in answer.
    asked: StoredValue<(u32, u32)>,
    /// The open transaction, if there is one, is known here: it was opened, joined or seen closed before.
    knows_transaction: StoredValue<bool>,
    /// The number of the last question who knows the transaction, and whether somebody does.
    asked_who_knows: StoredValue<(u32, bool)>,
    /// Another tab changed the transaction while this one could not be seen.
    is_stale: StoredValue<bool>,
}

impl Tabs {
    pub(super) fn open() -> Self {
        Self {
            channel: StoredValue::new_local(BroadcastChannel::new(CHANNEL).ok()),
            told: StoredValue::new(None),
            asked: StoredValue::new((0, 0)),
            knows_transaction: StoredValue::new(false),
            asked_who_knows: StoredValue::new((0, false)),
            is_stale: StoredValue::new(false),
        }
    }

    /// Tells the other tabs.
    pub(crate) fn say(self, message: TabMessage) {
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                let line = JsValue::from(message.encode(js_sys::Date::now()));
                // A channel that closed has nobody to tell.
                channel.post_message(&line).unwrap_or_default();
            }
        });
    }
}

impl Console {
    /// Listens to the other tabs.
    pub(super) fn listen_to_tabs(self) {
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let heard = event
                .data()
                .as_string()
                .and_then(|line| TabMessage::decode(&line, js_sys::Date::now()));
            if let Some(heard) = heard {
                self.hear(heard.message, heard.age_ms, heard.is_fresh());
            }
        });
        self.tabs.channel.with_value(|channel| {
            if let Some(channel) = channel {
                channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
            }
        });
        // The channel lives as long as the page.
        hear.forget();
    }

    /// Tells the other tabs how long the session lasts, if that is news.
    pub(super) fn tell_deadline(self) {
        let now = self.tick();
        let news = self.clock.with_untracked(|clock| {
            let deadline = clock.deadline()?;
            let moved = self.tabs.told.get_value().is_none_or(|told| {
                deadline.ms_since(told) + told.ms_since(deadline) > WORTH_TELLING_MS
            });
            moved.then_some((deadline, clock.span_ms().unwrap_or_default()))
        });
        if let Some((deadline, span_ms)) = news {
            self.tabs.told.set_value(Some(deadline));
            let left_ms = deadline.ms_since(now);
            self.tabs.say(TabMessage::Deadline { left_ms, span_ms });
        }
    }

    /// How many resources with drafts the other tabs have, as far as they answer in time.
    pub async fn drafts_in_other_tabs(self) -> u32 {
        let question = self.tabs.asked.get_value().0.wrapping_add(1);
        self.tabs.asked.set_value((question, 0));
        self.tabs.say(TabMessage::AskForWork(question));
        wait(ANSWERS_COME_IN).await;
        self.tabs.asked.get_value().1
    }

    /// Whether this tab knows the transaction; asked by the others (product.md M8.7).
    pub fn knows_transaction(self, is_known: bool) {
        self.tabs.knows_transaction.set_value(is_known);
    }

    /// Whether another tab knows the transaction that is open, as far as they answer in time.
    pub async fn is_transaction_known_elsewhere(self) -> bool {
        let question = self.tabs.asked_who_knows.get_value().0.wrapping_add(1);
        self.tabs.asked_who_knows.set_value((question, false));
        self.tabs.say(TabMessage::AskForTransaction(question));
        wait(ANSWERS_COME_IN).await;
        self.tabs.asked_who_knows.get_value().1
    }

    /// Reads what another tab changed while this one could not be seen.
    pub(super) fn catch_up(self) {
        if self.tabs.is_stale.get_value() {
            self.tabs.is_stale.set_value(false);
            self.take_over_transaction();
        }
    }

    fn hear(self, message: TabMessage, age_ms: f64, is_fresh: bool) {
        let now = if matches!(message, TabMessage::Deadline { .. }) {
            self.time_of_news()
        } else {
            self.tick()
        };
        let at = Moment(now.0 - age_ms);
        let is_working = self.is_working();
        match message {
            TabMessage::Deadline { left_ms, span_ms } if is_working => {
                self.clock.update(|clock| clock.hear(left_ms, span_ms, at));
                self.tabs
                    .told
                    .set_value(self.clock.with_untracked(|clock| clock.deadline()));
                self.cannot_be_extended.set(false);
                self.tick();
            }
            // Somebody is at work in another tab with a session that this one believed to be over.
            TabMessage::Deadline { left_ms, .. }
                if is_fresh && left_ms > 0.0 && self.ended.get_untracked() =>
            {
                run(self.look_again());
            }
            TabMessage::SignedIn if is_fresh => run(self.look_again()),
            TabMessage::SignedIn => self.look_at_next_input(),
            TabMessage::SignedOut if is_working => self.end(EndedBecause::SignedOutElsewhere),
            TabMessage::Ended(because) if is_working => {
                // A refusal from before a newer answer is of an earlier session.
                let is_newer = self
                    .clock
                    .with_untracked(|clock| clock.last_reply().is_none_or(|reply| at >= reply));
                if is_newer {
                    self.end(because);
                }
            }
            TabMessage::TransactionChanged if is_working => {
                if is_visible() {
                    self.take_over_transaction();
                } else {
                    self.tabs.is_stale.set_value(true);
                }
            }
            TabMessage::AskForWork(question) if self.user_name_untracked().is_some() => {
                let drafts = self.draft_count.get_untracked();
                self.tabs.say(TabMessage::Work(question, drafts));
            }
            TabMessage::AskForTransaction(question) if self.tabs.knows_transaction.get_value() => {
                self.tabs.say(TabMessage::KnowsTransaction(question));
            }
            TabMessage::KnowsTransaction(question) => {
                self.tabs.asked_who_knows.update_value(|asked| {
                    asked.1 |= asked.0 == question;
                });
            }
            TabMessage::Work(question, drafts) => self.tabs.asked.update_value(|asked| {
                if asked.0 == question {
                    asked.1 = asked.1.saturating_add(drafts);
                }
            }),
            TabMessage::WhoseChanges(..)
            | TabMessage::OfAnotherPage(_)
            | TabMessage::Committed(_)
            | TabMessage::RolledBack(_) => {
                // Whoever keeps changes; nobody does before somebody is signed in.
                if let Some(Some(hears)) = self.hears_of_changes.try_get_value() {
                    hears.run(message);
                }
            }
            _ => {}
        }
    }

    fn take_over_transaction(self) {
        run(async move {
            let was_open = self.pending.with_untracked(super::Pending::is_open);
            self.find_pending().await;
            if was_open && !self.pending.with_untracked(super::Pending::is_open) {
                // Committed or rolled back there: what the screens show is not the present any more.
                self.read_anew();
            }
        });
    }
}

pub(super) fn is_visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

async fn wait(time: Duration) {
    let waited = js_sys::Promise::new(&mut |resolve, _| {
        let done = move || {
            // Calling the resolver of a promise does not throw.
            resolve.call0(&JsValue::NULL).unwrap_or_default();
        };
        set_timeout(done, time);
    });
    wasm_bindgen_futures::JsFuture::from(waited)
        .await
        .unwrap_or_default();
}
