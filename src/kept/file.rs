//! Kept changes taken out as a file, without secrets (product.md M3.8, M6.8).

use sps_workbench::{
    export::save,
    journal::{Entry, Journal, Method},
    undo::{Verb, Write},
};
use wasm_bindgen::JsValue;

use super::wall_time;
use crate::pages::{download, in_file_name};

/// Downloads all that is kept, staged or not, as a file that the review can load again.
///
/// # Errors
/// What the browser threw: no downloads are allowed here.
pub fn download_kept(journal: &Journal) -> Result<(), JsValue> {
    let mut writes: Vec<Write> = journal.entries().iter().map(write).collect();
    writes.extend(journal.drafts().iter().map(|draft| Write {
        verb: Verb::Put,
        path: draft.path.clone(),
        body: Some(sps_workbench::journal::without_marks(&draft.current)),
    }));
    download_writes(&journal.owner().appliance, &writes)
}

fn download_writes(appliance: &str, writes: &[Write]) -> Result<(), JsValue> {
    let now = wall_time().0;
    let saved = save(appliance, now, writes);
    let name = format!("sps-changes-{}.json", in_file_name(now));
    download(&name, "application/json", &saved.text)
}

fn write(entry: &Entry) -> Write {
    Write {
        verb: match entry.method {
            Method::Replace => Verb::Put,
            Method::Create => Verb::Post,
            Method::Delete => Verb::Delete,
        },
        path: entry.path.clone(),
        body: entry
            .body
            .as_ref()
            .map(sps_workbench::journal::without_marks),
    }
}
