//! The catalogue: every resource of the configuration with its shape and what it holds on a fresh
//! appliance, read from `data/`. To add a resource, add it there.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::shape::{DataError, NamedShapes, Shape};
use super::store::{Held, Store};
use crate::Switches;

const ACLS: &str = "/api/configuration/aaa/acls";
const SHAPES: &str = include_str!("../../data/shapes.json");
const CHAPTERS: &[&str] = &[
    include_str!("../../data/aaa.json"),
    include_str!("../../data/alerting.json"),
    include_str!("../../data/cluster.json"),
    include_str!("../../data/http.json"),
    include_str!("../../data/ica.json"),
    include_str!("../../data/keys.json"),
    include_str!("../../data/local_services.json"),
    include_str!("../../data/management.json"),
    include_str!("../../data/mssql.json"),
    include_str!("../../data/network.json"),
    include_str!("../../data/policies.json"),
    include_str!("../../data/rdp.json"),
    include_str!("../../data/reporting.json"),
    include_str!("../../data/root.json"),
    include_str!("../../data/ssh.json"),
    include_str!("../../data/telnet.json"),
    include_str!("../../data/user.json"),
    include_str!("../../data/vnc.json"),
];

/// How keys of new objects are made (`sps-api.md` §3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyForm {
    /// 22 hex digits.
    Hex,
    /// A lower-case UUID.
    Uuid,
}

/// A list of objects.
#[derive(Clone, Debug)]
pub(crate) struct ListEntry {
    /// Shape of each object.
    pub(crate) shape: Shape,
    pub(crate) keys: KeyForm,
    /// Only POST on the list, only GET on an object: passwords and private keys.
    pub(crate) secrets: bool,
    /// An object may be referenced by one place only (`sps-api.md` §8.5).
    pub(crate) referenced_once: bool,
    /// Keys of objects that cannot be deleted, with the reason.
    pub(crate) protected: BTreeMap<String, String>,
}

/// A fixed resource.
#[derive(Clone, Debug)]
pub(crate) struct ResourceEntry {
    pub(crate) shape: Shape,
    pub(crate) read_only: bool,
}

/// What stands at a path.
#[derive(Clone, Debug)]
pub(crate) enum Entry {
    Resource(ResourceEntry),
    List(ListEntry),
}

impl Entry {
    /// The shape of the resource, or of each object of the list.
    pub(crate) fn shape(&self) -> &Shape {
        match self {
            Self::Resource(entry) => &entry.shape,
            Self::List(entry) => &entry.shape,
        }
    }
}

/// Entries by absolute path (`/api/configuration/aaa/settings`), and the nodes above them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalogue {
    entries: BTreeMap<String, Entry>,
    /// Keys of the children of every inner node, in alphabetical order.
    nodes: BTreeMap<String, Vec<String>>,
}

impl Catalogue {
    /// Reads the catalogue and what a fresh appliance holds.
    ///
    /// # Errors
    /// [`DataError`] if a file is wrong; a test of this module reads them all.
    pub(crate) fn read(switches: &Switches) -> Result<(Self, Store), DataError> {
        let named: NamedShapes = parse(SHAPES)?;
        let mut catalogue = Self::default();
        let mut store = Store::default();
        for chapter in CHAPTERS {
            for written in parse::<Vec<Map<String, Value>>>(chapter)? {
                if applies(&written, "when", switches) {
                    catalogue.add(&written, &named, &mut store)?;
                    if !applies(&written, "served_when", switches) {
                        catalogue.hide(&written)?;
                    }
                }
            }
        }
        if switches.acls_writable
            && let Some(Entry::Resource(acls)) = catalogue.entries.get_mut(ACLS)
        {
            acls.read_only = false;
        }
        Ok((catalogue, store))
    }

    fn add(
        &mut self,
        written: &Map<String, Value>,
        named: &NamedShapes,
        store: &mut Store,
    ) -> Result<(), DataError> {
        let path = match text(written, "path")? {
            absolute if absolute.starts_with('/') => format!("/api{absolute}"),
            relative => format!("/api/configuration/{relative}"),
        };
        let seed = written
            .get("seed")
            .ok_or_else(|| DataError(format!("{path} has no seed")))?;
        let flag = |name: &str| written.get(name) == Some(&Value::Bool(true));
        let (entry, held) = if let Some(shape) = written.get("list") {
            let objects = seed
                .as_object()
                .ok_or_else(|| DataError(format!("{path}: the seed of a list is an object")))?;
            let objects: IndexMap<_, _> = objects
                .iter()
                .map(|(key, body)| (key.clone(), Arc::new(body.clone())))
                .collect();
            let protected = written
                .get("protected")
                .and_then(Value::as_object)
                .into_iter()
                .flatten();
            let entry = ListEntry {
                shape: Shape::read(shape, named)?,
                keys: if written.contains_key("keys") {
                    KeyForm::Uuid
                } else {
                    KeyForm::Hex
                },
                secrets: flag("secrets"),
                referenced_once: flag("referenced_once"),
                protected: protected
                    .filter_map(|(key, reason)| Some((key.clone(), reason.as_str()?.to_owned())))
                    .collect(),
            };
            (Entry::List(entry), Held::List(Arc::new(objects)))
        } else {
            let shape = written
                .get("shape")
                .ok_or_else(|| DataError(format!("{path} has no shape")))?;
            let entry = ResourceEntry {
                shape: Shape::read(shape, named)?,
                read_only: flag("read_only"),
            };
            (
                Entry::Resource(entry),
                Held::Resource(Arc::new(seed.clone())),
            )
        };
        store.insert(path.clone(), held);
        self.add_nodes_above(&path);
        self.entries.insert(path, entry);
        Ok(())
    }

    /// Takes the last added entry out again: what it holds is there, but has no path.
    fn hide(&mut self, written: &Map<String, Value>) -> Result<(), DataError> {
        let path = format!("/api/configuration/{}", text(written, "path")?);
        self.entries.remove(&path);
        if let Some((parent, key)) = path.rsplit_once('/')
            && let Some(children) = self.nodes.get_mut(parent)
        {
            children.retain(|child| child != key);
        }
        Ok(())
    }

    fn add_nodes_above(&mut self, path: &str) {
        let mut below = path;
        while let Some((parent, key)) = below
            .rsplit_once('/')
            .filter(|(parent, _)| parent.len() > "/api".len())
        {
            let children = self.nodes.entry(parent.to_owned()).or_default();
            if let Err(place) = children.binary_search_by(|child| child.as_str().cmp(key)) {
                children.insert(place, key.to_owned());
            }
            below = parent;
        }
    }

    /// The entry at an absolute path.
    pub(crate) fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    /// All entries with their paths.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries
            .iter()
            .map(|(path, entry)| (path.as_str(), entry))
    }

    /// The keys of the children of an inner node.
    pub(crate) fn children(&self, path: &str) -> Option<&[String]> {
        self.nodes.get(path).map(Vec::as_slice)
    }
}

fn parse<T: serde::de::DeserializeOwned>(file: &str) -> Result<T, DataError> {
    serde_json::from_str(file).map_err(|error| DataError(error.to_string()))
}

fn text<'w>(written: &'w Map<String, Value>, name: &str) -> Result<&'w str, DataError> {
    written
        .get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| DataError(format!("an entry has no {name}")))
}

/// Whether all switches named in the conditions under `member` are in the position given there.
fn applies(written: &Map<String, Value>, member: &str, switches: &Switches) -> bool {
    let conditions = written.get(member).and_then(Value::as_object);
    conditions
        .into_iter()
        .flatten()
        .all(|(name, position)| switches.position(name).as_deref() == position.as_str())
}
