//! One change in words: an icon with a shape of its own, the sentence, the values.

use sps_workbench::changes::{ItemEdit, Kind, Move, Passed, Sentence, Side, ValueChange, What};

pub use super::change_list::change_list;
use super::{
    labels::{value, way},
    values::{arrow, change_of_value, marked, values},
};
use crate::{
    messages::{Msg, text, text_with},
    ui::{Element, Shape, div, element, icon, span},
};

/// Added, removed, changed or moved, readable without colour; `with_place` says also where, for lists that are not
/// grouped by place.
pub fn change_sentence(sentence: &Sentence, with_place: bool) -> Element {
    let (shape, class, verb) = match sentence.kind() {
        Kind::Added => (Shape::Added, "change added", Msg::Added),
        Kind::Removed => (Shape::Removed, "change removed", Msg::Removed),
        Kind::Changed => (Shape::Changed, "change changed", Msg::Changed),
        Kind::Moved => (Shape::Moved, "change moved", Msg::Moved),
        Kind::Other => (Shape::Info, "change", Msg::OtherChange),
    };
    let path = &sentence.path;
    let mut told = div("told");
    if with_place {
        let place = span("muted").untranslated();
        told = told.child(place.words(sentence.place.join(" › ") + ": "));
    }
    let told = match &sentence.what {
        What::Added { name, value } => {
            named(told.text(verb), name.clone()).children(values(value, Side::New))
        }
        What::Removed { name, value } => {
            named(told.text(verb), name.clone()).children(values(value, Side::Old))
        }
        What::Changed {
            member,
            value: change,
        } => {
            let label = way(path, member).unwrap_or_else(|| text(Msg::Value).to_owned());
            let shown = |shown| value(path, member, shown);
            let change = match change {
                ValueChange::Scalar { old, new } => ValueChange::Scalar {
                    old: shown(old),
                    new: shown(new),
                },
                ValueChange::Nothing(same) => ValueChange::Nothing(shown(same)),
                other => other.clone(),
            };
            told.text(verb)
                .words(" ")
                .child(element("B").untranslated().words(label))
                .words(": ")
                .children(change_of_value(&change))
        }
        What::Items {
            member,
            edits,
            is_evaluated,
        } => {
            let items = edits.iter().map(|edit| item_edit(edit, *is_evaluated));
            named(told.text(verb), way(path, member))
                .child(element("UL").attr("class", "edits").children(items))
                .maybe(is_evaluated.then(order_matters))
        }
        What::Moved {
            member,
            moves,
            order,
            is_evaluated,
        } => {
            let told = match moves.as_slice() {
                [] => named(told.text(verb), way(path, member))
                    .child(arrow())
                    .children(marked(Side::New, order.join(", "))),
                [only] => {
                    let told = match way(path, member) {
                        Some(way) => told.child(span("muted").untranslated().words(way + ": ")),
                        None => told,
                    };
                    moved(told, only, *is_evaluated)
                }
                several => {
                    let items = several
                        .iter()
                        .map(|one| moved(element("LI"), one, *is_evaluated));
                    named(told.text(verb), way(path, member))
                        .child(element("UL").attr("class", "edits").children(items))
                }
            };
            told.maybe(is_evaluated.then(order_matters))
        }
        What::Other { kind } => told.words(text_with(verb, &[("kind", kind)])),
    };
    div(class).child(icon(shape)).child(told)
}

/// What a sentence is about, for the names of buttons: "Backend › Cracklib enabled", the name of an object, the place.
pub fn subject(sentence: &Sentence) -> String {
    let place = || sentence.place.last().cloned().unwrap_or_default();
    match &sentence.what {
        What::Added { name, .. } | What::Removed { name, .. } => name.clone().unwrap_or_else(place),
        What::Changed { member, .. } | What::Items { member, .. } | What::Moved { member, .. } => {
            way(&sentence.path, member).unwrap_or_else(place)
        }
        What::Other { .. } => place(),
    }
}

fn named(sentence: Element, name: Option<String>) -> Element {
    let sentence = sentence.words(" ");
    match name {
        Some(name) => sentence
            .child(element("B").untranslated().words(name))
            .words(" "),
        None => sentence,
    }
}

fn item_edit(edit: &ItemEdit, is_evaluated: bool) -> Element {
    let at = |message, position: &usize| {
        span("muted").words(text_with(message, &[("position", &position.to_string())]))
    };
    let item = element("LI");
    match edit {
        ItemEdit::Inserted {
            at: position,
            item: value,
        } => item
            .children(values(value, Side::New))
            .child(at(Msg::InsertedAt, position)),
        ItemEdit::Removed { from, item: value } => item
            .children(values(value, Side::Old))
            .child(at(Msg::RemovedFrom, from)),
        ItemEdit::Moved(one) => moved(item, one, is_evaluated),
    }
}

/// "Moved *ops* from position 4 to 1 – now evaluated before *default*".
fn moved(sentence: Element, one: &Move, is_evaluated: bool) -> Element {
    let way = text_with(
        Msg::MovedFromTo,
        &[("from", &one.from.to_string()), ("to", &one.to.to_string())],
    );
    let passed = |passed: &Passed, before, passed_by| {
        let message = if is_evaluated { before } else { passed_by };
        (!passed.is_empty()).then(|| {
            let items = match passed.more {
                0 => passed.names.join(", "),
                more => text_with(
                    Msg::AndMore,
                    &[
                        ("items", &passed.names.join(", ")),
                        ("count", &more.to_string()),
                    ],
                ),
            };
            span("").words(text_with(message, &[("items", &items)]))
        })
    };
    named(sentence.text(Msg::Moved), Some(one.item.clone()))
        .words(way)
        .maybe(passed(
            &one.now_before,
            Msg::NowEvaluatedBefore,
            Msg::NowBefore,
        ))
        .maybe(passed(
            &one.now_after,
            Msg::NowEvaluatedAfter,
            Msg::NowAfter,
        ))
}

fn order_matters() -> Element {
    div("muted").text(Msg::OrderMatters)
}
