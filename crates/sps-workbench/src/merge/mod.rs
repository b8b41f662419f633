//! Three-way merge: what was there before, what is there now (theirs), and what the person made of it (mine), field by
//! field (product M7, D5, F8).
//!
//! ```
//! use serde_json::json;
//! use sps_workbench::merge::{Decision, Merge, Verdict};
//!
//! let before = json!({"timeout": 10, "banner": ""});
//! let theirs = json!({"timeout": 15, "banner": "Hello"});
//! let mine = json!({"timeout": 20, "banner": ""});
//! let mut merge = Merge::new(Some(before), Some(theirs), Some(mine));
//! assert_eq!(merge.conflicts().len(), 1);
//! merge.decide_all(&Decision::Mine);
//! assert_eq!(merge.result(), Some(&json!({"timeout": 20, "banner": "Hello"})));
//! ```

mod equal;
mod leaf;
mod list;
mod order;
mod place;
mod seen;
mod three_way;
mod walk;

pub(crate) use equal::alike;
pub use place::{Clash, Decision, Place, Resolved, Verdict};
pub use seen::{Column, Seen};
pub use three_way::Merge;
