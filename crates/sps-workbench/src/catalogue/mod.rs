//! What the documents say about resources, as data: labels, help, units, limits, choices, the forms of unions, what a
//! reference refers to.
//!
//! The form works without it; with it, it is kinder. The file is `public/catalogue.json`, loaded when the first form
//! opens; its sources are named in it. Nothing in it is trusted more than the appliance: a value it does not know stays.

mod check;
mod find;
mod hint;
mod way;

use serde_json::Value;

pub use self::check::{ValueProblem, check};
pub use self::find::FoundFields;
pub use self::hint::{Case, Choice, Hint, Union};
pub use self::way::Way;
use crate::document::Pointer;

/// The file cannot be used; forms go on without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// It is no JSON.
    #[error("the catalogue is no JSON")]
    NotJson,
    /// It is of another version than this console.
    #[error("the catalogue is of another version")]
    OtherVersion,
}

/// The version of the file that this reader knows.
const VERSION: u64 = 1;

/// Where configuration begins; paths in the file are below it.
const ROOT: &str = "/api/configuration/";

/// The documented resources.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    file: Value,
}

impl Catalogue {
    /// Reads the file.
    ///
    /// # Errors
    /// [`CatalogueError`] if it cannot be used.
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        let file: Value = serde_json::from_str(text).map_err(|_| CatalogueError::NotJson)?;
        if file.get("version").and_then(Value::as_u64) != Some(VERSION) {
            return Err(CatalogueError::OtherVersion);
        }
        Ok(Self { file })
    }

    /// What is known of a resource, by its path on the appliance; an object of a list is found under `LIST/*`.
    pub fn resource(&self, path: &str) -> Option<Hint<'_>> {
        let path = path.strip_prefix(ROOT)?.trim_end_matches('/');
        let resources = self.file.get("resources")?;
        let mut node = match resources.get(path) {
            Some(node) => node,
            None => {
                let (list, _) = path.rsplit_once('/')?;
                resources.get(format!("{list}/*"))?
            }
        };
        // The protocols share most of their shapes.
        if let Some(same) = node.get("same").and_then(Value::as_str) {
            node = resources.get(same)?;
        }
        Some(Hint::new(&self.file, node))
    }

    /// Whether the documents know this path as an object of a list.
    pub fn is_object(&self, path: &str) -> bool {
        let place = path
            .strip_prefix(ROOT)
            .and_then(|path| path.trim_end_matches('/').rsplit_once('/'));
        let resources = self.file.get("resources");
        place
            .zip(resources)
            .is_some_and(|((list, _), resources)| resources.get(format!("{list}/*")).is_some())
    }

    /// What is known of one place in a resource that holds `content`.
    pub fn at<'a>(&'a self, path: &str, content: &Value, at: &Pointer) -> Option<Hint<'a>> {
        self.resource(path)?.below(content, at)
    }
}
