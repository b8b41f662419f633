//! Conflicts: the same place changed by the person and by somebody else (product.md M7, D5).

mod cell;
mod deciding;
mod edit;
mod keys;
mod names;
mod row;
mod table;

pub use deciding::{Choice, Deciding, left_to_decide};
pub use table::{ConflictsOf, all_at_once, conflict_table};
