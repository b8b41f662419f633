//! What a person does with an SPS appliance, without a browser.
//!
//! Every rule of the console lives here: is this session over, which rows does the sign-in page show, what does this
//! change mean, was the commit done. Nothing here reads a clock, draws a pixel or opens a connection: time comes in as
//! [`Moment`], and requests go through [`sps_client::Client`] with whatever transport it was given.
//!
//! | module | idea |
//! |---|---|
//! | [`session`] | how long the session still lasts, and who is told |
//! | [`sign_in`] | the rows of the sign-in page, and what becomes of a try |
//! | [`document`] | fields inferred from JSON, the draft of an edit, the same as JSON text |
//! | [`catalogue`] | what the documents say about resources: labels, units, choices, forms of unions |
//! | [`find`] | search over what was read, and what refers to what |
//! | [`changes`] | the changelog told in words |
//! | [`mod@stage`] | one edit brought into the transaction |
//! | [`mod@create`] | a new object, with the secrets it refers to |
//! | [`mod@delete`] | an object deleted, and what uses it |
//! | [`mod@reasons`] | why the appliance refused, field by field |
//! | [`mod@commit`] | the commit and its outcome |
//! | [`export`] | changes as a script, a file, a report, a table |
//! | [`undo`] | one change put back, or a committed changelog undone |
//! | [`api_keys`] | create and delete an API key so that it works |
//! | [`journal`] | kept changes: what survives the end of a session, without secrets |
//! | [`merge`] | before, theirs and mine, field by field |
//! | [`replay`] | kept changes staged again in a fresh transaction |
//! | [`lock`] | somebody else's lock, and waiting until it is free |
//! | [`rights`] | what this person may do, and what to ask for |
//!
//! Two rules hold everywhere: a write is sent once and never repeated, and a value that looks like a secret is neither
//! shown nor kept.

pub mod api_keys;
pub mod catalogue;
pub mod changes;
pub mod commit;
pub mod create;
pub mod delete;
pub mod document;
pub mod export;
pub mod find;
pub mod journal;
pub mod lock;
pub mod merge;
pub mod reasons;
pub mod replay;
pub mod rights;
mod secret;
pub mod session;
pub mod sign_in;
pub mod stage;
mod transaction;
pub mod undo;

pub use api_keys::{KeyJourney, activate_key, create_only, delete_and_activate};
pub use changes::{Effect, Group, Shown, Told, by_place, tell};
pub use commit::{
    CommitOutcome, Finding, MessageNeed, commit, draft_message, find_out, message_need,
};
pub use document::{
    Draft, Field, FieldKind, InputProblem, Pointer, cut_references, field_at, fields,
    ignored_members, masked_json,
};
pub use session::{Moment, SessionClock, Standing, clock as session_clock};
pub use sign_in::{SignInRow, sign_in_plan, sign_in_rows};
pub use stage::{StageError, Staged, stage};
pub use transaction::roll_back;
