//! The card of a refusal for somebody else's lock: who, how long at most, and what can be done meanwhile (M8.1 to M8.5,
//! M8.8). It is no live region, because it counts down; that it appeared is said once.

use leptos::prelude::*;
use sps_client::Error;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{
    offer::offered,
    telling::{forecast, meaning, message_to_holder, who},
    waiting::waiting,
    watch::{Case, LockHere, LockWatch, Phase, Purpose, is_of_commit},
};
use crate::{
    messages::{Msg, text, text_with},
    reactive::{effect, soon, whether},
    state::use_console,
    ui::{
        Element, ElementRef, Shape, actions, button, copy_button_named, div, element, icon, live,
        nothing, p, technical, together, words,
    },
};

/// One card, in place of the error.
pub fn lock_card(error: &Error) -> AnyView {
    let Some(refusal) = error.refusal() else {
        return nothing();
    };
    let watch = LockWatch::here();
    let here = use_context::<LockHere>();
    let purpose = match here.map(|here| here.purpose) {
        Some(Purpose::Key) => Purpose::Key,
        _ if is_of_commit(refusal) => Purpose::Commit,
        _ => Purpose::Stage,
    };
    let again = here
        .filter(|here| here.purpose == purpose)
        .map(|here| here.again);
    let case = watch.met(refusal, purpose);
    watch.shown.update(|shown| *shown += 1);
    on_cleanup(move || watch.gone());
    let is_free = whether(move || watch.phase.get() == Phase::Free);
    let is_folded = RwSignal::new(false);
    let root = ElementRef::new();
    let had_focus = keep_focus(watch, is_folded, root);
    soon(move || show_whole(root));
    let announced = p("sr")
        .attr("role", "status")
        .words(who(&case.known, purpose));
    let error = error.clone();
    let content = live(move || match (is_free.get(), is_folded.get()) {
        (true, _) => offered(watch, purpose, again, true),
        (false, true) => folded(&case, is_folded),
        (false, false) => together(vec![
            told(watch, &case),
            waiting(watch, case.at, purpose, again),
            ways_on(&case, is_folded, root),
            administrators(purpose),
            technical(&error),
        ]),
    });
    let class = move || {
        Some(
            if is_free.get() {
                "notice success lock-card"
            } else {
                "notice warning lock-card"
            }
            .into(),
        )
    };
    element("SECTION")
        .node(root)
        .attr("tabindex", "-1")
        .on("focusin", move |_| had_focus.set_value(true))
        .on("focusout", move |_| {
            // Nowhere: the button that had it has gone. Elsewhere: the person turned to something else.
            soon(move || {
                if document()
                    .active_element()
                    .is_some_and(|now| now.tag_name() != "BODY")
                {
                    let is_inside = holds_focus(root);
                    had_focus.try_update_value(|had| *had = is_inside);
                }
            });
        })
        .live_attr("class", class)
        .attr("aria-label", text(Msg::LockTitle))
        .live(move || {
            icon(if is_free.get() {
                Shape::Success
            } else {
                Shape::Password
            })
        })
        .child(div("notice-text").child(announced).child(content))
        .view()
}

fn told(watch: LockWatch, case: &Case) -> AnyView {
    let purpose = case.purpose;
    together(vec![
        element("P")
            .child(element("STRONG").words(who(&case.known, purpose)))
            .view(),
        element("P").words(meaning(purpose)).view(),
        p("muted")
            .live_words(move || forecast(watch.timeout_minutes.get()))
            .view(),
    ])
}

/// The one line that stays while the person goes on with the draft.
fn folded(case: &Case, is_folded: RwSignal<bool>) -> AnyView {
    div("actions")
        .child(element("SPAN").words(who(&case.known, case.purpose)))
        .child(button("quiet", Msg::LockUnfold, move |_| {
            is_folded.set(false);
        }))
        .view()
}

fn ways_on(case: &Case, is_folded: RwSignal<bool>, root: ElementRef) -> AnyView {
    let mut ways: Vec<Element> = Vec::new();
    if case.purpose == Purpose::Stage {
        ways.push(button("", Msg::LockKeepEditing, move |_| {
            focus_draft(root);
            is_folded.set(true);
        }));
    }
    let row = actions(ways);
    if case.purpose == Purpose::Key {
        return row.view();
    }
    let console = use_console();
    let (known, purpose) = (case.known.clone(), case.purpose);
    let label = match &known.holder {
        Some(name) => text_with(Msg::LockCopyMessageTo, &[("name", name)]),
        None => text(Msg::LockCopyMessage).to_owned(),
    };
    let copied = text(Msg::LockMessageCopied).to_owned();
    row.child(copy_button_named(label, copied, move || {
        let me = untrack(|| console.user_name()).unwrap_or_default();
        let appliance = untrack(|| console.appliance_name());
        message_to_holder(&known, purpose, &appliance, &me)
    }))
    .view()
}

/// No button frees somebody else's lock; this says who can (M8.5).
fn administrators(purpose: Purpose) -> AnyView {
    if purpose == Purpose::Key {
        return nothing();
    }
    element("DETAILS")
        .child(words("SUMMARY", Msg::LockAdministrators))
        .child(words("P", Msg::LockAdministratorsHelp))
        .view()
}

/// A refusal below the edge of the window is brought into view; the focus stays.
fn show_whole(root: ElementRef) {
    if let Some(card) = root.try_get_untracked().flatten() {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        card.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// A button of the card that had the focus goes when the card says something else. The focus then stays with the card; a
/// focus anywhere else is left alone.
fn keep_focus(watch: LockWatch, is_folded: RwSignal<bool>, root: ElementRef) -> StoredValue<bool> {
    let had_focus = StoredValue::new(false);
    let says = Memo::new(move |_| {
        let phase = watch.phase.get();
        let kind = match phase {
            Phase::Idle => 0_u8,
            Phase::Free => 1,
            Phase::Over => 2,
            _ => 3,
        };
        (kind, is_folded.get(), watch.notify.get())
    });
    let before = StoredValue::new(None::<u8>);
    effect(move || {
        let (kind, ..) = says.get();
        let earlier = before.get_value();
        before.set_value(Some(kind));
        // Waiting begins and stops by a press in the card, also where the browser told of no focus.
        let is_by_press = earlier.is_some_and(|earlier| (earlier == 0) != (kind == 0));
        if !had_focus.get_value() && !is_by_press {
            return;
        }
        soon(move || {
            let active = document().active_element();
            let is_lost = active.is_none_or(|active| active.tag_name() == "BODY");
            let card = root.try_get_untracked().flatten();
            let card = card.and_then(|card| card.dyn_into::<HtmlElement>().ok());
            if let (true, Some(card)) = (is_lost, card) {
                // A courtesy: without it the next Tab starts at the top of the page.
                card.focus().unwrap_or_default();
            }
        });
    });
    had_focus
}

fn holds_focus(root: ElementRef) -> bool {
    let card = root.try_get_untracked().flatten();
    card.is_some_and(|card| card.matches(":focus-within").unwrap_or_default())
}

/// Back to the first field of the draft around the card.
fn focus_draft(root: ElementRef) {
    let field = root
        .try_get_untracked()
        .flatten()
        .and_then(|card| card.closest("form").ok().flatten())
        .and_then(|form| {
            form.query_selector("input, select, textarea")
                .ok()
                .flatten()
        })
        .and_then(|field| field.dyn_into::<HtmlElement>().ok());
    if let Some(field) = field {
        // A courtesy: without it the person finds the field themselves.
        field.focus().unwrap_or_default();
    }
}
