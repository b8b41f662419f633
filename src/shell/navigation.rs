//! The screens of the console: those this person can use, and one closed group of those they cannot (product.md M9.2).

use leptos::prelude::*;

use super::ShortMenu;
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
            |route| matches!(route, Route::Configuration(_) | Route::NewObject { .. }),
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
    let search = move || {
        entry(Route::Search, Shape::Find, Msg::Search, |route| {
            matches!(route, Route::Search)
        })
        .view()
    };
    let appliance = entry(
        Route::Appliance(Vec::new()),
        Shape::Info,
        Msg::Appliance,
        |route| matches!(route, Route::Appliance(_)),
    );
    let account = entry(Route::Account, Shape::Person, Msg::Account, |route| {
        matches!(route, Route::Account)
    });
    element("NAV")
        .attr("class", "side")
        .attr("aria-label", text(Msg::Navigation))
        .child(account)
        .child(unless(
            |rights| rights.has_no_keys() || !rights.to_list_keys().is_empty(),
            keys,
        ))
        .child(unless(cannot_configure, configuration))
        .child(unless(cannot_configure, search))
        .child(unless(|rights| !rights.to_review().is_empty(), review))
        .child(appliance)
        .child(not_available())
}

fn cannot_configure(rights: MyRights) -> bool {
    !rights.to_configure().is_empty()
}

/// An entry that is there unless it leads nowhere.
fn unless(
    is_closed: fn(MyRights) -> bool,
    entry: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let rights = use_rights();
    let may = whether(move || !rights.is_some_and(is_closed));
    live(move || if may.get() { entry() } else { nothing() })
}

/// What this person cannot open, each with its reason.
fn not_available() -> AnyView {
    let rights = use_rights();
    // A name and a reason a line: compared as a whole, so that the group stays as it is while nothing changes.
    let closed = Memo::new(move |_| rights.map(closed_entries).unwrap_or_default());
    let is_short = use_context::<ShortMenu>();
    live(move || {
        closed.with(|closed| {
            if closed.is_empty() || is_short.is_some_and(|ShortMenu(is_short)| is_short.get()) {
                return nothing();
            }
            let closed: Vec<&str> = closed.lines().collect();
            let summary = text_with(Msg::NotAvailable, &[("count", &closed.len().to_string())]);
            let entries = closed.iter().map(|line| {
                let (name, reason) = line.split_once('\t').unwrap_or((line, ""));
                element("LI")
                    .child(element("B").words(name))
                    .child(element("SMALL").words(reason))
            });
            element("DETAILS")
                .attr("class", "not-available")
                .child(element("SUMMARY").words(summary))
                .child(element("UL").children(entries))
                .view()
        })
    })
}

fn closed_entries(rights: MyRights) -> String {
    let mut lines = String::new();
    let mut add = |name: &str, why: &str| {
        if !why.is_empty() {
            lines = std::mem::take(&mut lines) + name + "\t" + why + "\n";
        }
    };
    let configuration = reason(&rights.to_configure());
    if rights.has_no_keys() {
        add(text(Msg::ApiKeys), text(Msg::KeysNotOffered));
    } else {
        add(text(Msg::ApiKeys), &reason(&rights.to_list_keys()));
    }
    add(text(Msg::Configuration), &configuration);
    add(text(Msg::Search), &configuration);
    add(text(Msg::Review), &reason(&rights.to_review()));
    // Areas of a configuration that is closed as a whole say nothing more.
    if configuration.is_empty() {
        for (area, lack) in rights.closed_areas() {
            add(area_name(area), &reason(&[lack]));
        }
    }
    lines
}
