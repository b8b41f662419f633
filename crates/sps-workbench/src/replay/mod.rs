//! Replay: kept changes staged again in a fresh transaction (product M3.7, M3.9, M7.5, D1).
//!
//! Four steps, each a value the page can show, and nothing is written before the last:
//!
//! 1. [`wanted`] says which paths to read, [`read`] reads one.
//! 2. [`Plan::new`] tells of each change whether it is unchanged since, changed by somebody, or about something that no
//!    longer exists, and which secrets are to be entered again.
//! 3. The person chooses, decides and enters.
//! 4. [`Run`] stages one change per step, proves it by reading, and moves it in the journal.
//!
//! An object that is created again gets another key; the changes behind it are sent with that one.

mod adopt;
mod changelog;
mod committed;
mod draft_back;
mod fresh;
mod item;
mod look;
mod merged_in;
mod net;
mod plan;
mod rename;
mod report;
mod run;
mod send;

pub use adopt::{Held, adopt, read_held, staged_paths};
pub use changelog::{covers, how_many, may_be_in};
pub use committed::was_committed;
pub use draft_back::{DraftBack, draft_back, draft_over, is_outdated};
pub use fresh::{Found, Fresh, read, wanted};
pub use item::{Hindrance, Item, Since};
pub use merged_in::{MergedIn, merged_in, merged_reads};
pub use plan::{Plan, draft_merge};
pub(crate) use rename::{renamed, renamed_path};
pub use report::{Report, Result};
pub use run::Run;
