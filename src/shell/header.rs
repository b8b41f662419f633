//! The header strip: appliance, place, time left, pending changes, the person.

use leptos::prelude::*;
use sps_workbench::session_clock::Standing;

use super::{breadcrumb::breadcrumb, user_menu::user_menu};
use crate::{
    messages::{Msg, count_text},
    route::Route,
    state::use_console,
    ui::{Element, Shape, clock_ring, element, icon, link, span},
};

pub fn header(route: Memo<Route>) -> Element {
    let console = use_console();
    let standing = Memo::new(move |_| {
        console
            .clock
            .with(|clock| clock.standing(console.now.get()))
    });
    // The longest time seen is the whole of the ring.
    let span_seconds = Memo::new(move |earlier: Option<&u64>| {
        let left = seconds_left(standing.get()).unwrap_or_default();
        earlier.copied().unwrap_or_default().max(left)
    });
    let share = Signal::derive(
        move || match (seconds_left(standing.get()), span_seconds.get()) {
            (Some(left), span) if span > 0 => left as f64 / span as f64,
            _ => 0.0,
        },
    );
    let brand = link("brand", &Route::Account)
        .child(icon(Shape::Mark))
        .child(
            span("")
                .untranslated()
                .live_words(move || console.appliance_name()),
        );
    let pill = link("", &Route::Review)
        .live_attr("class", move || {
            let has_changes = console.pending_count() > 0;
            Some(
                if has_changes {
                    "pill has-changes"
                } else {
                    "pill"
                }
                .into(),
            )
        })
        .live_attr("aria-label", move || {
            Some(
                count_text(
                    console.pending_count(),
                    Msg::PendingChange,
                    Msg::PendingChanges,
                )
                .into(),
            )
        })
        .child(icon(Shape::Changed))
        .child(
            span("")
                .attr("aria-hidden", "true")
                .child(element("B").live_words(move || console.pending_count().to_string()))
                .child(span("wide-only").words(" ").text(Msg::Pending)),
        );
    element("HEADER")
        .attr("class", "strip")
        .child(brand)
        .child(breadcrumb(route))
        .child(clock_ring(standing, share))
        .child(pill)
        .children(user_menu())
}

fn seconds_left(standing: Standing) -> Option<u64> {
    match standing {
        Standing::Active { left_seconds } | Standing::EndingSoon { left_seconds } => {
            Some(left_seconds)
        }
        Standing::Ended => Some(0),
        Standing::NoSession | Standing::UnknownLength { .. } => None,
    }
}
