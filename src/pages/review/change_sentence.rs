//! One change in words: an icon with a shape of its own, the sentence, the values.

use leptos::prelude::*;
use sps_workbench::changes::{Effect, Shown, Told, tell};

use crate::{
    messages::{Msg, text, text_with},
    pages::member_label,
    state::use_console,
    ui::{Element, Shape, element, icon, p, span, together},
};

/// What is pending, told one by one with its place; follows the change list.
pub fn change_list(class: &'static str) -> Element {
    let console = use_console();
    element("UL").attr("class", class).live(move || {
        let changes = console.pending.with(|pending| tell(&pending.changes));
        told_list(&changes)
    })
}

/// The items of a list of changes, each with its place.
pub fn told_list(changes: &[Told]) -> AnyView {
    together(
        changes
            .iter()
            .map(|change| element("LI").child(change_sentence(change, true)).view())
            .collect(),
    )
}

/// Added, removed, changed or moved, readable without colour; `with_place` says also where, for lists that are not
/// grouped by place.
pub fn change_sentence(change: &Told, with_place: bool) -> Element {
    let mut sentence = span("");
    if with_place {
        let place = span("muted").untranslated();
        sentence = sentence.child(place.words(change.place.join(" › ") + ": "));
    }
    let (shape, class, sentence) = match &change.effect {
        Effect::Added { name, value } => (
            Shape::Added,
            "change added",
            named(sentence.text(Msg::Added), name.clone()).children(values(value, true)),
        ),
        Effect::Removed { name, value } => (
            Shape::Removed,
            "change removed",
            named(sentence.text(Msg::Removed), name.clone()).children(values(value, false)),
        ),
        Effect::Changed { member, old, new } => {
            let label = way(member).unwrap_or_else(|| text(Msg::Value).to_owned());
            let sentence = sentence
                .text(Msg::Changed)
                .words(" ")
                .child(element("B").untranslated().words(label))
                .words(": ")
                .children(values(old, false))
                .child(arrow())
                .children(values(new, true));
            (Shape::Changed, "change changed", sentence)
        }
        Effect::Moved {
            member,
            old_order,
            new_order,
        } => {
            let order = |tag, order: &[String]| element(tag).untranslated().words(order.join(", "));
            let sentence = named(sentence.text(Msg::Moved), way(member))
                .child(order("DEL", old_order))
                .child(arrow())
                .child(order("INS", new_order));
            (Shape::Moved, "change moved", sentence)
        }
        Effect::Other { kind } => (
            Shape::Info,
            "change",
            sentence.words(text_with(Msg::OtherChange, &[("kind", kind)])),
        ),
    };
    p(class).child(icon(shape)).child(sentence)
}

/// The way to a member inside its resource, or nothing for the resource itself.
fn way(member: &[String]) -> Option<String> {
    (!member.is_empty()).then(|| {
        member
            .iter()
            .map(|name| member_label(name))
            .collect::<Vec<_>>()
            .join(" › ")
    })
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

fn arrow() -> Element {
    span("").attr("aria-hidden", "true").words(" → ")
}

/// A value, with a word for those who do not see how it is set off.
fn values(value: &Shown, added: bool) -> [Element; 2] {
    let words = match value {
        Shown::Nothing => text(Msg::NotSet),
        Shown::Secret => text(Msg::SecretHidden),
        Shown::Plain(words) if words.is_empty() => text(Msg::EmptyText),
        Shown::Plain(words) => words,
    };
    let (tag, said) = if added {
        ("INS", Msg::Now)
    } else {
        ("DEL", Msg::Was)
    };
    [
        span("sr").text(said).words(" "),
        element(tag).untranslated().words(words),
    ]
}
