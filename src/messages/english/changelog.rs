//! The change list of the review: searching, editing, loading a saved file.

use super::catalogue;

catalogue! {
    SearchChanges = "Search the changes"
    NoChangeFound = "No change fits."
    ChangesShown = "{count} of {all} changes"
    EditChange = "Edit"
    EditChangeNamed = "Edit {subject}"
    CopyRawJson = "Copy the JSON"
    RawJsonCopied = "JSON copied"
}
