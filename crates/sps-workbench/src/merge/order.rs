//! Orders, three-way.

use serde_json::Value;

/// Which side's order leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moved {
    Nobody,
    Mine,
    Theirs,
    Alike,
    Differently,
}

/// Who moved what both began with; what came and went is no move.
pub(super) fn who_moved(before: &[String], theirs: &[String], mine: &[String]) -> Moved {
    let in_all = |name: &&String| theirs.contains(name) && mine.contains(name);
    let common: Vec<&String> = before.iter().filter(in_all).collect();
    let keeps = |side: &[String]| {
        let side = side.iter().filter(|name| common.contains(name));
        side.eq(common.iter().copied())
    };
    match (keeps(theirs), keeps(mine)) {
        (true, true) => Moved::Nobody,
        (true, false) => Moved::Mine,
        (false, true) => Moved::Theirs,
        (false, false) => {
            let of = |side: &[String]| -> Vec<String> {
                let side = side.iter().filter(|name| common.contains(name));
                side.cloned().collect()
            };
            if of(theirs) == of(mine) {
                Moved::Alike
            } else {
                Moved::Differently
            }
        }
    }
}

/// The order of `leading`, with what only `following` has right behind what stands before it there.
pub(super) fn interleaved(leading: &[String], following: &[String]) -> Vec<String> {
    let mut order = leading.to_vec();
    let mut after: Option<&String> = None;
    for name in following {
        if !order.contains(name) {
            let position = after
                .and_then(|after| order.iter().position(|other| other == after))
                .map_or(0, |position| position + 1);
            order.insert(position, name.clone());
        }
        after = Some(name);
    }
    order
}

/// The texts of an order, as a place holds it.
pub(super) fn names_of(value: &Value) -> Option<Vec<String>> {
    let texts = value.as_array()?.iter();
    texts
        .map(|text| text.as_str().map(ToOwned::to_owned))
        .collect()
}
