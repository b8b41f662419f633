//! The appliance's reasons for a refusal, brought to the fields they are about.
//!
//! The form of `error.details` is not documented (`sps-api.md` §4.3), so it is read by what its members are called and
//! by which places of the sent document their texts name. No English sentence is interpreted.

use serde_json::Value;
use sps_client::Refusal;

use crate::document::{Pointer, index};

/// Members that name a place.
// ASSUMPTION: one of these; `property`, `path` and `paths` are those of `sps-api.md` §4.3.
const PLACES: [&str; 8] = [
    "property",
    "path",
    "paths",
    "field",
    "member",
    "pointer",
    "attribute",
    "parameter",
];

/// Members that say what is wrong there, the most particular first.
// ASSUMPTION: one of these, in any letter case; `reason` and `message` are those of `sps-api.md` §4.3.
const WORDS: [&str; 5] = ["reason", "message", "description", "detail", "text"];

/// Members below which the names of the sent members stand, each with its reasons: `{"errors":{"timeout":["…"]}}`.
const BY_NAME: [&str; 4] = ["errors", "fields", "members", "properties"];

/// Details deeper than this are not looked into.
const DEEPEST: usize = 12;

/// What a refusal says, by place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Places of the document that was sent, each with the appliance's own words; empty where it has none. In the order
    /// of the details.
    pub fields: Vec<(Pointer, String)>,
    /// Other resources that are named, such as those that use what should be deleted; each with the words about it.
    pub elsewhere: Vec<(String, String)>,
}

/// The reasons in a refusal of `sent`; null for a deletion. What names no place is in neither list: the refusal as a
/// whole tells it.
pub fn reasons(refusal: &Refusal, sent: &Value) -> Reasons {
    let mut reading = Reading {
        own: refusal.path.as_str(),
        sent,
        found: Reasons::default(),
    };
    if let Some(details) = &refusal.details {
        let words = refusal.message.as_deref().unwrap_or_default();
        reading.walk(details, words, false, 0);
    }
    reading.found
}

struct Reading<'a> {
    /// The path of the refused request.
    own: &'a str,
    sent: &'a Value,
    found: Reasons,
}

impl Reading<'_> {
    /// Looks at a part of the details. `words` are those around it; `by_name`: its members are named like those sent.
    fn walk(&mut self, part: &Value, words: &str, by_name: bool, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        let members = match part {
            Value::Array(items) => {
                for item in items {
                    self.walk(item, words, false, depth + 1);
                }
                return;
            }
            Value::Object(members) => members,
            _ => return,
        };
        let own_words = WORDS.into_iter().find_map(|wanted| {
            let (_, words) = members.iter().find(|(name, words)| {
                name.eq_ignore_ascii_case(wanted) && words.is_string() && !by_name
            })?;
            words.as_str()
        });
        let words = own_words.unwrap_or(words);
        for (name, value) in members {
            if by_name {
                let mut told = false;
                for text in texts(value) {
                    told |= self.note_member(name, text);
                }
                if told {
                    continue;
                }
            } else if is_one_of(&PLACES, name) {
                let mut named = false;
                for place in texts(value) {
                    named = true;
                    self.note(place, words);
                }
                if named {
                    continue;
                }
            }
            let by_name = is_one_of(&BY_NAME, name) && value.is_object();
            self.walk(value, words, by_name, depth + 1);
        }
    }

    fn note_member(&mut self, name: &str, words: &str) -> bool {
        match place_in(self.sent, name) {
            Some((at, true)) => {
                add(&mut self.found.fields, at, words);
                true
            }
            _ => false,
        }
    }

    /// A text that names a place: in the document, of another resource, or of nothing known.
    fn note(&mut self, place: &str, words: &str) {
        if let Some(inside) = self.inside(place) {
            // Behind the resource's own address everything is in the document, be it still there or not.
            if let Some((at, _)) = place_in(self.sent, inside) {
                add(&mut self.found.fields, at, words);
            }
            return;
        }
        let is_address = place.contains('/');
        match place_in(self.sent, place) {
            // Half a way counts for `listen.port`, not for the address of a resource that begins like a member.
            Some((at, is_whole)) if is_whole || !is_address => {
                add(&mut self.found.fields, at, words);
            }
            _ if is_address && !place.contains(char::is_whitespace) => {
                let path = place.split('#').next().unwrap_or_default();
                let path = if path.starts_with("/api/") {
                    path.to_owned()
                } else {
                    // As in the guide's sample (`sps-api.md` §4.1).
                    String::from("/api/configuration/") + path.trim_start_matches('/')
                };
                add(&mut self.found.elsewhere, path, words);
            }
            _ => {}
        }
    }

    /// What follows the resource's own address; `None` if the text does not begin with it.
    fn inside<'t>(&self, place: &'t str) -> Option<&'t str> {
        let short = self.own.strip_prefix("/api/configuration/");
        [Some(self.own), short]
            .into_iter()
            .flatten()
            .filter_map(|own| place.strip_prefix(own))
            .find(|rest| rest.is_empty() || rest.starts_with(SEPARATORS))
    }
}

/// A text once for a place.
fn add<P: PartialEq>(list: &mut Vec<(P, String)>, place: P, words: &str) {
    if !list
        .iter()
        .any(|(known, told)| *known == place && told == words)
    {
        list.push((place, words.to_owned()));
    }
}

/// The texts of a member: one, or a list of them.
fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let one = value.as_str();
    let many = value.as_array().into_iter().flatten();
    one.into_iter().chain(many.filter_map(Value::as_str))
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// What may stand between two names: `listen.0.port`, `listen[0].port`, `/listen/0/port`, `#listen/0`.
const SEPARATORS: [char; 5] = ['.', '/', '[', ']', '#'];

/// The deepest place of `document` that a text leads to, and whether it is all of the way; `None` if it does not lead
/// beyond the root.
fn place_in(document: &Value, text: &str) -> Option<(Pointer, bool)> {
    let mut value = document;
    let mut at = Pointer::root();
    let mut rest = text.trim_start_matches("$.").trim_start_matches(SEPARATORS);
    while !rest.is_empty() {
        let step = match value {
            Value::Object(members) => members
                .iter()
                .filter(|(name, _)| !name.is_empty() && leads(rest, name))
                // A name may hold a separator, such as the address in `nic1.interfaces`.
                .max_by_key(|(name, _)| name.len())
                .map(|(name, inner)| (name.len(), inner, at.child(name))),
            Value::Array(items) => {
                let end = rest.find(SEPARATORS).unwrap_or(rest.len());
                let number = rest.get(..end).unwrap_or_default();
                index(number)
                    .and_then(|number| items.get(number))
                    .map(|inner| (end, inner, at.child(number)))
            }
            _ => None,
        };
        let Some((length, inner, place)) = step else {
            break;
        };
        (value, at) = (inner, place);
        rest = rest
            .get(length..)
            .unwrap_or_default()
            .trim_start_matches(SEPARATORS);
    }
    (!at.segments().is_empty()).then_some((at, rest.is_empty()))
}

/// Whether a text begins with this name as a whole.
fn leads(text: &str, name: &str) -> bool {
    text.strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(SEPARATORS))
}
