//! One change in words: an icon with a shape of its own, the sentence, the values.

use leptos::prelude::*;
use sps_workbench::changes::{Effect, Shown, Told};

use crate::{
    messages::{Msg, text, text_with},
    pages::member_label,
    ui::{Icon, Shape},
};

/// Added, removed, changed or moved, readable without colour.
#[component]
pub fn ChangeSentence(
    change: Told,
    /// Say also where, for lists that are not grouped by place.
    #[prop(optional)]
    with_place: bool,
) -> impl IntoView {
    let place = with_place.then(|| {
        view! { <span class="muted" translate="no">{change.place.join(" › ")}{": "}</span> }
            .into_any()
    });
    let (shape, class, sentence) = match change.effect {
        Effect::Added { name, value } => (
            Shape::Added,
            "change added",
            view! { {text(Msg::Added)}{" "}{named(name)}<Value value added=true /> }.into_any(),
        ),
        Effect::Removed { name, value } => (
            Shape::Removed,
            "change removed",
            view! { {text(Msg::Removed)}{" "}{named(name)}<Value value added=false /> }.into_any(),
        ),
        Effect::Changed { member, old, new } => {
            let label = way(&member).unwrap_or_else(|| text(Msg::Value).to_owned());
            let sentence = view! {
                {text(Msg::Changed)}{" "}<b translate="no">{label}</b>": "
                <Value value=old added=false /><span aria-hidden="true">" → "</span><Value value=new added=true />
            };
            (Shape::Changed, "change changed", sentence.into_any())
        }
        Effect::Moved {
            member,
            old_order,
            new_order,
        } => {
            let sentence = view! {
                {text(Msg::Moved)}{" "}{named(way(&member))}<del translate="no">{old_order.join(", ")}</del>
                <span aria-hidden="true">" → "</span><ins translate="no">{new_order.join(", ")}</ins>
            };
            (Shape::Moved, "change moved", sentence.into_any())
        }
        Effect::Other { kind } => (
            Shape::Info,
            "change",
            view! { {text_with(Msg::OtherChange, &[("kind", &kind)])} }.into_any(),
        ),
    };
    view! { <p class=class><Icon shape /><span>{place}{sentence}</span></p> }
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

fn named(name: Option<String>) -> impl IntoView {
    name.map(|name| view! { <b translate="no">{name}</b>{" "} }.into_any())
}

#[component]
fn Value(value: Shown, added: bool) -> impl IntoView {
    let words = match value {
        Shown::Nothing => text(Msg::NotSet).to_owned(),
        Shown::Secret => text(Msg::SecretHidden).to_owned(),
        Shown::Plain(words) if words.is_empty() => text(Msg::EmptyText).to_owned(),
        Shown::Plain(words) => words,
    };
    if added {
        view! { <span class="sr">{text(Msg::Now)}{" "}</span><ins translate="no">{words}</ins> }
            .into_any()
    } else {
        view! { <span class="sr">{text(Msg::Was)}{" "}</span><del translate="no">{words}</del> }
            .into_any()
    }
}
