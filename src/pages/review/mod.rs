//! Review: what a commit would make active, in words; commit, roll back, undo (product.md M5, M6, D8, D10).

mod change_list;
mod change_sentence;
mod commit_box;
mod controls;
mod document;
mod done;
mod download;
mod history;
mod keeping;
mod labels;
mod limits;
mod load_file;
mod memory;
mod message_field;
mod not_kept;
mod outcome;
mod page;
mod put_back;
mod reading;
mod risk;
mod roll_back;
mod table;
mod taking_out;
mod told_in_words;
mod undo;
mod values;
mod when;

pub use change_list::change_list;
pub use memory::ReviewMemory;
pub use not_kept::{NotKept, members_with_edit};
pub use outcome::outcome_problem;
pub use page::review_page;
