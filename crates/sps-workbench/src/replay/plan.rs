//! The plan: every kept change beside what is there now. It is a value; nothing is sent by making it.

use serde_json::Value;
use sps_client::document::is_secret_name;
use sps_client::{Error, Refusal};

use super::fresh::{Found, Fresh, last_segment, newly_used};
use super::item::{Item, Since};
use super::net::{Net, net};
use crate::document::{Pointer, ignored_members};
use crate::journal::{Cut, Entry, KeptDraft, Method, cut_at, is_cut};
use crate::merge::{Merge, Verdict};

/// What a replay would do.
pub struct Plan {
    /// The changes, in the order they are staged.
    pub items: Vec<Item>,
    /// Entries that come to nothing: an object that was created and deleted again.
    pub(super) nothing: Vec<u64>,
}

impl Plan {
    /// A plan of these items alone, to look at while the plan they come from is run.
    pub fn of(items: Vec<Item>) -> Self {
        Self {
            items,
            nothing: Vec::new(),
        }
    }

    /// Compares kept writes with what is there now. What was not read counts as unread.
    pub fn new(entries: &[&Entry], fresh: &[Fresh]) -> Self {
        let netted = net(entries);
        let made: Vec<String> = netted
            .changes
            .iter()
            .filter_map(|net| net.created.clone())
            .collect();
        let gone = gone(&netted.changes, fresh);
        let item = |net: Net| {
            if made.iter().any(|key| key == last_segment(&net.path)) {
                // Created by an item before: what is there is what that one makes.
                let merge = merged(&net, net.base.clone(), &gone);
                let mut item = Item::new(net, Since::Unchanged, merge);
                item.is_of_new_object = true;
                return item;
            }
            let reading = fresh.iter().find(|fresh| fresh.path == net.path);
            match (net.method, reading.map(|fresh| &fresh.found)) {
                (Method::Create, Some(Found::List(list))) => creation(net, list, &gone),
                // A list that can be written and not read: passwords and private keys (`sps-api.md` §8.5).
                (
                    Method::Create,
                    Some(Found::Unread(Error::NotAllowed(_) | Error::LacksRight(_))),
                ) => {
                    let merge = merged(&net, None, &gone);
                    Item::new(net, Since::Unchanged, merge)
                }
                (_, Some(Found::Object(theirs))) => {
                    let merge = merged(&net, Some(theirs.clone()), &gone);
                    let since = if merge.is_touched_by_others() {
                        Since::Changed
                    } else {
                        Since::Unchanged
                    };
                    Item::new(net, since, merge)
                }
                (_, Some(Found::Nothing)) => {
                    let merge = merged(&net, None, &gone);
                    Item::new(net, Since::Gone, merge)
                }
                // The members of a node, or a list where an object was: not the thing that was changed.
                (_, Some(Found::List(_))) => unread(net, "a list stands where an object was"),
                (_, Some(Found::Unread(error))) => {
                    let merge = merged(&net, net.base.clone(), &gone);
                    Item::new(net, Since::Unread(error.clone()), merge)
                }
                (_, None) => unread(net, "it was not read"),
            }
        };
        Self {
            items: netted.changes.into_iter().map(item).collect(),
            nothing: netted.nothing,
        }
    }
}

impl Plan {
    /// Adds what a refused commit says of conflicts: secrets that the person set are conflicts where the refusal names
    /// them. What stood there before is not kept, so the values alone cannot tell. Where the refusal names nothing and
    /// nothing else is in conflict, every such secret is one: nobody's change is overwritten unasked.
    pub fn suspect(&mut self, refusal: &Refusal) {
        let named = paths_named(refusal.details.as_ref());
        let has_conflicts = self
            .items
            .iter()
            .any(|item| !item.merge.conflicts().is_empty());
        let is_blind = named.is_empty() && !has_conflicts;
        for item in &mut self.items {
            let path = item.net.path.trim_end_matches('/').to_owned();
            let places = item.merge.places().iter();
            let set: Vec<Pointer> = places
                .filter(|place| place.verdict == Verdict::MineOnly)
                .filter(|place| place.theirs.is_some())
                .filter(|place| place.mine.as_ref().and_then(cut_at) == Some(Cut::Set))
                .filter(|place| place.before.as_ref().is_some_and(is_cut))
                .filter(|place| is_blind || named.contains(&format!("{path}{}", place.at)))
                .map(|place| place.at.clone())
                .collect();
            if !set.is_empty() {
                item.merge.suspect(set);
                item.since = Since::Changed;
            }
        }
    }
}

/// The addresses that the details of a refusal name. No guide says that they do (product F8); where they do, it helps.
fn paths_named(details: Option<&Value>) -> Vec<String> {
    match details {
        Some(Value::String(text)) if text.starts_with("/api/") => vec![text.replace('#', "/")],
        Some(Value::Array(items)) => items
            .iter()
            .flat_map(|item| paths_named(Some(item)))
            .collect(),
        Some(Value::Object(members)) => members
            .values()
            .flat_map(|member| paths_named(Some(member)))
            .collect(),
        _ => Vec::new(),
    }
}

fn unread(net: Net, why: &str) -> Item {
    let merge = merged(&net, net.base.clone(), &[]);
    let error = crate::commit::contradiction(why);
    Item::new(net, Since::Unread(error), merge)
}

/// Keys of objects that are newly used and no longer there.
fn gone(changes: &[Net], fresh: &[Fresh]) -> Vec<String> {
    changes
        .iter()
        .flat_map(|net| newly_used(net.base.as_ref(), net.body.as_ref()))
        .filter(|(_, href)| {
            let reading = fresh.iter().find(|fresh| fresh.path == *href);
            reading.is_some_and(|fresh| fresh.found == Found::Nothing)
        })
        .map(|(key, _)| key)
        .collect()
}

pub(super) fn merged(net: &Net, theirs: Option<Value>, gone: &[String]) -> Merge {
    let is_secret = net.path.split('/').any(is_secret_name);
    let (before, mine) = (net.base.clone(), net.body.clone());
    Merge::knowing(before, theirs, mine, gone.to_vec(), is_secret)
}

/// A creation beside the list as it is now: an object of that name may be there already.
fn creation(net: Net, list: &[(String, Option<Value>)], gone: &[String]) -> Item {
    let namesake = net.body.as_ref().and_then(|body| namesake(list, body));
    let Some((key, theirs)) = namesake else {
        let merge = merged(&net, None, gone);
        return Item::new(net, Since::Unchanged, merge);
    };
    let (key, theirs) = (key.to_owned(), theirs.clone());
    // What the appliance added by itself is no difference.
    let is_same = net
        .body
        .as_ref()
        .is_some_and(|mine| ignored_members(mine, &theirs).is_empty());
    let merge = if is_same {
        Merge::new(None, Some(theirs.clone()), Some(theirs))
    } else {
        merged(&net, Some(theirs), gone)
    };
    let mut item = Item::new(net, Since::Changed, merge);
    item.namesake = Some(key);
    item
}

/// The object of the list that has the name of `body`.
pub(super) fn namesake<'a>(
    list: &'a [(String, Option<Value>)],
    body: &Value,
) -> Option<(&'a str, &'a Value)> {
    let name = body.get("name").filter(|name| name.is_string())?;
    list.iter().find_map(|(key, listed)| {
        let listed = listed.as_ref()?;
        (listed.get("name") == Some(name)).then_some((key.as_str(), listed))
    })
}

/// A kept draft beside what is there now: the page goes on editing the result. A draft of an object that is not created
/// yet is as it was.
pub fn draft_merge(draft: &KeptDraft, found: &Found) -> Merge {
    let theirs = match found {
        Found::Object(theirs) => Some(theirs.clone()),
        Found::Nothing => None,
        Found::List(_) | Found::Unread(_) => Some(draft.base.clone()),
    };
    let is_secret = draft.path.split('/').any(is_secret_name);
    let (before, mine) = (Some(draft.base.clone()), Some(draft.current.clone()));
    Merge::knowing(before, theirs, mine, Vec::new(), is_secret)
}
