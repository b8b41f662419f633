//! The screens of the console: those this person can use, and one closed group of those they cannot (product.md M9.2).

use leptos::prelude::*;
use sps_workbench::rights::Lack;

use crate::{
    messages::{Msg, text, text_with},
    reactive::whether,
    rights::{MyRights, area_name, reason, use_rights},
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
    let count = move || {
        live(move || match console.pending_count() {
            0 => nothing(),
            count => span("count")
                .attr("aria-hidden", "true")
                .words(count.to_string())
                .view(),
        })
    };
    let keys = move || {
        entry(Route::ApiKeys, Shape::Key, Msg::ApiKeys, |route| {
            matches!(route, Route::ApiKeys)
        })
        .view()
    };
    let configuration = move || {
        entry(
            Route::Configuration(Vec::new()),
            Shape::Tree,
            Msg::Configuration,
            |route| matches!(route, Route::Configuration(_)),
        )
        .view()
    };
    let review = move || {
        entry(Route::Review, Shape::List, Msg::Review, |route| {
            matches!(route, Route::Review)
        })
        .child(count())
        .view()
    };
    let account = entry(Route::Account, Shape::Person, Msg::Account, |route| {
        matches!(route, Route::Account)
    });
    element("NAV")
        .attr("class", "side")
        .attr("aria-label", text(Msg::Navigation))
        .child(account)
        .child(unless(MyRights::to_list_keys, keys))
        .child(unless(MyRights::to_configure, configuration))
        .child(unless(MyRights::to_review, review))
        .child(not_available())
}

/// An entry that is there unless something is missing.
fn unless(
    lacks: fn(MyRights) -> Vec<Lack>,
    entry: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let may = whether(move || use_rights().is_none_or(|rights| lacks(rights).is_empty()));
    live(move || if may.get() { entry() } else { nothing() })
}

/// What this person cannot open, each with its reason.
fn not_available() -> AnyView {
    let closed = Memo::new(move |_| use_rights().map(closed_entries).unwrap_or_default());
    live(move || {
        closed.with(|closed| {
            if closed.is_empty() {
                return nothing();
            }
            let summary = text_with(Msg::NotAvailable, &[("count", &closed.len().to_string())]);
            let entries = closed.iter().map(|(name, reason)| {
                element("LI")
                    .child(element("B").words(*name))
                    .child(element("SMALL").words(reason.as_str()))
            });
            element("DETAILS")
                .attr("class", "not-available")
                .child(element("SUMMARY").words(summary))
                .child(element("UL").children(entries))
                .view()
        })
    })
}

fn closed_entries(rights: MyRights) -> Vec<(&'static str, String)> {
    let configuration = rights.to_configure();
    // Areas of a configuration that is closed as a whole say nothing more.
    let areas = if configuration.is_empty() {
        rights.closed_areas()
    } else {
        Vec::new()
    };
    let screens = [
        (Msg::ApiKeys, rights.to_list_keys()),
        (Msg::Configuration, configuration),
        (Msg::Review, rights.to_review()),
    ];
    let mut closed: Vec<(&'static str, String)> = screens
        .into_iter()
        .filter(|(_, lacks)| !lacks.is_empty())
        .map(|(name, lacks)| (text(name), reason(&lacks)))
        .collect();
    closed.extend(
        areas
            .into_iter()
            .map(|(area, lack)| (area_name(area), reason(&[lack]))),
    );
    closed
}
