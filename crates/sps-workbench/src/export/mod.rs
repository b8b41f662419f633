//! Changes taken out of the console: a script, a file, a report, a table (product M6.10, D10). Never with a secret.
//!
//! Everything here is text in, text out. The pages that are always loaded do not use this module.

mod address;
mod cells;
mod file;
mod loaded;
mod report;
mod script;
mod withheld;

pub use cells::{csv, tsv};
pub use file::{Beside, LoadProblem, SavedChanges, SavedFile, WriteProblem, load, save, save_with};
pub use report::{ReportWords, report};
pub use script::{ScriptWrite, script};
pub use withheld::without_secrets;
