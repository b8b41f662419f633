//! The header strip: appliance, place, time left, pending changes, the person.

use leptos::prelude::*;
use sps_workbench::{api_keys::waiting_keys, session::Standing};

use super::{breadcrumb::breadcrumb, sign_out::SigningOut, user_menu::user_menu};
use crate::{
    kept::use_kept,
    messages::{Msg, count_text, text},
    pages::lock_badge,
    route::Route,
    state::use_console,
    ui::{Element, Shape, clock_ring, element, icon, link, show, span, words},
};

pub fn header(route: Memo<Route>, sign_out: SigningOut) -> Element {
    let console = use_console();
    // While the clocks of the page disagree no time is better than a wrong one.
    let standing = Memo::new(move |_| (!console.in_doubt.get()).then(|| console.standing()));
    let share = Signal::derive(move || {
        let left = standing.get().and_then(Standing::left_seconds);
        let span_ms = console.clock.with(|clock| clock.span_ms());
        match (left, span_ms) {
            (Some(left), Some(span_ms)) if span_ms > 0.0 => left as f64 * 1000.0 / span_ms,
            _ => 0.0,
        }
    });
    let is_estimate = move || {
        console
            .connection
            .with(|connection| connection.trouble().is_some())
    };
    let brand = link("brand", &Route::Account)
        .child(icon(Shape::Mark))
        .child(
            span("")
                .untranslated()
                .live_words(move || console.appliance_name()),
        );
    // Somebody may have pasted such a key already, and wonder why it does not work (product.md M4.5).
    let keys = Memo::new(move |_| {
        console
            .pending
            .with(|pending| waiting_keys(&pending.changes).len())
    });
    let kept = use_kept();
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
            let pending = count_text(
                console.pending_count(),
                Msg::PendingChange,
                Msg::PendingChanges,
            );
            let mut told = pending;
            if keys.get() > 0 {
                told += ", ";
                told += &count_text(keys.get(), Msg::KeyWaits, Msg::KeysWait);
            }
            if kept.in_memory_because().is_some() {
                told += ", ";
                told += text(Msg::KeptInMemory);
            }
            Some(told.into())
        })
        .live_attr("title", move || {
            let waiting = match keys.get() {
                0 => None,
                count => Some(count_text(count, Msg::KeyWaits, Msg::KeysWait)),
            };
            let in_memory = kept.in_memory_because().map(text).map(str::to_owned);
            let told: Vec<_> = waiting.into_iter().chain(in_memory).collect();
            (!told.is_empty()).then(|| told.join(" – ").into())
        })
        .child(icon(Shape::Changed))
        .child(
            span("")
                .attr("aria-hidden", "true")
                .child(element("B").live_words(move || console.pending_count().to_string()))
                .child(span("wide-only").words(" ").text(Msg::Pending)),
        )
        .child(show(
            move || kept.in_memory_because().is_some(),
            || {
                span("in-memory")
                    .attr("aria-hidden", "true")
                    .child(icon(Shape::Warning))
                    .child(words("SPAN", Msg::KeptInMemory).attr("class", "wide-only"))
                    .view()
            },
        ));
    element("HEADER")
        .attr("class", "strip")
        .child(brand)
        .child(breadcrumb(route))
        .child(lock_badge())
        .child(clock_ring(standing, share, is_estimate))
        .child(pill)
        .children(user_menu(sign_out))
}
