//! Leaving while the value would be lost: a question in the console, the browser's own for everything else (M4.9).

use std::rc::Rc;

use leptos::{leptos_dom::helpers::window_event_listener, prelude::*};
use sps_workbench::api_keys::{KeyJourney, Leaving};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, MouseEvent};

use super::{clipboard::copy_value, flow::Flow};
use crate::{
    messages::Msg,
    navigation::{ask_before_moving, ask_before_signing_out},
    reactive::{run, soon},
    ui::{actions, button, dialog, words},
};

/// The way out that somebody took.
#[derive(Clone)]
pub enum Way {
    /// *Close* on the card.
    Close,
    /// A link to another screen.
    Link(HtmlAnchorElement),
    /// *Back* or *Forward* of the browser.
    History,
}

/// Listens for the ways out while this screen is there, and asks.
pub fn leave_guard(flow: Flow) -> AnyView {
    let cost = move || {
        flow.journey
            .try_with_untracked(KeyJourney::leaving)
            .unwrap_or(Leaving::Free)
    };
    let is_dear = move || cost() != Leaving::Free;
    ask_before_signing_out(Some(Rc::new(move || match cost() {
        Leaving::Free => None,
        Leaving::NotCopied => Some(Msg::CloseWithoutCopy),
        Leaving::UnderWay => Some(Msg::LeaveKey),
    })));
    // Before the console's own listener, which leaves alone what was prevented.
    let clicked = Clicks::new(move |event| {
        if let Some(link) = leading_away(&event).filter(|_| is_dear()) {
            event.prevent_default();
            flow.way.set(Some(Way::Link(link)));
        }
    });
    let address = window().location().href().unwrap_or_default();
    ask_before_moving(Some(Rc::new(move || {
        let history = window().history();
        let (true, Ok(history)) = (is_dear(), history) else {
            return false;
        };
        // The browser is there already: the address of this screen is put back as a new step.
        let is_back = history
            .push_state_with_url(&JsValue::NULL, "", Some(&address))
            .is_ok();
        if is_back {
            flow.way.set(Some(Way::History));
        }
        is_back
    })));
    let unloading = window_event_listener(leptos::ev::beforeunload, move |event| {
        if is_dear() {
            // Asks the browser to ask the person; the words are the browser's own.
            event.prevent_default();
        }
    });
    let listening = StoredValue::new_local(Some(clicked));
    on_cleanup(move || {
        unloading.remove();
        ask_before_moving(None);
        ask_before_signing_out(None);
        drop(listening.try_update_value(Option::take));
    });
    question(flow)
}

fn question(flow: Flow) -> AnyView {
    let stay = move || flow.way.set(None);
    let is_under_way = move || flow.journey.with(KeyJourney::leaving) == Leaving::UnderWay;
    let title = move || {
        crate::messages::text(if is_under_way() {
            Msg::LeaveKeyTitle
        } else {
            Msg::CloseWithoutCopyTitle
        })
        .to_owned()
    };
    let copy_and_close = move |_| {
        run(async move {
            let way = flow.way.try_get_untracked().flatten();
            // The dialog is in the way of the value, which may have to be selected.
            flow.way.try_set(None);
            if copy_value(flow).await
                && let Some(way) = way
            {
                go(flow, way);
            }
        });
    };
    let leave = move |_| {
        if let Some(way) = flow.way.get_untracked() {
            flow.way.set(None);
            go(flow, way);
        }
    };
    dialog(
        move || flow.way.with(Option::is_some),
        title,
        Some(Callback::new(move |()| stay())),
        move || {
            // What is asked is settled when the question appears.
            if untrack(is_under_way) {
                return vec![
                    words("P", Msg::LeaveKey).view(),
                    actions(vec![
                        button("primary", Msg::Back, move |_| stay()),
                        button("", Msg::LeaveAnyway, leave),
                    ])
                    .view(),
                ];
            }
            vec![
                words("P", Msg::CloseWithoutCopy).view(),
                actions(vec![
                    button("primary", Msg::CopyAndClose, copy_and_close),
                    button("", Msg::CloseAnyway, leave),
                    button("", Msg::Back, move |_| stay()),
                ])
                .view(),
            ]
        },
    )
}

/// Goes the way that was stopped.
fn go(flow: Flow, way: Way) {
    match way {
        Way::Close => flow.close(),
        Way::Link(link) => {
            flow.leave();
            // When the dialog has gone: it keeps clicks outside of itself away.
            soon(move || HtmlElement::click(&link));
        }
        Way::History => {
            flow.leave();
            if let Ok(history) = window().history() {
                // The address was put back in front of where the browser had gone.
                history.back().unwrap_or_default();
            }
        }
    }
}

/// A link that a plain click follows to another place.
fn leading_away(event: &Event) -> Option<HtmlAnchorElement> {
    let click = event.dyn_ref::<MouseEvent>()?;
    if click.button() != 0
        || click.ctrl_key()
        || click.meta_key()
        || click.shift_key()
        || click.alt_key()
    {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?;
    let link = link.closest("a[href]").ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let stays = !matches!(link.target().as_str(), "" | "_self")
        || link.has_attribute("download")
        || link.get_attribute("href")?.starts_with('#');
    (!stays).then_some(link)
}

/// A listener that hears clicks before all others, and is taken away when it is dropped.
struct Clicks {
    heard: Closure<dyn FnMut(Event)>,
}

impl Clicks {
    fn new(hear: impl FnMut(Event) + 'static) -> Self {
        let hear: Box<dyn FnMut(Event)> = Box::new(hear);
        let heard = Closure::wrap(hear);
        // A function is always accepted.
        window()
            .add_event_listener_with_callback_and_bool(
                "click",
                heard.as_ref().unchecked_ref(),
                true,
            )
            .unwrap_or_default();
        Self { heard }
    }
}

impl Drop for Clicks {
    fn drop(&mut self) {
        window()
            .remove_event_listener_with_callback_and_bool(
                "click",
                self.heard.as_ref().unchecked_ref(),
                true,
            )
            .unwrap_or_default();
    }
}
