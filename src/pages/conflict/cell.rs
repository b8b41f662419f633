//! One value of a conflict: what moved as a move, long texts word by word, secrets never.

use leptos::prelude::*;
use sps_workbench::{
    changes::{Move, Piece, Side, word_diff},
    merge::{Column, Place, Seen},
};

use crate::{
    messages::{Msg, text_with},
    ui::{Element, div, element, plain, span, words},
};

/// A text this long is compared word by word with what was there before.
const LONG_TEXT: usize = 40;

/// What stands in the cell of a column.
pub fn cell(place: &Place, column: Column) -> Vec<Element> {
    match place.seen(column) {
        Seen::Absent => vec![words("EM", Msg::AbsentHere)],
        Seen::Null => vec![words("EM", Msg::NotSet)],
        Seen::Secret => vec![words("EM", Msg::SecretIsSet)],
        Seen::SecretSet => vec![words("EM", Msg::SecretSetByYou)],
        Seen::Text(text) if text.is_empty() => vec![words("EM", Msg::EmptyText)],
        Seen::Text(text) => vec![told(place, column, text, "SPAN", "value-text")],
        Seen::Json(json) => vec![told(place, column, json, "PRE", "value-json")],
        Seen::Order { names, moves } => order(&names, &moves),
    }
}

/// A text, against what was there before where both are long.
fn told(
    place: &Place,
    column: Column,
    now: String,
    tag: &'static str,
    class: &'static str,
) -> Element {
    let holder = element(tag).attr("class", class).untranslated();
    let before = match place.seen(Column::Before) {
        Seen::Text(before) | Seen::Json(before) => before,
        _ => String::new(),
    };
    let is_long = now.len() > LONG_TEXT && before.len() > LONG_TEXT;
    if column == Column::Before || !is_long {
        return holder.words(now);
    }
    holder.children(word_diff(&before, &now).iter().map(piece))
}

fn piece(piece: &Piece) -> AnyView {
    let (tag, said) = match piece.side {
        Side::Both => return plain(piece.text.clone()),
        Side::Old => ("DEL", Msg::Was),
        Side::New => ("INS", Msg::Now),
    };
    element(tag)
        .child(span("sr").text(said).words(" "))
        .words(piece.text.clone())
        .view()
}

/// The items from first to last, and what moved.
fn order(names: &[String], moves: &[Move]) -> Vec<Element> {
    let items = names.iter().map(|name| {
        let item = element("LI").untranslated().words(name.clone());
        match moves.iter().find(|moved| moved.item == *name) {
            Some(_) => item.attr("class", "moved"),
            None => item,
        }
    });
    let list = element("OL").attr("class", "order").children(items);
    let told = moves.iter().map(|moved| {
        let way = text_with(
            Msg::MovedFromTo,
            &[
                ("from", &moved.from.to_string()),
                ("to", &moved.to.to_string()),
            ],
        );
        element("LI")
            .text(Msg::Moved)
            .words(" ")
            .child(element("B").untranslated().words(moved.item.clone()))
            .words(format!(" {way}"))
    });
    let told = (!moves.is_empty()).then(|| element("UL").attr("class", "moves").children(told));
    let mut cell = vec![list];
    cell.extend(told);
    vec![div("").children(cell)]
}
