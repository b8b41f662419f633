//! What a person does with an SPS appliance, without a browser.
//!
//! Every rule of the console lives here: is this session over, which rows does the sign-in page show, what does this
//! change mean, was the commit done. Nothing here reads a clock, draws a pixel or opens a connection: time comes in as
//! [`Moment`], and requests go through [`sps_client::Client`] with whatever transport it was given.
//!
//! | module | idea |
//! |---|---|
//! | [`session_clock`] | how long the session still lasts |
//! | [`sign_in`] | the rows of the sign-in page |
//! | [`document`] | fields inferred from JSON, and the draft of an edit |
//! | [`changes`] | the changelog told in words |
//! | [`mod@stage`] | one edit brought into the transaction |
//! | [`mod@commit`] | the commit and its outcome |
//! | [`api_keys`] | create and delete an API key so that it works |
//! | [`rights`] | what this person may do, and what to ask for |
//!
//! Two rules hold everywhere: a write is sent once and never repeated, and a value that looks like a secret is neither
//! shown nor kept.

pub mod api_keys;
pub mod changes;
pub mod commit;
pub mod document;
pub mod rights;
mod secret;
pub mod session_clock;
pub mod sign_in;
pub mod stage;
mod transaction;

pub use api_keys::{
    KeyOutcome, KeyStep, create_and_activate, create_only, delete_and_activate, own_changes_only,
};
pub use changes::{Effect, Group, Shown, Told, by_place, tell};
pub use commit::{
    CommitOutcome, Finding, MessageNeed, commit, draft_message, find_out, message_need,
};
pub use document::{
    Draft, Field, FieldKind, InputProblem, Pointer, cut_references, field_at, fields,
    ignored_members, masked_json,
};
pub use session_clock::{Moment, SessionClock, Standing};
pub use sign_in::{SignInRow, sign_in_rows};
pub use stage::{StageError, Staged, stage};
