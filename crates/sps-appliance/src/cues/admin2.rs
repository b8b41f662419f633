//! The second administrator: what `admin2` changes when a conflict is wanted.

use serde_json::Value;

use crate::configuration::{Address, Catalogue, Store, check, check_references, other_values};
use crate::transaction::Transaction;

/// The name of the second administrator.
pub(crate) const NAME: &str = "admin2";
/// Changed where there is no open transaction to be in conflict with.
const GIVEN: &str = "/api/configuration/management/email";
const GIVEN_MEMBER: &str = "alerting_address";

/// A change to `live`: where, the whole new body, and the place in it for people.
pub(crate) struct Change {
    pub(crate) address: Address,
    pub(crate) body: Value,
    pub(crate) place: String,
}

/// A valid change to a leaf that `transaction` changed too, to another value; else to a fixed leaf.
///
/// A boolean has no third value: where nothing else was changed, the fixed leaf is taken.
pub(crate) fn conflicting_change(
    transaction: Option<&Transaction>,
    catalogue: &Catalogue,
    live: &Store,
) -> Option<Change> {
    let changed: Vec<_> = transaction
        .into_iter()
        .flat_map(Transaction::changed)
        .collect();
    let same_leaf = changed
        .into_iter()
        .rev()
        .find_map(|(address, before, after)| {
            let mut leaves = Vec::new();
            differing(before?, after, &mut Vec::new(), &mut leaves);
            leaves
                .iter()
                .find_map(|leaf| other_leaf(address, leaf, after, catalogue, live))
        });
    same_leaf.or_else(|| given(live))
}

/// The paths of the leaves that differ; all of them where the object was deleted.
fn differing(
    before: &Value,
    after: Option<&Value>,
    path: &mut Vec<String>,
    leaves: &mut Vec<Vec<String>>,
) {
    if Some(before) == after {
        return;
    }
    let (Value::Object(members), true) = (before, after.is_none_or(Value::is_object)) else {
        leaves.push(path.clone());
        return;
    };
    for (name, value) in members.iter().filter(|(name, _)| *name != "@order") {
        path.push(name.clone());
        match after {
            // A member that is gone belongs to another variant of a union now.
            Some(after) if after.get(name).is_none() => {}
            Some(after) => differing(value, after.get(name), path, leaves),
            None => differing(value, None, path, leaves),
        }
        path.pop();
    }
}

fn other_leaf(
    address: &Address,
    leaf: &[String],
    mine: Option<&Value>,
    catalogue: &Catalogue,
    live: &Store,
) -> Option<Change> {
    let shape = catalogue.entry(&address.path)?.shape();
    let theirs = live.get(address)?;
    let pointer: String = leaf.iter().map(|name| format!("/{name}")).collect();
    let mine = mine.and_then(|mine| mine.pointer(&pointer));
    other_values(shape, theirs, leaf)
        .into_iter()
        .filter(|value| Some(value) != mine)
        .find_map(|value| {
            let mut body = theirs.clone();
            *body.pointer_mut(&pointer)? = value;
            check(shape, &body, "").ok()?;
            check_references(catalogue, live, address, shape, &body).ok()?;
            let place = format!("{}{pointer}", address.href());
            Some(Change {
                address: address.clone(),
                body,
                place,
            })
        })
}

fn given(live: &Store) -> Option<Change> {
    let address = Address::resource(GIVEN);
    let mut body = live.get(&address)?.clone();
    let member = body.get_mut(GIVEN_MEMBER)?;
    let first = Value::from("admin2@example.org");
    *member = if *member == first {
        "alerts-of-admin2@example.org".into()
    } else {
        first
    };
    Some(Change {
        address,
        body,
        place: format!("{GIVEN}/{GIVEN_MEMBER}"),
    })
}
