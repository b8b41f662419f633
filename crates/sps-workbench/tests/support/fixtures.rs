//! Changelogs as files, in a compact form.
//!
//! A file is a list of `{"name", "changes", "siblings"}`. A change is an entry as the appliance sends it, or a list:
//! `["replace", path, old, new]`, `["create", path, new]`, `["delete", path, old]`, `["reorder", path, old, new]`.
//! `{"$repeat": [text, count]}` stands for a long text.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sps_client::Change;

use super::change;

/// One changelog.
pub struct Fixture {
    pub name: String,
    pub changes: Vec<Change>,
    /// Lists by address, with key and name of every object.
    pub siblings: Vec<(String, Vec<(String, String)>)>,
}

/// Where the files lie.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// All files by name, in alphabetical order.
pub fn read_all() -> Vec<(String, Vec<Fixture>)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join("changes"))
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).expect("a fixture can be read");
            let cases: Vec<Value> = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.file_stem().expect("a name").to_string_lossy();
            (name.into_owned(), cases.iter().map(fixture).collect())
        })
        .collect()
}

fn fixture(case: &Value) -> Fixture {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let siblings = case["siblings"].as_object().into_iter().flatten();
    Fixture {
        name: text(&case["name"]),
        changes: case["changes"]
            .as_array()
            .expect("a list of changes")
            .iter()
            .map(|written| change(entry(written)))
            .collect(),
        siblings: siblings
            .map(|(path, names)| {
                let names = names.as_array().expect("a list of names").iter();
                let names = names.map(|name| (text(&name[0]), text(&name[1])));
                (path.clone(), names.collect())
            })
            .collect(),
    }
}

fn entry(written: &Value) -> Value {
    let kind = written.get(0).and_then(Value::as_str).unwrap_or_default();
    let part = |number: usize| repeated(&written[number]);
    match kind {
        "replace" => {
            json!({ "type": kind, "path": part(1), "old_value": part(2), "new_value": part(3) })
        }
        "create" => json!({ "type": kind, "path": part(1), "new_value": part(2) }),
        "delete" => json!({ "type": kind, "path": part(1), "old_value": part(2) }),
        "reorder" => {
            json!({ "type": kind, "path": part(1), "old_order": part(2), "new_order": part(3) })
        }
        _ => match written.as_object() {
            Some(members) => members
                .iter()
                .map(|(name, member)| (name.clone(), repeated(member)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            None => written.clone(),
        },
    }
}

fn repeated(value: &Value) -> Value {
    match value.get("$repeat") {
        Some(written) => {
            let (text, count) = (&written[0], &written[1]);
            let count = usize::try_from(count.as_u64().expect("a count")).expect("a small one");
            text.as_str().expect("a text").repeat(count).into()
        }
        None => value.clone(),
    }
}
