//! What of a place may be seen: its three values as a table shows them, never a secret.

use serde_json::{Map, Value};

use super::order::names_of;
use super::place::Place;
use crate::changes::{Move, moves};
use crate::document::ORDER;
use crate::journal::{Cut, cut_at, is_cut};
use crate::secret::{MASK, is_secret_text, masked};

/// Which of the three values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// What was read before.
    Before,
    /// What is there now.
    Theirs,
    /// What the person made of it.
    Mine,
}

/// A value as a table shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// There is none: the place does not exist on this side.
    Absent,
    /// There is none: null.
    Null,
    /// There is one, and it is secret.
    Secret,
    /// A secret that the person set; it was not kept and has to be entered again.
    SecretSet,
    /// A text, a number or a switch as it is.
    Text(String),
    /// An object or a list as indented JSON, its secrets masked.
    Json(String),
    /// The order of a list or of an ordered map, and what moved in it since [`Column::Before`].
    Order {
        /// The names of the items.
        names: Vec<String>,
        /// The moves; none before.
        moves: Vec<Move>,
    },
}

impl Place {
    /// The value of a column; `None` where there is none.
    pub fn value(&self, column: Column) -> Option<&Value> {
        match column {
            Column::Before => self.before.as_ref(),
            Column::Theirs => self.theirs.as_ref(),
            Column::Mine => self.mine.as_ref(),
        }
    }

    /// Whether this is the order of a list or of an ordered map.
    pub fn is_order(&self) -> bool {
        self.at.segments().last().is_some_and(|last| last == ORDER)
    }

    /// A column as it may be shown.
    pub fn seen(&self, column: Column) -> Seen {
        let Some(value) = self.value(column) else {
            return Seen::Absent;
        };
        if self.is_order()
            && let Some(names) = names_of(value)
        {
            let before = self.before.as_ref().and_then(names_of).unwrap_or_default();
            let moves = match column {
                Column::Before => Vec::new(),
                Column::Theirs | Column::Mine => moves(&before, &names),
            };
            return Seen::Order { names, moves };
        }
        match value {
            value if cut_at(value) == Some(Cut::Set) => Seen::SecretSet,
            value if is_cut(value) => Seen::Secret,
            Value::Null => Seen::Null,
            Value::String(text) if self.is_secret && text.is_empty() => Seen::Null,
            Value::String(text) if self.is_secret || is_secret_text(text) => Seen::Secret,
            Value::Array(_) | Value::Object(_) => {
                Seen::Json(format!("{:#}", masked(&unmarked(value), self.is_secret)))
            }
            _ if self.is_secret => Seen::Secret,
            Value::String(text) => Seen::Text(text.clone()),
            other => Seen::Text(other.to_string()),
        }
    }
}

/// The value with the usual mask in place of every mark of the journal.
fn unmarked(value: &Value) -> Value {
    match value {
        value if is_cut(value) => Value::String(MASK.to_owned()),
        Value::Array(items) => items.iter().map(unmarked).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), unmarked(member)))
            .collect::<Map<_, _>>()
            .into(),
        scalar => scalar.clone(),
    }
}
