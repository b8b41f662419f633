//! The scope guard: a commit covers the whole transaction, so nothing is activated in passing (M4.4, D3).

use leptos::prelude::*;
use sps_client::ApiKeyName;

use super::{
    deep_link::keep_name_in_address,
    flow::{Flow, When},
};
use crate::{
    messages::{Msg, count_text, text},
    reactive::{effect, soon},
    route::Route,
    ui::{Element, ElementRef, button, dialog, div, focus, link, p, words},
};

/// Asks before the key is created.
pub fn create_guard(flow: Flow) -> AnyView {
    let review = ElementRef::new();
    let close = move || flow.guard.set(0);
    let name = move || ApiKeyName::parse(&flow.name.get_untracked()).ok();
    effect(move || {
        if flow.guard.get() > 0 {
            // After the dialog has put it on its heading.
            soon(move || focus(review));
        }
    });
    dialog(
        move || flow.guard.get() > 0,
        || text(Msg::GuardTitle).to_owned(),
        Some(Callback::new(move |()| close())),
        move || {
            let later = button("", Msg::GuardLater, move |_| {
                if let Some(name) = name() {
                    flow.go_on(name, When::Later);
                }
            });
            vec![
                p("")
                    .live_words(move || count_text(flow.guard.get(), Msg::GuardOne, Msg::GuardMany))
                    .view(),
                words("P", Msg::GuardNothingYet).view(),
                guard_choices(
                    review_link(review, move || {
                        keep_name_in_address(name().as_ref().map(ApiKeyName::as_str));
                    }),
                    later,
                    button("", Msg::Cancel, move |_| close()),
                ),
            ]
        },
    )
}

/// *Review all and commit*, which takes the focus.
pub fn review_link(node: ElementRef, before: impl Fn() + 'static) -> Element {
    link("button primary", &Route::Review)
        .node(node)
        .on("click", move |_| before())
        .text(Msg::GuardReview)
}

/// The three ways on, one below the other: they are sentences.
pub fn guard_choices(review: Element, later: Element, cancel: Element) -> AnyView {
    div("actions stacked")
        .children([review, later, cancel])
        .view()
}
