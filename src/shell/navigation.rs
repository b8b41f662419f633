//! The screens of the console.

use leptos::prelude::*;

use crate::{
    messages::{Msg, text},
    route::Route,
    state::use_console,
    ui::{Element, Shape, element, icon, link, live, nothing, span},
};

/// One entry per screen; *Review* counts what is pending.
pub fn navigation(route: Memo<Route>) -> Element {
    let console = use_console();
    let entry = move |to: Route, shape: Shape, label: Msg, is: fn(&Route) -> bool| {
        link("", &to)
            .live_attr("aria-current", move || {
                route.with(is).then_some("page".into())
            })
            .child(icon(shape))
            .text(label)
    };
    let count = live(move || match console.pending_count() {
        0 => nothing(),
        count => span("count")
            .attr("aria-hidden", "true")
            .words(count.to_string())
            .view(),
    });
    element("NAV")
        .attr("class", "side")
        .attr("aria-label", text(Msg::Navigation))
        .child(entry(
            Route::Account,
            Shape::Person,
            Msg::Account,
            |route| matches!(route, Route::Account),
        ))
        .child(entry(Route::ApiKeys, Shape::Key, Msg::ApiKeys, |route| {
            matches!(route, Route::ApiKeys)
        }))
        .child(entry(
            Route::Configuration(Vec::new()),
            Shape::Tree,
            Msg::Configuration,
            |route| matches!(route, Route::Configuration(_)),
        ))
        .child(
            entry(Route::Review, Shape::List, Msg::Review, |route| {
                matches!(route, Route::Review)
            })
            .child(count),
        )
}
