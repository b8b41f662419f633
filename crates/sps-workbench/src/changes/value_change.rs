//! How one value changed: a scalar, a long text, or a secret of which only the fate is told (product M6.2, M6.4).

use serde_json::Value;

use super::read::Leaf;
use super::shown::Shown;
use super::tell::sides;
use super::words::{Piece, word_diff};

/// Texts from this length on, in bytes, and all texts of several lines are compared word by word.
const LONG_TEXT: usize = 60;

/// How a value changed.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueChange {
    /// One short value became another; one side may be missing.
    Scalar {
        /// What was there.
        old: Shown,
        /// What is there now.
        new: Shown,
    },
    /// A long text became another.
    Text(Vec<Piece>),
    /// A secret, of which only the fate is told.
    Secret(SecretChange),
    /// The entry changed nothing (M6.6).
    Nothing(Shown),
    /// The appliance tells neither side.
    Untold,
}

/// What happened to a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretChange {
    /// There was none; now there is.
    Set,
    /// There is another one now.
    Replaced,
    /// It is the same.
    Unchanged,
    /// It is gone or empty.
    Emptied,
    /// The entry looks as if nothing changed, but the appliance hides a secret in it on both sides: that one may have.
    Hidden,
}

impl ValueChange {
    pub(super) fn of(leaf: &Leaf) -> Self {
        match sides(leaf) {
            (Shown::Nothing, Shown::Nothing) if leaf.old.is_none() && leaf.new.is_none() => {
                Self::Untold
            }
            (Shown::Secret, Shown::Secret) => Self::Secret(leaf.fate()),
            (Shown::Secret, Shown::Nothing) => Self::Secret(SecretChange::Emptied),
            (Shown::Nothing, Shown::Secret) => Self::Secret(SecretChange::Set),
            (old, new) if leaf.old == leaf.new => {
                if old == Shown::Nothing && leaf.is_secret {
                    Self::Secret(SecretChange::Unchanged)
                } else if leaf.new.as_ref().is_some_and(|value| hides(value, false)) {
                    Self::Secret(SecretChange::Hidden)
                } else {
                    Self::Nothing(new)
                }
            }
            (Shown::Plain(old), Shown::Plain(new)) if is_text(leaf) && is_long(&old, &new) => {
                Self::Text(word_diff(&old, &new))
            }
            (old, new) => Self::Scalar { old, new },
        }
    }
}

fn is_text(leaf: &Leaf) -> bool {
    matches!(
        (&leaf.old, &leaf.new),
        (Some(Value::String(_)), Some(Value::String(_)))
    )
}

fn is_long(old: &str, new: &str) -> bool {
    let is_long = |text: &str| text.len() >= LONG_TEXT || text.contains('\n');
    is_long(old) || is_long(new)
}

impl Leaf {
    fn fate(&self) -> SecretChange {
        let is_hidden = |value: &Option<Value>| {
            let text = value.as_ref().and_then(Value::as_str);
            text.is_some_and(crate::secret::is_mask)
        };
        // Left out, or the same mask twice: that the appliance made an entry of it tells that it was replaced.
        if self.old != self.new || self.old.is_none() || is_hidden(&self.old) {
            SecretChange::Replaced
        } else {
            SecretChange::Unchanged
        }
    }
}

/// Whether a mask stands somewhere in the content: what looks the same on both sides may differ there.
fn hides(value: &Value, around: bool) -> bool {
    match value {
        Value::String(text) => around && crate::secret::is_mask(text),
        Value::Array(items) => items.iter().any(|item| hides(item, around)),
        Value::Object(members) => members.iter().any(|(name, member)| {
            hides(
                member,
                crate::secret::is_secret_member(members, name, around),
            )
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
