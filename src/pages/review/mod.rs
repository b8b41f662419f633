//! Review: what a commit would make active, in words; commit, roll back (product.md M5, M6).

mod change_sentence;
mod commit_box;
mod outcome;
mod page;
mod roll_back;

pub use change_sentence::change_list;
pub use outcome::outcome_problem;
pub use page::review_page;
