//! Creating and deleting API keys so that a person never holds a key that does not work (product M4, D2).
//!
//! | file | idea |
//! |---|---|
//! | `look` | what is open and staged before a key is touched, and where a key stands |
//! | `requests` | create, commit, take back, delete: each write once |
//! | `journey`, `scene` | what the screen may show, from the form to the wiped value |
//! | `card` | the value while it may be shown: masked, shown, copied, out of time |
//! | `list`, `rights` | the list with its states, and what is known beside it |
//!
//! A commit activates the whole transaction, so callers first [`look_around`] and show what else would become active
//! (M4.4, D3). Nothing here is repeated, and the value of a key is in [`KeyJourney`] alone.

mod card;
mod journey;
mod list;
mod look;
mod requests;
mod rights;
mod scene;

pub use card::Painted;
pub use journey::KeyJourney;
pub use list::{KeyState, ListedKey, WaitingKey, free_name, listed_keys, waiting_keys};
pub use look::{Around, KeyFound, find_key, look_around, other_changes};
pub use requests::{
    Withdrawn, activate_key, create_only, delete_and_activate, delete_only, retry_deletion,
    retry_key, withdraw_key,
};
pub use rights::{KeyContext, key_context};
pub use scene::{Ended, Leaving, Scene, Wiped};
