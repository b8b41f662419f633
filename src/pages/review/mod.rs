//! Review: what a commit would make active, in words; commit, roll back, undo (product.md M5, M6, D8, D10).

mod change_sentence;
mod commit_box;
mod controls;
mod document;
mod done;
mod download;
mod history;
mod limits;
mod memory;
mod message_field;
mod outcome;
mod page;
mod put_back;
mod reading;
mod risk;
mod roll_back;
mod table;
mod taking_out;
mod undo;
mod values;
mod when;

pub use change_sentence::{change_list, told_list};
pub use download::download;
pub use memory::ReviewMemory;
pub use outcome::outcome_problem;
pub use page::review_page;
pub use when::{in_file_name, time_of_day};
