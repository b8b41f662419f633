//! Configuration as a person edits it: fields inferred from JSON, a draft laid over what was read, and the body that is
//! sent.
//!
//! Nothing is known about the resources here; the shapes are read off the JSON (`sps-api.md` §8). Invariant: whatever
//! was not edited leaves the draft as it came, members the console never heard of included, references cut to their key.

mod difference;
mod draft;
mod field;
mod input;
mod json_text;
mod kept;
mod level;
mod object;
mod order;
mod pointer;
mod references;
mod template;
mod unfolded;
mod union;
pub mod week;

pub use draft::Draft;
pub use field::{Field, FieldKind, field_at, fields, masked_json};
pub use input::InputProblem;
pub use json_text::{
    Fold, Folded, JsonProblem, JsonProblemKind, JsonText, Token, TokenKind, Unfolding, folds, scan,
};
pub use kept::ignored_members;
pub(crate) use kept::pointers;
pub use level::{Level, count_below, extent, level, root_field};
pub use object::{blank, cloned, post_body};
pub use pointer::Pointer;
pub(crate) use pointer::index;
pub use references::cut_references;
pub(crate) use references::{is_reference, reference};
pub use unfolded::Unfolded;
pub use union::discriminator;

/// The member that carries the order of an ordered map; it is kept and never shown as a field (`sps-api.md` §8.4).
pub(crate) const ORDER: &str = "@order";
