//! What the screen is told of the journey, and what of the value it may paint.

use sps_client::{Error, NewApiKey};

use super::{KeyJourney, State, Trouble, name};
use crate::api_keys::card::{Card, Painted};
use crate::api_keys::scene::{Ended, Leaving, Scene};
use crate::commit::CommitOutcome;

impl KeyJourney {
    /// What the screen is about.
    pub fn scene(&self) -> Scene {
        match &self.state {
            State::Idle(_) => Scene::Form,
            State::Creating => Scene::Creating,
            State::Activating(_) => Scene::Activating,
            State::Waiting(..) => Scene::Waiting,
            State::Withdrawing(_) => Scene::Withdrawing,
            State::Card(card) if card.is_active => Scene::Ready,
            State::Card(_) => Scene::NotActiveYet,
        }
    }

    /// How the last journey ended, if it ended otherwise than by closing the card.
    pub fn ended(&self) -> Option<&Ended> {
        match &self.state {
            State::Idle(ended) => ended.as_ref(),
            _ => None,
        }
    }

    /// The id of the key under way.
    pub fn id(&self) -> Option<&str> {
        self.key().map(|key| key.key.as_str())
    }

    /// The name of the key under way, or its id where the appliance told none.
    pub fn name(&self) -> Option<&str> {
        self.key().map(name)
    }

    /// What came of the commit, while the key waits for another try.
    pub fn refused(&self) -> Option<&CommitOutcome> {
        match &self.state {
            State::Waiting(_, trouble) => match trouble.as_ref() {
                Trouble::Commit(outcome) => Some(outcome),
                Trouble::Withdraw(_) | Trouble::Others(_) => None,
            },
            _ => None,
        }
    }

    /// Why the key could not be taken back.
    pub fn not_withdrawn(&self) -> Option<&Error> {
        match &self.state {
            State::Waiting(_, trouble) => match trouble.as_ref() {
                Trouble::Withdraw(error) => Some(error),
                Trouble::Commit(_) | Trouble::Others(_) => None,
            },
            _ => None,
        }
    }

    /// How many changes were staged meanwhile that another try would activate too; 0 where that is not the trouble.
    pub fn others(&self) -> usize {
        match &self.state {
            State::Waiting(_, trouble) => match trouble.as_ref() {
                Trouble::Others(count) => *count,
                Trouble::Commit(_) | Trouble::Withdraw(_) => 0,
            },
            _ => 0,
        }
    }

    /// What may be painted of the value: nothing before the commit succeeded or the person chose to commit later.
    pub fn painted(&self) -> Option<Painted<'_>> {
        self.card().map(Card::painted)
    }

    /// The value for the clipboard, under the same conditions.
    pub fn value(&self) -> Option<&str> {
        self.card().map(|card| card.key.secret())
    }

    /// The whole value is painted.
    pub fn is_shown(&self) -> bool {
        self.card().is_some_and(Card::is_shown)
    }

    /// The value was copied.
    pub fn is_copied(&self) -> bool {
        self.card().is_some_and(|card| card.is_copied)
    }

    /// A value is held, painted or not.
    pub fn holds_value(&self) -> bool {
        self.key().is_some()
    }

    /// What leaving now would cost.
    pub fn leaving(&self) -> Leaving {
        match &self.state {
            State::Idle(_) => Leaving::Free,
            State::Card(card) if card.is_untouched() => Leaving::NotCopied,
            State::Card(_) => Leaving::Free,
            State::Creating | State::Activating(_) | State::Waiting(..) | State::Withdrawing(_) => {
                Leaving::UnderWay
            }
        }
    }

    fn card(&self) -> Option<&Card> {
        match &self.state {
            State::Card(card) => Some(card),
            _ => None,
        }
    }

    fn key(&self) -> Option<&NewApiKey> {
        match &self.state {
            State::Idle(_) | State::Creating => None,
            State::Activating(key) | State::Waiting(key, _) | State::Withdrawing(key) => Some(key),
            State::Card(card) => Some(&card.key),
        }
    }
}
