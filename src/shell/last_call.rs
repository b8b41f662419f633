//! The last 30 seconds: a dialog that asks (product.md M3.2).

use leptos::{ev::Event, prelude::*};
use sps_workbench::session::{
    Moment,
    announcements::{Opening, is_meant_for_dialog, opening, spoken_seconds},
};
use wasm_bindgen::JsCast as _;
use web_sys::{KeyboardEvent, MouseEvent};

use super::ending_soon::{digits, hopeless, is_last_call, meaning, when};
use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, text, text_with},
    reactive::effect,
    route::Route,
    state::{Console, use_console},
    ui::{
        ElementRef, Task, actions, button, element, failure, link, open_modal, p, show, span,
        together,
    },
};

/// The dialog, in the last 30 seconds, until the person stays, leaves or closes it; and the seconds, spoken.
pub fn last_call(sign_out: Callback<()>) -> AnyView {
    let console = use_console();
    let kept = use_kept();
    let is_due = is_last_call(console);
    let is_dismissed = RwSignal::new(false);
    // Come forward once, it stays: a key pressed in it must not count as typing in the page.
    let is_seen = RwSignal::new(false);
    let is_modal = RwSignal::new(false);
    effect(move || {
        if !is_due.get() {
            for flag in [is_dismissed, is_seen, is_modal] {
                flag.set(false);
            }
            return;
        }
        let now = console.now.get();
        let left = untrack(|| console.standing().left_seconds()).unwrap_or_default();
        let far = opening(left, console.last_key(), now);
        if far == Opening::Modal && !is_modal.get_untracked() {
            is_modal.set(true);
        }
        if far != Opening::NotYet && !is_seen.get_untracked() {
            is_seen.set(true);
        }
    });
    let spoken = Memo::new(move |_| {
        let left = is_due.get().then(|| console.standing().left_seconds());
        left.flatten().and_then(spoken_seconds)
    });
    let wanted = move || is_seen.get() && !is_dismissed.get();
    // Also where the dialog is not, or not any more; while it is modal, only what lies in it is spoken.
    let outside = span("sr")
        .attr("aria-live", "polite")
        .live_words(move || words_for(spoken.get()));
    let dialog = show(wanted, move || {
        modal(console, kept, spoken, is_modal, is_dismissed, sign_out)
    });
    together(vec![outside.view(), dialog])
}

fn words_for(spoken: Option<u64>) -> String {
    spoken.map_or_else(String::new, |seconds| {
        text_with(Msg::SpokenLeft, &[("count", &seconds.to_string())])
    })
}

fn modal(
    console: Console,
    kept: KeptChanges,
    spoken: Memo<Option<u64>>,
    is_modal: RwSignal<bool>,
    is_dismissed: RwSignal<bool>,
    sign_out: Callback<()>,
) -> AnyView {
    let node = ElementRef::new();
    let first = ElementRef::new();
    let opened = StoredValue::new(None::<Moment>);
    open_modal(node, first, move || {
        let is = is_modal.get();
        if is {
            opened.set_value(Some(console.now.get_untracked()));
        }
        is
    });
    // A key that was on its way to the page must not decide anything here.
    let is_too_soon = move || {
        let now = console.read_time();
        opened
            .get_value()
            .is_some_and(|opened| !is_meant_for_dialog(opened, now))
    };
    let swallow = move |event: Event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if matches!(key.key().as_str(), "Enter" | " ") && (key.repeat() || is_too_soon()) {
            event.prevent_default();
        }
    };
    let clicked = move |event: &Event| {
        // A click without a button was made by a key.
        let by_key = event
            .dyn_ref::<MouseEvent>()
            .is_some_and(|click| click.detail() == 0);
        !(by_key && is_too_soon())
    };
    let close = move |event: Event| {
        event.prevent_default();
        is_dismissed.set(true);
    };
    let stays = button("primary", Msg::StaySignedIn, move |event| {
        if clicked(&event) {
            console.stay();
        }
    })
    .attr("aria-keyshortcuts", "Alt+Shift+S")
    .attr("title", text(Msg::StaySignedInKeys))
    .node(first);
    // What opened it says how much time is left.
    let said = spoken.get_untracked();
    let choices = actions(vec![
        button("quiet", Msg::SignOutNow, move |event| {
            if clicked(&event) {
                is_dismissed.set(true);
                sign_out.run(());
            }
        }),
        link("button", &Route::Review)
            .text(Msg::ReviewAndCommit)
            .on("click", move |_| is_dismissed.set(true)),
        stays,
    ]);
    element("DIALOG")
        .node(node)
        .attr("role", "alertdialog")
        .attr("class", "last-call beside")
        .attr("aria-label", text(Msg::EndingTitle))
        .attr("aria-describedby", "last-call-meaning")
        .on("cancel", close)
        .on("close", move |_| is_dismissed.set(true))
        .on("keydown", swallow)
        .child(
            element("H2")
                .text(Msg::EndingTitle)
                .words(" ")
                .child(digits(console)),
        )
        .child(
            p("")
                .attr("id", "last-call-meaning")
                .words(untrack(move || when(console)))
                .words(" ")
                .live_words(move || meaning(console, kept)),
        )
        .child(hopeless(console))
        .child(failure(console.stay_failure, Task::Read))
        .child(
            span("sr")
                .attr("role", "status")
                .attr("aria-live", "polite")
                .live_words(move || {
                    let now = spoken.get();
                    words_for(now.filter(|_| now != said))
                }),
        )
        .child(choices)
        .view()
}
