//! Values before and after: set off by a tag, a sign and a word, so that neither colour nor sight is needed.

use leptos::prelude::*;
use sps_workbench::changes::{Piece, SecretChange, Shown, Side, ValueChange};

use crate::{
    messages::{Msg, text},
    ui::{Element, element, plain, span, words},
};

/// An arrow between two values; the words around it say the same.
pub fn arrow() -> Element {
    span("").attr("aria-hidden", "true").words(" → ")
}

/// How a value changed.
pub fn change_of_value(change: &ValueChange) -> Vec<AnyView> {
    match change {
        ValueChange::Scalar { old, new } => {
            let mut told = views(values(old, Side::Old));
            told.push(arrow().view());
            told.extend(views(values(new, Side::New)));
            told
        }
        ValueChange::Text(pieces) => {
            let text = element("SPAN")
                .attr("class", "word-diff")
                .untranslated()
                .children(pieces.iter().flat_map(piece));
            vec![text.view()]
        }
        ValueChange::Secret(fate) => {
            let message = match fate {
                SecretChange::Set => Msg::SecretNowSet,
                SecretChange::Replaced => Msg::SecretReplaced,
                SecretChange::Unchanged => Msg::SecretUnchanged,
                SecretChange::Emptied => Msg::SecretEmptied,
                SecretChange::Hidden => Msg::SecretMayDiffer,
            };
            vec![words("EM", message).view()]
        }
        ValueChange::Nothing(value) => {
            let mut told = views(values(value, Side::Both));
            told.push(words("EM", Msg::NoRealChange).view());
            told
        }
        ValueChange::Untold => vec![words("EM", Msg::ChangeUntold).view()],
    }
}

/// A value, with a word for those who do not see how it is set off.
pub fn values(value: &Shown, side: Side) -> Vec<Element> {
    let words = match value {
        Shown::Nothing => text(Msg::NotSet),
        Shown::Secret => text(Msg::SecretHidden),
        Shown::Plain(words) if words.is_empty() => text(Msg::EmptyText),
        Shown::Plain(words) => words,
    };
    marked(side, words.to_owned())
}

/// A text of one side: its word, its tag and its sign.
pub fn marked(side: Side, words: String) -> Vec<Element> {
    let (tag, sign, said) = match side {
        Side::New => ("INS", "+\u{a0}", Msg::Now),
        Side::Old => ("DEL", "−\u{a0}", Msg::Was),
        Side::Both => return vec![element("CODE").untranslated().words(words)],
    };
    vec![
        span("sr").text(said).words(" "),
        element(tag)
            .untranslated()
            .child(span("sign").attr("aria-hidden", "true").words(sign))
            .words(words),
    ]
}

fn piece(piece: &Piece) -> Vec<AnyView> {
    match piece.side {
        Side::Both => vec![plain(piece.text.clone())],
        side => views(marked(side, piece.text.clone())),
    }
}

fn views(elements: Vec<Element>) -> Vec<AnyView> {
    elements.into_iter().map(Element::view).collect()
}
