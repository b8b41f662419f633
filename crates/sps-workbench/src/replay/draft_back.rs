//! A kept draft over what is read now, so that the page goes on editing it (product M3.6, M3.8).

use serde_json::Value;
use sps_client::document::reference;

use super::fresh::Found;
use super::plan::draft_merge;
use crate::document::{Draft, Pointer, cut_references, is_reference};
use crate::journal::{Cut, KeptDraft, cut_at, is_cut};
use crate::merge::{Decision, Merge};

/// A draft that came back.
#[derive(Clone, PartialEq)]
pub struct DraftBack {
    /// The draft over what is read now.
    pub draft: Draft,
    /// Whether somebody changed the same resource since.
    pub is_touched: bool,
    /// Secrets that were typed and not kept: what stands there now stays until they are typed again.
    pub lost: Vec<Pointer>,
}

/// The kept draft over `theirs`, the resource as it was read now. Where both changed the same place, the person's value
/// stands in the draft and theirs is what it was before: nothing is sent by this.
pub fn draft_back(kept: &KeptDraft, theirs: &Value) -> DraftBack {
    let mut merge = draft_merge(kept, &Found::Object(theirs.clone()));
    let is_touched = merge.is_touched_by_others();
    let mut lost = Vec::new();
    let set: Vec<Pointer> = merge
        .places()
        .iter()
        .filter(|place| place.mine.as_ref().and_then(cut_at) == Some(Cut::Set))
        .map(|place| place.at.clone())
        .collect();
    for at in set {
        merge.decide(&at, Decision::Theirs);
        lost.push(at);
    }
    merge.decide_all(&Decision::Mine);
    let mut draft = over(&merge, &[theirs, &kept.current, &kept.base]);
    // A secret inside a new object has nothing to fall back to.
    let inside = crate::journal::places_to_fill(draft.current());
    for at in inside {
        draft.set(&at, "".into());
        lost.push(at);
    }
    for (at, text) in &kept.typed {
        // A text that has no field any more is shown nowhere; it stays in the kept draft.
        let _no_value = draft.type_text(at, text);
    }
    DraftBack {
        draft,
        is_touched,
        lost,
    }
}

/// A draft that was made over something else than `theirs`, the resource as it is read now: the same edits over that, and
/// what has to be decided. Nobody's change is overwritten unseen (M7).
pub fn draft_over(draft: &Draft, theirs: &Value) -> (Draft, Merge) {
    let mut merge = Merge::new(
        Some(draft.base().clone()),
        Some(theirs.clone()),
        Some(draft.current().clone()),
    );
    let told = merge.clone();
    merge.decide_all(&Decision::Mine);
    let mut new = over(&merge, &[theirs, draft.current(), draft.base()]);
    for (at, _) in draft.problems() {
        if let Some((text, _)) = draft.typed(&at) {
            let _no_value = new.type_text(&at, text);
        }
    }
    (new, told)
}

/// The merged content as an edit over what is there without it.
fn over(merge: &Merge, models: &[&Value]) -> Draft {
    let expanded = |value: Option<Value>| {
        let mut value = value.unwrap_or_default();
        expand(&mut value, models);
        value
    };
    let mut draft = Draft::new(expanded(merge.theirs_without_mine()));
    draft.set(&Pointer::root(), expanded(merge.result().cloned()));
    draft
}

/// A merge speaks of references by their keys; the forms want to know where they lead, as the models do.
fn expand(value: &mut Value, models: &[&Value]) {
    if is_cut(value) || is_reference(value) {
        return;
    }
    let found = value.as_str().and_then(|key| {
        models
            .iter()
            .copied()
            .find(|model| reference(model).is_some_and(|(other, _)| other == key))
    });
    if let Some(found) = found {
        *value = found.clone();
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let below: Vec<&Value> =
                    models.iter().filter_map(|model| model.get(name)).collect();
                expand(member, &below);
            }
        }
        Value::Array(items) => {
            // Items may have moved: all of a list are models of each.
            let below: Vec<&Value> = models
                .iter()
                .filter_map(|model| model.as_array())
                .flatten()
                .collect();
            for (position, item) in items.iter_mut().enumerate() {
                if item.is_string() {
                    expand(item, &below);
                } else {
                    let same: Vec<&Value> = models
                        .iter()
                        .filter_map(|model| model.get(position))
                        .collect();
                    expand(item, &same);
                }
            }
        }
        _ => {}
    }
}

/// Whether the resource reads otherwise than when the draft was made.
pub fn is_outdated(draft: &Draft, theirs: &Value) -> bool {
    !crate::merge::alike(&cut_references(draft.base()), &cut_references(theirs))
}
