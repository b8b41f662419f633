//! The commit message: whether it is needed, and a first version of it.

use serde_json::Value;
use sps_client::{Change, MessageRule, TransactionState};

use crate::changes::{Effect, Group, Location, Shown, Siblings, by_place, moves, tell};

/// How long a drafted message gets at most, in characters (M5.2).
const LONGEST_MESSAGE: usize = 200;
/// Values longer than this, in characters, are not quoted.
const LONGEST_VALUE: usize = 40;
/// So many changes of one place are named one by one.
const NAMED_PER_PLACE: usize = 3;

/// Whether the appliance wants a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageNeed {
    /// A commit without one will be refused.
    Required,
    /// A commit without one is fine.
    Optional,
    /// The appliance does not say; a refusal may follow.
    Unknown,
}

/// The need by the order of evidence: what the transaction says (8.0), else `require_commitlog` of the settings, else
/// unknown (product F7, `sps-api.md` §7.2).
pub fn message_need(state: &TransactionState, require_commitlog: Option<bool>) -> MessageNeed {
    match (&state.commit_message, require_commitlog) {
        (MessageRule::Required, _) | (MessageRule::Unknown, Some(true)) => MessageNeed::Required,
        (MessageRule::Optional, _) | (MessageRule::Unknown, Some(false)) => MessageNeed::Optional,
        (MessageRule::Unknown, None) => MessageNeed::Unknown,
    }
}

/// A message in English that says what the changelog does, in one line of at most 200 characters and without secrets;
/// empty if there are no changes (M5.2). One moved item is named, unless only its key is known.
pub fn draft_message(changes: &[Change]) -> String {
    draft_message_with(changes, &[])
}

/// The same with the names of objects that the caller knows: entries about a member or an order speak in keys.
pub fn draft_message_with(changes: &[Change], siblings: &[Siblings<'_>]) -> String {
    let names = ObjectNames::of(changes, siblings);
    let groups = by_place(tell(changes));
    let mut untold: usize = groups.iter().map(|group| group.changes.len()).sum();
    let mut message = String::new();
    for group in &groups {
        let phrase = phrase(group, &names);
        let separator = if message.is_empty() { "" } else { "; " };
        let after = untold - group.changes.len();
        let longer = format!("{message}{separator}{phrase}");
        if !message.is_empty() && length(&longer) + length(&remainder(after)) > LONGEST_MESSAGE {
            message += &remainder(untold);
            return capitalised(&message);
        }
        message = shortened(&longer, LONGEST_MESSAGE - length(&remainder(after)));
        untold = after;
    }
    capitalised(&message)
}

/// Names of objects by their address, where an entry happens to carry the whole object.
struct ObjectNames<'a> {
    told: Vec<(Location, String)>,
    siblings: &'a [Siblings<'a>],
}

impl<'a> ObjectNames<'a> {
    fn of(changes: &[Change], siblings: &'a [Siblings<'a>]) -> Self {
        let named = |change: &Change| {
            let content = change.new_value.as_ref().or(change.old_value.as_ref());
            let name = content.and_then(Value::as_object)?.get("name")?.as_str()?;
            Some((Location::read(&change.path), name.to_owned()))
        };
        Self {
            told: changes.iter().filter_map(named).collect(),
            siblings,
        }
    }

    /// The name that the caller knows for the object with this key in the list at `path`.
    fn known(&self, path: &str, key: &str) -> Option<&str> {
        let list = self.siblings.iter().find(|list| list.path == path)?;
        let known = list.names.iter().find(|(known, _)| known == key);
        known.map(|(_, name)| name.as_str())
    }

    /// An order with names instead of keys.
    fn named(&self, path: &str, keys: &[String]) -> Vec<String> {
        let name = |key: &String| self.known(path, key).unwrap_or(key).to_owned();
        keys.iter().map(name).collect()
    }

    /// The last two names of a place, an object's own name instead of its key: `management/webinterface`.
    fn label(&self, group: &Group) -> String {
        let told = self.told.iter();
        let mut told = told.filter(|(location, _)| location.names() == group.place);
        let own = told.next().map(|(_, name)| name.as_str()).or_else(|| {
            let (list, key) = group.path.rsplit_once('/')?;
            self.known(list, key)
        });
        let mut label: Vec<&str> = group.place.iter().map(String::as_str).collect();
        if let (Some(name), Some(last)) = (own, label.last_mut()) {
            *last = name;
        }
        let start = label.len().saturating_sub(2);
        quoted(&label.get(start..).unwrap_or_default().join("/"))
    }
}

fn phrase(group: &Group, names: &ObjectNames<'_>) -> String {
    let label = names.label(group);
    let mut parts: Vec<String> = Vec::new();
    let mut members: Vec<String> = Vec::new();
    for change in &group.changes {
        match &change.effect {
            Effect::Added { name, .. } => parts.push(format!("add {}", named(name.as_deref()))),
            Effect::Removed { name, .. } => {
                parts.push(format!("remove {}", named(name.as_deref())))
            }
            Effect::Changed { member, old, new } => members.push(changed(member, old, new)),
            Effect::Moved {
                member,
                old_order,
                new_order,
            } => {
                if member.is_empty() {
                    let named = |keys: &[String]| names.named(&group.path, keys);
                    let single = single_move(&named(old_order), &named(new_order));
                    parts.push(single.unwrap_or_else(|| "reorder".to_owned()));
                } else {
                    let single = single_move(old_order, new_order);
                    let how = single.unwrap_or_else(|| "reordered".to_owned());
                    members.push(format!("{} {how}", dotted(member)));
                }
            }
            Effect::Other { kind } => parts.push(quoted(kind)),
        }
    }
    let mut phrases = Vec::new();
    if !parts.is_empty() {
        phrases.push(format!("{}: {label}", listed(&parts)));
    }
    if !members.is_empty() {
        phrases.push(format!("change {label}: {}", listed(&members)));
    }
    phrases.join("; ")
}

fn changed(member: &[String], old: &Shown, new: &Shown) -> String {
    let what = if member.is_empty() {
        "value".to_owned()
    } else {
        dotted(member)
    };
    let is_switch = |value: &Shown| match value {
        Shown::Plain(text) => text == "true" || text == "false",
        Shown::Nothing => true,
        Shown::Secret => false,
    };
    match (old, new) {
        (Shown::Plain(old), Shown::Plain(new)) if old == new => format!("{what} unchanged"),
        (old, Shown::Plain(new)) if new == "true" && is_switch(old) => format!("{what} on"),
        (old, Shown::Plain(new)) if new == "false" && is_switch(old) => format!("{what} off"),
        (Shown::Secret, Shown::Secret) => format!("{what} replaced"),
        (Shown::Secret, _) => format!("{what} emptied"),
        (_, Shown::Secret) => format!("{what} set"),
        (Shown::Plain(old), Shown::Plain(new)) if is_short(old) && is_short(new) => {
            format!("{what} from {} to {}", quoted(old), quoted(new))
        }
        (_, Shown::Plain(new)) if is_short(new) => format!("{what} to {}", quoted(new)),
        (_, Shown::Plain(_)) => format!("{what} changed"),
        (_, Shown::Nothing) => format!("{what} cleared"),
    }
}

/// "move b above a", if one item moved and both have names that a person can read.
fn single_move(old: &[String], new: &[String]) -> Option<String> {
    let mut moves = moves(old, new).into_iter();
    let (Some(moved), None) = (moves.next(), moves.next()) else {
        return None;
    };
    let (way, other) = match moved.now_before.names.first() {
        Some(other) => ("above", other),
        None if moved.now_after.more == 0 => ("below", moved.now_after.names.last()?),
        None => return None,
    };
    // Keys have 20 characters and more (`sps-api.md` §3.4).
    let is_name = |text: &str| length(text) < 20;
    (is_name(&moved.item) && is_name(other))
        .then(|| format!("move {} {way} {}", quoted(&moved.item), quoted(other)))
}

fn named(name: Option<&str>) -> String {
    name.map_or_else(|| "an object".to_owned(), quoted)
}

fn dotted(member: &[String]) -> String {
    quoted(&member.join("."))
}

/// The first few, and how many more.
fn listed(parts: &[String]) -> String {
    let shown = parts.get(..NAMED_PER_PLACE).unwrap_or(parts);
    let rest = parts.len() - shown.len();
    let tail = if rest > 0 {
        format!(" and {rest} more")
    } else {
        String::new()
    };
    format!("{}{tail}", shown.join(", "))
}

fn remainder(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "; 1 more change".to_owned(),
        count => format!("; {count} more changes"),
    }
}

/// One line whatever the appliance sent: the message is shown in a table of the history.
fn quoted(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn is_short(text: &str) -> bool {
    length(text) <= LONGEST_VALUE
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn shortened(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    text.chars()
        .take(most.saturating_sub(1))
        .chain(['…'])
        .collect()
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .into_iter()
        .map(|first| first.to_ascii_uppercase())
        .chain(characters)
        .collect()
}
