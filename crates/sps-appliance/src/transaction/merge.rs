//! The three-way merge on leaf level: what this transaction changed, what others committed since it
//! was opened, and the configuration both began with.
//!
//! ASSUMPTION: the documents say that SPS tries to merge (`sps-api.md` §7.1), not at which level.

use serde_json::{Map, Value};

use super::Transaction;
use crate::configuration::Store;

impl Transaction {
    /// The live configuration with the changes of this transaction.
    ///
    /// # Errors
    /// The absolute paths that both sides changed differently.
    pub(super) fn merge(&self, live: &Store) -> Result<Store, Vec<String>> {
        let mut merged = live.clone();
        let mut conflicts = Vec::new();
        for (address, base, mine) in self.changed() {
            match merge_value(
                &address.href(),
                base,
                mine,
                live.get(address),
                &mut conflicts,
            ) {
                Some(value) => merged.set(address, value),
                None => merged.remove(address),
            }
        }
        for (list, old_order, new_order) in self.reordered() {
            // Nobody else may have moved what both began with.
            let theirs = live.list(list).map(|objects| {
                let kept = objects.keys().filter(|key| old_order.contains(key));
                kept.cloned().collect::<Vec<_>>()
            });
            let moved = theirs.is_some_and(|theirs| {
                let base = old_order.iter().filter(|key| theirs.contains(key));
                !base.eq(theirs.iter()) && theirs != new_order
            });
            if moved {
                conflicts.push(list.to_owned());
            }
            merged.rearrange(list, &new_order);
        }
        if conflicts.is_empty() {
            Ok(merged)
        } else {
            Err(conflicts)
        }
    }
}

/// One place merged; where both changed it differently, the path joins `conflicts` and theirs stays.
fn merge_value(
    path: &str,
    base: Option<&Value>,
    mine: Option<&Value>,
    theirs: Option<&Value>,
    conflicts: &mut Vec<String>,
) -> Option<Value> {
    if theirs == base || theirs == mine {
        return mine.cloned();
    }
    if mine == base {
        return theirs.cloned();
    }
    if let (Some(Value::Object(base)), Some(Value::Object(mine)), Some(Value::Object(theirs))) =
        (base, mine, theirs)
    {
        return Some(Value::Object(merge_members(
            path, base, mine, theirs, conflicts,
        )));
    }
    conflicts.push(path.to_owned());
    theirs.cloned()
}

fn merge_members(
    path: &str,
    base: &Map<String, Value>,
    mine: &Map<String, Value>,
    theirs: &Map<String, Value>,
    conflicts: &mut Vec<String>,
) -> Map<String, Value> {
    let mut merged = Map::new();
    let added = mine.keys().filter(|name| !theirs.contains_key(*name));
    for name in theirs.keys().chain(added) {
        let place = format!("{path}/{name}");
        let sides = (base.get(name), mine.get(name), theirs.get(name));
        let value = match sides {
            (Some(base), Some(mine), Some(theirs)) if name == "@order" => {
                merge_order(base, mine, theirs).or_else(|| {
                    merge_value(&place, Some(base), Some(mine), Some(theirs), conflicts)
                })
            }
            (base, mine, theirs) => merge_value(&place, base, mine, theirs, conflicts),
        };
        if let Some(value) = value {
            merged.insert(name.clone(), value);
        }
    }
    merged
}

/// Two orders of which at most one moved what both began with: that one's order, with the ids the
/// other added at the end and without those it removed.
fn merge_order(base: &Value, mine: &Value, theirs: &Value) -> Option<Value> {
    let (base, mine, theirs) = (base.as_array()?, mine.as_array()?, theirs.as_array()?);
    let keeps_order = |side: &[Value]| {
        let kept = base.iter().filter(|id| side.contains(id));
        kept.eq(side.iter().filter(|id| base.contains(id)))
    };
    let (leading, following) = match (keeps_order(mine), keeps_order(theirs)) {
        (true, _) => (theirs, mine),
        (false, true) => (mine, theirs),
        (false, false) => return None,
    };
    let removed = |id: &&Value| base.contains(id) && !following.contains(id);
    let added = following
        .iter()
        .filter(|id| !base.contains(id) && !leading.contains(id));
    Some(
        leading
            .iter()
            .filter(|id| !removed(id))
            .chain(added)
            .cloned()
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{merge_order, merge_value};

    #[test]
    fn different_leaves_merge_and_the_same_leaf_conflicts() {
        let base = json!({ "a": 1, "b": { "c": 1, "d": 1 } });
        let mine = json!({ "a": 2, "b": { "c": 1, "d": 2 } });
        let theirs = json!({ "a": 1, "b": { "c": 3, "d": 1 } });
        let mut conflicts = Vec::new();
        let merged = merge_value(
            "/x",
            Some(&base),
            Some(&mine),
            Some(&theirs),
            &mut conflicts,
        );
        assert_eq!(merged, Some(json!({ "a": 2, "b": { "c": 3, "d": 2 } })));
        assert!(conflicts.is_empty());

        let theirs = json!({ "a": 1, "b": { "c": 1, "d": 3 } });
        merge_value(
            "/x",
            Some(&base),
            Some(&mine),
            Some(&theirs),
            &mut conflicts,
        );
        assert_eq!(conflicts, ["/x/b/d"]);
    }

    #[test]
    fn an_order_moved_by_one_side_takes_what_the_other_added_and_removed() {
        let base = json!(["a", "b", "c"]);
        assert_eq!(
            merge_order(&base, &json!(["c", "b", "a"]), &json!(["a", "c", "d"])),
            Some(json!(["c", "a", "d"]))
        );
        assert_eq!(
            merge_order(&base, &json!(["c", "b", "a"]), &json!(["b", "a", "c"])),
            None
        );
    }
}
