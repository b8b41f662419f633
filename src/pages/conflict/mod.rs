//! Conflicts: the same place changed by the person and by somebody else (product.md M7, D5).

mod case;
mod cell;
mod check;
mod deciding;
mod edit;
mod keys;
mod memory;
mod merged;
mod names;
mod page;
mod row;
mod table;

pub use deciding::{Choice, Deciding, left_to_decide};
pub use memory::{ConflictMemory, SilentMerge, check_for_conflicts};
pub use merged::{MergeWatch, merged_notice};
pub use page::conflicts_page;
pub use table::{ConflictsOf, all_at_once, conflict_table, keys_help};
