//! The changelog told in words (product M6).
//!
//! The guide leaves open how the appliance writes it: one entry per leaf or per object, paths absolute, relative or with
//! `#`, secrets masked or not (`sps-api.md` §7.6, product Q11). All of it is read here and told in one form. Invariant:
//! no secret leaves this module, neither in words nor in the raw entry.

mod filter;
mod group;
mod items;
mod leaves;
mod location;
mod moves;
mod objects;
mod order;
mod read;
mod resources;
mod review;
mod shown;
mod table;
mod tell;
mod value_change;
mod words;

pub use filter::{Filter, Kind, counts};
pub use group::{Group, Placed, by_place};
pub(crate) use leaves::Lists;
pub(crate) use location::Location;
pub use moves::{Move, Passed, moves};
pub use objects::{StagedObject, staged_object, staged_objects};
pub(crate) use order::names as order_names;
pub(crate) use read::{Entry, unpacked};
pub(crate) use review::is_evaluated_list;
pub use review::{ItemEdit, Sentence, Siblings, What, review};
pub use shown::Shown;
pub use table::{Operation, Row, raw_entry, raw_json, rows};
pub use tell::{Effect, Told, tell};
pub use value_change::{SecretChange, ValueChange};
pub use words::{Piece, Side, word_diff};
