//! Review: what a commit would make active, in words; commit, roll back (product.md M5, M6).

mod change_sentence;
mod commit_box;
mod outcome;
mod page;
mod roll_back;

pub use change_sentence::ChangeSentence;
pub use outcome::OutcomeProblem;
pub use page::ReviewPage;
