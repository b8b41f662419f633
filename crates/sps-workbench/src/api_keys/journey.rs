//! What the screen may show of a new key, from the form to the wiped value.
//!
//! A state machine: the screen tells it what happened and paints what it says. The value lies in here from the answer to
//! the POST on, is given out only where it may be painted or copied, and is overwritten when the state that held it goes.

mod told;

use sps_client::{Error, NewApiKey};

use super::{
    card::Card,
    look::KeyFound,
    requests::Withdrawn,
    scene::{Ended, Wiped},
};
use crate::commit::{CommitOutcome, Finding};
use crate::session_clock::Moment;

/// The way of one key.
pub struct KeyJourney {
    state: State,
}

enum State {
    Idle(Option<Ended>),
    Creating,
    Activating(NewApiKey),
    Waiting(NewApiKey, Box<Trouble>),
    Withdrawing(NewApiKey),
    Card(Box<Card>),
}

/// Why a staged key waits.
enum Trouble {
    Commit(CommitOutcome),
    Withdraw(Error),
    Others(usize),
}

impl Default for KeyJourney {
    fn default() -> Self {
        Self::new()
    }
}

impl KeyJourney {
    /// At the form.
    pub fn new() -> Self {
        Self {
            state: State::Idle(None),
        }
    }

    /// The POST is on its way.
    pub fn start(&mut self) {
        if matches!(self.state, State::Idle(_)) {
            self.state = State::Creating;
        }
    }

    /// No value came back.
    pub fn not_created(&mut self, error: Error) {
        if matches!(self.state, State::Creating) {
            self.state = State::Idle(Some(Ended::NotCreated(error)));
        }
    }

    /// The value is here, and the commit follows. After a wipe it is dropped at once.
    pub fn created(&mut self, key: NewApiKey) {
        if matches!(self.state, State::Creating) {
            self.state = State::Activating(key);
        }
    }

    /// The value is here, and the person commits later (M4.5).
    pub fn created_for_later(&mut self, key: NewApiKey, now: Moment) {
        if matches!(self.state, State::Creating) {
            self.state = State::Card(Box::new(Card::new(key, false, now)));
        }
    }

    /// The commit ended.
    pub fn committed(&mut self, outcome: CommitOutcome, now: Moment) {
        self.state = match self.take() {
            State::Activating(key) => match outcome {
                CommitOutcome::Committed => State::Card(Box::new(Card::new(key, true, now))),
                // The appliance has thrown the transaction away, and the key with it (product F2).
                CommitOutcome::SessionEnded(_) => session_over(&key, false),
                outcome => State::Waiting(key, Box::new(Trouble::Commit(outcome))),
            },
            other => other,
        };
    }

    /// The person wants the commit tried again.
    pub fn retry(&mut self) {
        self.state = match self.take() {
            State::Waiting(key, _) => State::Activating(key),
            other => other,
        };
    }

    /// The person gives up.
    pub fn withdraw(&mut self) {
        self.state = match self.take() {
            State::Waiting(key, _) => State::Withdrawing(key),
            other => other,
        };
    }

    /// The person keeps the staged key and commits later (M4.5).
    pub fn keep_for_later(&mut self, now: Moment) {
        self.state = match self.take() {
            State::Waiting(key, _) => State::Card(Box::new(Card::new(key, false, now))),
            other => other,
        };
    }

    /// Giving up ended.
    pub fn withdrawn(&mut self, result: Result<Withdrawn, Error>, now: Moment) {
        self.state = match self.take() {
            State::Withdrawing(key) => match result {
                Ok(Withdrawn::Gone) => no_key(&key, false),
                Ok(Withdrawn::Active) => State::Card(Box::new(Card::new(key, true, now))),
                Err(error) => State::Waiting(key, Box::new(Trouble::Withdraw(error))),
            },
            other => other,
        };
    }

    /// Somebody looked where the key stands: before another try, or because the transaction changed.
    pub fn found(&mut self, found: KeyFound, now: Moment) {
        self.state = match (self.take(), found) {
            (State::Activating(key), KeyFound::Active) => {
                State::Card(Box::new(Card::new(key, true, now)))
            }
            (State::Activating(key), KeyFound::Waiting { others }) => {
                State::Waiting(key, Box::new(Trouble::Others(others)))
            }
            (State::Activating(key), KeyFound::Gone) => no_key(&key, false),
            (State::Activating(key), KeyFound::CannotTell(error)) => {
                if matches!(error, Error::SessionEnded(_)) {
                    session_over(&key, false)
                } else {
                    let trouble = CommitOutcome::Unknown {
                        error,
                        finding: Finding::CannotTell,
                    };
                    State::Waiting(key, Box::new(Trouble::Commit(trouble)))
                }
            }
            (State::Card(mut card), KeyFound::Active) => {
                card.is_active = true;
                State::Card(card)
            }
            (State::Card(card), KeyFound::Gone) if !card.is_active => {
                no_key(&card.key, !card.is_untouched())
            }
            (state, _) => state,
        };
    }

    /// Shows the value, or masks it again.
    pub fn show(&mut self, shown: bool) {
        if let State::Card(card) = &mut self.state {
            card.show(shown);
        }
    }

    /// The value is in the clipboard.
    pub fn copied(&mut self) {
        if let State::Card(card) = &mut self.state {
            card.is_copied = true;
        }
    }

    /// The tab is hidden, or visible again: hidden it is masked (M4.10).
    pub fn hidden(&mut self, is_hidden: bool, now: Moment) {
        // What happened while no timer ran comes first.
        self.tick(now);
        if let State::Card(card) = &mut self.state {
            if is_hidden {
                card.hide(now);
            } else {
                card.unhide();
            }
        }
    }

    /// Time went on. A key that waits for another try has no limit: nothing of it is painted, and without its value the
    /// other try would activate a key that nobody knows.
    pub fn tick(&mut self, now: Moment) {
        let why = match &self.state {
            State::Card(card) if card.is_out_of_time(now) => Wiped::OutOfTime,
            State::Card(card) if card.is_hidden_too_long(now) => Wiped::Hidden,
            _ => return,
        };
        self.wipe(why);
    }

    /// The person closed the card, or read how the journey ended.
    pub fn close(&mut self) {
        if matches!(self.state, State::Card(_) | State::Idle(_)) {
            self.state = State::Idle(None);
        }
    }

    /// The page goes, the screen changes, or the person signs out.
    pub fn leave(&mut self) {
        self.wipe(Wiped::Left);
    }

    /// The session ended: a key that is not active has gone with its transaction, an active one is masked.
    pub fn session_ended(&mut self) {
        self.state = match self.take() {
            State::Card(mut card) if card.is_active => {
                card.show(false);
                State::Card(card)
            }
            State::Card(card) => session_over(&card.key, !card.is_untouched()),
            State::Waiting(key, _) => session_over(&key, false),
            // Their own answers are on the way.
            other => other,
        };
    }

    fn wipe(&mut self, why: Wiped) {
        let ended = match &self.state {
            State::Idle(_) => return,
            State::Creating => None,
            State::Card(card) => Some(Ended::Wiped {
                name: name(&card.key).to_owned(),
                why,
                is_lost: card.is_untouched(),
            }),
            State::Activating(key) | State::Waiting(key, _) | State::Withdrawing(key) => {
                Some(Ended::Wiped {
                    name: name(key).to_owned(),
                    why,
                    is_lost: true,
                })
            }
        };
        self.state = State::Idle(ended);
    }

    fn take(&mut self) -> State {
        std::mem::replace(&mut self.state, State::Idle(None))
    }
}

fn name(key: &NewApiKey) -> &str {
    key.name.as_deref().unwrap_or(&key.key)
}

fn no_key(key: &NewApiKey, was_given_out: bool) -> State {
    State::Idle(Some(Ended::NoKey {
        name: name(key).to_owned(),
        was_given_out,
    }))
}

fn session_over(key: &NewApiKey, was_given_out: bool) -> State {
    State::Idle(Some(Ended::SessionEnded {
        name: name(key).to_owned(),
        was_given_out,
    }))
}
