//! Secrets cut out of what is kept: a mark stands in their place (product M3.6, F19).

use serde_json::{Map, Value};

use crate::document::{Pointer, is_reference};
use crate::secret::{is_secret_member, is_secret_name, is_secret_text, text_with_json};
use sps_client::document::reference;

/// The one member of a mark. Members with `@` are the appliance's own (`@order`, `sps-api.md` §8.4), and this one is none.
const MARK: &str = "@secret";
const UNCHANGED: &str = "unchanged";
const SET: &str = "set";

/// What a mark says of the secret that stood there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It was there before, and the person left it alone.
    Unchanged,
    /// The person set it: it has to be entered again.
    Set,
}

impl Cut {
    /// The mark that stands for the secret.
    pub(crate) fn mark(self) -> Value {
        let word = match self {
            Self::Unchanged => UNCHANGED,
            Self::Set => SET,
        };
        Value::Object(Map::from_iter([(MARK.to_owned(), Value::from(word))]))
    }
}

/// What the mark at this value says; `None` if the value is no mark.
pub fn cut_at(value: &Value) -> Option<Cut> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    match members.get(MARK)?.as_str()? {
        UNCHANGED => Some(Cut::Unchanged),
        SET => Some(Cut::Set),
        _ => None,
    }
}

/// Whether the value is the mark of a secret that was cut out.
pub fn is_cut(value: &Value) -> bool {
    cut_at(value).is_some()
}

/// The content with a mask in the place of every mark, as if the appliance had hidden the secret: for files and changelogs,
/// which know no marks. A secret that was set has a mask of its own, so that it shows as a change.
pub fn without_marks(value: &Value) -> Value {
    match cut_at(value) {
        Some(Cut::Unchanged) => Value::from("********"),
        Some(Cut::Set) => Value::from("*********"),
        None => match value {
            Value::Array(items) => items.iter().map(without_marks).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| (name.clone(), without_marks(member)))
                .collect::<Map<_, _>>()
                .into(),
            other => other.clone(),
        },
    }
}

/// Whether everything below `path` is secret, such as what is written to `…/passwords` (`sps-api.md` §8.5).
pub(super) fn is_secret_path(path: &str) -> bool {
    path.split(['/', '#']).any(is_secret_name)
}

/// Whether a text that equals this key can only be that key: short ones may stand for anything.
// ASSUMPTION: made keys are hexadecimal or UUIDs of at least 8 characters (`sps-api.md` §3.4); built-in ones such as
// `-100` can neither be created nor deleted.
pub(crate) fn key_may_stand(key: &str) -> bool {
    key.len() >= 8
}

/// What was read, without its secrets; references stay.
pub(super) fn cut_base(base: &Value, around: bool) -> Value {
    let keep = Keep {
        keys: &[],
        otherwise: Cut::Unchanged,
    };
    keep.cut(base, None, around)
}

/// What was made of `base`, without its secrets. `keys` are objects that this journal knows to have been created, so that
/// the key of a new password is no secret, although its member is called `password`.
pub(super) fn cut_edit(edit: &Value, base: Option<&Value>, keys: &[&str], around: bool) -> Value {
    let keep = Keep {
        keys,
        otherwise: Cut::Set,
    };
    keep.cut(edit, base, around)
}

struct Keep<'a> {
    keys: &'a [&'a str],
    otherwise: Cut,
}

impl Keep<'_> {
    fn cut(&self, value: &Value, base: Option<&Value>, around: bool) -> Value {
        match value {
            Value::String(text) => self.cut_text(text, base, around),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(position, item)| {
                    let before = base.and_then(|base| base.get(position));
                    self.cut(item, before, around)
                })
                .collect(),
            Value::Object(_) if is_reference(value) || is_cut(value) => value.clone(),
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| {
                    let before = base.and_then(|base| base.get(name));
                    let around = is_secret_member(members, name, around);
                    (name.clone(), self.cut(member, before, around))
                })
                .collect::<Map<_, _>>()
                .into(),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    fn cut_text(&self, text: &str, base: Option<&Value>, around: bool) -> Value {
        let is_secret = match text_with_json(text) {
            Some(inner) => self.cut(&inner, None, around) != inner,
            None => !text.is_empty() && (around || is_secret_text(text)),
        };
        let is_key = || {
            self.keys.contains(&text)
                || base
                    .and_then(reference)
                    .is_some_and(|(key, _)| key == text && !is_secret_text(text))
        };
        if !is_secret || is_key() {
            return Value::String(text.to_owned());
        }
        if base.and_then(Value::as_str) == Some(text) {
            return Cut::Unchanged.mark();
        }
        self.otherwise.mark()
    }
}

/// `later` written over `earlier`: a secret that was set first and left alone then is still a secret that was set.
pub(crate) fn covered(earlier: &Value, later: &Value) -> Value {
    match (earlier, later) {
        (earlier, later) if cut_at(later) == Some(Cut::Unchanged) && is_cut(earlier) => {
            earlier.clone()
        }
        (Value::Object(before), Value::Object(after)) if !is_cut(later) => after
            .iter()
            .map(|(name, value)| {
                let value = match before.get(name) {
                    Some(earlier) => covered(earlier, value),
                    None => value.clone(),
                };
                (name.clone(), value)
            })
            .collect::<Map<_, _>>()
            .into(),
        (Value::Array(before), Value::Array(after)) => after
            .iter()
            .enumerate()
            .map(|(position, value)| match before.get(position) {
                Some(earlier) => covered(earlier, value),
                None => value.clone(),
            })
            .collect(),
        (_, later) => later.clone(),
    }
}

/// Where marks stand: the secrets to enter before this can be sent.
pub(crate) fn places_to_fill(value: &Value) -> Vec<Pointer> {
    let mut found = Vec::new();
    find(&Pointer::root(), value, &mut found);
    found
}

fn find(at: &Pointer, value: &Value, found: &mut Vec<Pointer>) {
    match value {
        value if is_cut(value) => found.push(at.clone()),
        Value::Object(members) => {
            for (name, member) in members {
                find(&at.child(name), member, found);
            }
        }
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                find(&at.child(&position.to_string()), item, found);
            }
        }
        _ => {}
    }
}
