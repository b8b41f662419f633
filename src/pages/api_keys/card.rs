//! The card of a new key: masked, copied or shown on the person's word (M4.7, M4.8).

use leptos::{ev::Event, prelude::*};
use sps_workbench::api_keys::{KeyJourney, Leaving, Scene};

use super::{
    clipboard::{copied, copy_value, is_selected},
    flow::{Copied, Flow},
    leave::Way,
    save::save_button,
    use_it::use_it,
};
use crate::{
    messages::{Msg, text, text_with},
    reactive::{run, soon},
    route::Route,
    ui::{
        Element, ElementRef, Shape, actions, button, div, element, focus, icon, link, p, show,
        span, together,
    },
};

/// Heading, value, what can be done with it.
pub fn key_card(flow: Flow) -> AnyView {
    let copy_button = ElementRef::new();
    // One key press away from the clipboard.
    soon(move || focus(copy_button));
    let is_waiting = move || flow.scene() == Scene::NotActiveYet;
    let heading = element("H2").attr("id", "new-key").live_text(move || {
        match (
            is_waiting(),
            flow.copied
                .with(|copied| matches!(copied, Copied::At(_) | Copied::Saved(_))),
        ) {
            (true, _) => Msg::KeyCreatedNotActive,
            (false, true) => Msg::KeyReady,
            (false, false) => Msg::KeyReadyNotCopied,
        }
    });
    let close = move |_: Event| {
        let is_untouched = flow
            .journey
            .with_untracked(|journey| journey.leaving() == Leaving::NotCopied);
        if is_untouched {
            flow.way.set(Some(Way::Close));
        } else {
            flow.close();
        }
    };
    let name = move || {
        flow.journey
            .with(|journey| journey.name().unwrap_or_default().to_owned())
    };
    let what_to_do = p("").live_words(move || text_with(Msg::KeyCopyNow, &[("name", &name())]));
    let show_value = button("", Msg::Show, move |_| {
        flow.tell(|journey| {
            let shown = journey.is_shown();
            journey.show(!shown);
        });
        // What was selected for a copy by hand is not any more.
        if flow
            .copied
            .with_untracked(|copied| *copied == Copied::Refused)
        {
            flow.copied.set(Copied::NotYet);
        }
    })
    .live_state("aria-pressed", move || {
        flow.journey.with(KeyJourney::is_shown)
    });
    let mut choices = vec![copy(flow, copy_button), show_value];
    choices.extend(save_button(flow));
    choices.push(button("", Msg::Close, close));
    let choices = actions(choices);
    element("SECTION")
        .live_attr("class", move || {
            Some(
                if is_waiting() {
                    "card key-card waits"
                } else {
                    "card key-card"
                }
                .into(),
            )
        })
        .attr("aria-labelledby", "new-key")
        .child(heading)
        .child(show(is_waiting, not_active_yet))
        .child(what_to_do)
        .child(painted(flow))
        .child(choices)
        .child(p("help").text(Msg::ClipboardHint))
        .child(use_it(flow.console))
        .view()
}

/// Says it in words, the stripes only repeat it.
fn not_active_yet() -> AnyView {
    together(vec![
        p("not-active")
            .child(icon(Shape::Warning))
            .child(element("STRONG").text(Msg::KeyNotActiveLabel))
            .view(),
        p("")
            .text(Msg::KeyWorksAfterCommit)
            .words(" ")
            .child(link("", &Route::Review).text(Msg::ReviewAndCommit))
            .view(),
    ])
}

/// What the journey says may be painted, as text alone: no attribute ever holds it, and a screen reader gets what the
/// eye gets.
fn painted(flow: Flow) -> Element {
    let text_now = move || {
        flow.journey.with(|journey| {
            journey
                .painted()
                .map_or_else(String::new, |painted| painted.text.into_owned())
        })
    };
    let by_hand = move |_: Event| {
        if is_selected(flow) {
            copied(flow);
        }
    };
    let code = element("CODE")
        .node(flow.value)
        .untranslated()
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("data-1p-ignore", "")
        .on("copy", by_hand)
        .live_words(text_now);
    div("key-value")
        .attr("role", "group")
        .attr("aria-label", text(Msg::KeyValue))
        .child(icon(Shape::Key))
        .child(code)
        .child(show(
            move || flow.scene() == Scene::NotActiveYet,
            || span("stamp").text(Msg::KeyNotActiveLabel).view(),
        ))
}

fn copy(flow: Flow, node: ElementRef) -> Element {
    let start = move |_: Event| {
        run(async move {
            copy_value(flow).await;
        });
    };
    element("BUTTON")
        .node(node)
        .attr("type", "button")
        .attr("class", "primary")
        .on("click", start)
        .child(icon(Shape::Copy))
        .live_words(move || match flow.copied.get() {
            Copied::At(time) => text_with(Msg::CopiedAt, &[("time", &time)]),
            _ => text(Msg::Copy).to_owned(),
        })
}
