//! Pending writes as a file, to be loaded as drafts on another day or appliance (product M6.8, D10).

use serde_json::{Value, json};

use super::address::is_address;
use super::withheld::without_secrets_at;
use crate::document::Pointer;
use crate::undo::{Verb, Write};

/// What the file says it is.
const FORMAT: &str = "sps-console changes";
const VERSION: u64 = 1;
/// The largest file that is read, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;
/// The most writes of a file.
const MOST_WRITES: usize = 5000;

/// Writes saved to a file.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedChanges {
    /// The appliance they were made for, by name or address.
    pub appliance: String,
    /// When they were saved, in milliseconds since 1970 (UTC).
    pub saved_at_ms: u64,
    /// The writes in their order, null in the place of secrets.
    pub writes: Vec<Write>,
    /// The places of secrets that have to be typed again: number of the write, and place in its body.
    pub missing: Vec<(usize, Pointer)>,
    /// What was there before each write, without secrets, and the key that a created object got; as far as the file tells.
    pub(super) beside: Vec<Beside>,
}

/// What is saved beside a write, so that it can be compared with what is there when it is loaded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside {
    /// The content before the write.
    pub before: Option<Value>,
    /// The key that the created object got: later writes may name it.
    pub created: Option<String>,
}

/// Why a file cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadProblem {
    /// Larger than 8 MiB.
    #[error("the file has more than 8 MiB")]
    TooLarge,
    /// No JSON: damaged, cut off, or another kind of file.
    #[error("the file is damaged at line {line}, column {column}")]
    NotJson {
        /// The line at which reading stopped, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// JSON, but not what [`save`] writes.
    #[error("the file holds something else than saved changes")]
    OtherFormat,
    /// Written by a newer console; its version.
    #[error("the file has version {0}, which this console does not know")]
    NewerVersion(u64),
    /// More than 5000 writes.
    #[error("the file has more than 5000 changes")]
    TooMany,
    /// A write that is none, counted from 1.
    #[error("change {number} of the file is damaged: {what}")]
    Write {
        /// Which one.
        number: usize,
        /// What is wrong with it.
        what: WriteProblem,
    },
}

/// What is wrong with a write of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteProblem {
    /// A member is missing or has another type.
    #[error("a member is missing or has another type")]
    Shape,
    /// A verb other than POST, PUT, DELETE.
    #[error("it has an unknown verb")]
    Verb,
    /// An address that no saved change can have: outside the configuration, or written so that it could mean another one.
    #[error("its address does not lie in the configuration")]
    Address,
    /// A body where there is none, or none where there must be one.
    #[error("it has no content, or one that it must not have")]
    Body,
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFile {
    /// The text of the file.
    pub text: String,
    /// The writes that are not in it, by position: those outside the configuration, such as a new API key or an upload,
    /// are no drafts that could be taken up again.
    pub left_out: Vec<usize>,
}

/// The writes as a file. Secrets are left out; [`load`] tells where they are missing.
pub fn save(appliance: &str, saved_at_ms: u64, writes: &[Write]) -> SavedFile {
    save_with(appliance, saved_at_ms, writes, &[])
}

/// As [`save`], with what is known beside each write, in the same order.
pub fn save_with(
    appliance: &str,
    saved_at_ms: u64,
    writes: &[Write],
    beside: &[Beside],
) -> SavedFile {
    let mut left_out = Vec::new();
    let mut kept = Vec::new();
    for (position, write) in writes.iter().enumerate() {
        let has_its_body = (write.verb == Verb::Delete) == write.body.is_none();
        if is_address(&write.path) && has_its_body && kept.len() < MOST_WRITES {
            kept.push(saved(write, beside.get(position)));
        } else {
            left_out.push(position);
        }
    }
    let file = json!({
        "format": FORMAT, "version": VERSION, "appliance": appliance, "saved_at_ms": saved_at_ms, "writes": kept,
    });
    SavedFile {
        text: format!("{file:#}\n"),
        left_out,
    }
}

fn saved(write: &Write, beside: Option<&Beside>) -> Value {
    let mut saved = json!({ "method": write.verb.name(), "path": write.path });
    if let (Some(body), Some(members)) = (&write.body, saved.as_object_mut()) {
        let (body, missing) = without_secrets_at(&write.path, body);
        members.insert("body".to_owned(), body);
        let missing: Value = missing.iter().map(ToString::to_string).collect();
        members.insert("secrets".to_owned(), missing);
    }
    if let (Some(beside), Some(members)) = (beside, saved.as_object_mut()) {
        if let Some(before) = &beside.before {
            let (before, _) = without_secrets_at(&write.path, before);
            members.insert("before".to_owned(), before);
        }
        if let Some(created) = &beside.created {
            members.insert("created".to_owned(), created.as_str().into());
        }
    }
    saved
}

/// Reads the text of a file that [`save`] wrote. Whatever else it is, nothing of it is taken on.
///
/// # Errors
/// [`LoadProblem`].
pub fn load(text: &str) -> Result<SavedChanges, LoadProblem> {
    if text.len() > LARGEST {
        return Err(LoadProblem::TooLarge);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: Value = serde_json::from_str(text).map_err(|error| LoadProblem::NotJson {
        line: error.line(),
        column: error.column(),
    })?;
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(LoadProblem::OtherFormat);
    }
    match file.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(LoadProblem::NewerVersion(newer)),
        _ => return Err(LoadProblem::OtherFormat),
    }
    let text = |name: &str| file.get(name).and_then(Value::as_str);
    let (Some(appliance), Some(saved_at_ms), Some(writes)) = (
        text("appliance"),
        file.get("saved_at_ms").and_then(Value::as_u64),
        file.get("writes").and_then(Value::as_array),
    ) else {
        return Err(LoadProblem::OtherFormat);
    };
    if writes.len() > MOST_WRITES {
        return Err(LoadProblem::TooMany);
    }
    let mut loaded = SavedChanges {
        appliance: appliance.to_owned(),
        saved_at_ms,
        writes: Vec::with_capacity(writes.len()),
        missing: Vec::new(),
        beside: Vec::with_capacity(writes.len()),
    };
    for (position, saved) in writes.iter().enumerate() {
        let (write, missing) = write(saved).map_err(|what| LoadProblem::Write {
            number: position + 1,
            what,
        })?;
        loaded.beside.push(beside(saved, &write));
        loaded.writes.push(write);
        let missing = missing.into_iter().map(|place| (position, place));
        loaded.missing.extend(missing);
    }
    Ok(loaded)
}

fn write(saved: &Value) -> Result<(Write, Vec<Pointer>), WriteProblem> {
    let text = |name: &str| {
        let text = saved.get(name).and_then(Value::as_str);
        text.ok_or(WriteProblem::Shape)
    };
    let verb = match text("method")? {
        "POST" => Verb::Post,
        "PUT" => Verb::Put,
        "DELETE" => Verb::Delete,
        _ => return Err(WriteProblem::Verb),
    };
    let path = text("path")?;
    if !is_address(path) {
        return Err(WriteProblem::Address);
    }
    let body = saved.get("body");
    if (verb == Verb::Delete) == body.is_some() {
        return Err(WriteProblem::Body);
    }
    // A file made by hand may hold a secret, or say that there is one where there is none.
    let (body, mut missing) = match body {
        Some(body) => {
            let (body, missing) = without_secrets_at(path, body);
            (Some(body), missing)
        }
        None => (None, Vec::new()),
    };
    let named = match saved.get("secrets") {
        None => [].as_slice(),
        Some(Value::Array(places)) => places,
        Some(_) => return Err(WriteProblem::Shape),
    };
    for place in named {
        let place = place.as_str().and_then(Pointer::parse);
        let place = place.ok_or(WriteProblem::Shape)?;
        let value = body.as_ref().and_then(|body| place.find(body));
        if !value.is_some_and(Value::is_null) {
            return Err(WriteProblem::Shape);
        }
        if !missing.contains(&place) {
            missing.push(place);
        }
    }
    let write = Write {
        verb,
        path: path.to_owned(),
        body,
    };
    Ok((write, missing))
}

/// What the file tells beside a write; of what cannot be so, nothing is taken on.
fn beside(saved: &Value, write: &Write) -> Beside {
    let is_key = |key: &&str| {
        (1..=200).contains(&key.len())
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    let created = saved.get("created").and_then(Value::as_str);
    let before = saved.get("before").filter(|_| write.verb != Verb::Post);
    Beside {
        before: before.map(|before| without_secrets_at(&write.path, before).0),
        created: created
            .filter(|key| write.verb == Verb::Post && is_key(key))
            .map(ToOwned::to_owned),
    }
}
