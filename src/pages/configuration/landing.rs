//! Landing on one field of a form: the address names it behind `#` (product.md M6.5).

use leptos::prelude::*;
use sps_workbench::document::Pointer;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, HtmlElement};

use super::{field_box::id_of, form::Form};
use crate::{reactive::soon, route::Route};

/// What takes the keyboard focus.
const FOCUSABLE: &str = "input, select, textarea, button";

/// Lands on the field that the address names, once the fields are there, and again when the address names another one.
/// To be called inside the form, once.
pub fn follow_place(land: impl Fn() + 'static) {
    let moved =
        leptos::leptos_dom::helpers::window_event_listener_untyped("hashchange", move |_| land());
    on_cleanup(move || moved.remove());
}

/// Puts the focus on the field that the address names, or on the nearest one around it that is there.
pub fn land(form: Form) {
    let hash = window().location().hash().unwrap_or_default();
    let place = Route::place_in(&hash).and_then(|place| Pointer::parse(&place));
    // The screen's own way of placing the focus, on its heading, comes first.
    if let Some(place) = place {
        soon(move || {
            let place = place.clone();
            soon(move || {
                // A large form builds what it shows, and goes there by itself.
                if form.is_large {
                    form.reveal(place);
                    arrived();
                } else {
                    focus_at(&place);
                }
            });
        });
    }
}

fn focus_at(place: &Pointer) {
    let steps = place.segments();
    for length in (1..=steps.len()).rev() {
        let at = steps
            .iter()
            .take(length)
            .fold(Pointer::root(), |at, name| at.child(name));
        let found = document()
            .get_element_by_id(&id_of(&at))
            .or_else(|| first_inside(&at));
        if let Some(field) = found.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // A field that cannot take the focus is at least brought into sight.
            field.scroll_into_view_with_bool(true);
            field.focus().unwrap_or_default();
            arrived();
            return;
        }
    }
}

/// Takes the place out of the address: a form that is built anew must not take the focus again, and the same link leads
/// here once more.
fn arrived() {
    let window = window();
    let location = window.location();
    let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let history = window.history();
    // Where the history is out of reach, the place stays in the address.
    history
        .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&here)))
        .unwrap_or_default();
}

/// The first control of a group: its own id begins with that of the group.
fn first_inside(at: &Pointer) -> Option<Element> {
    let prefix = id_of(at) + "/";
    let all = document()
        .query_selector_all(&format!(".editor :is({FOCUSABLE})"))
        .ok()?;
    (0..all.length())
        .filter_map(|position| all.item(position)?.dyn_into::<Element>().ok())
        .find(|control| control.id().starts_with(&prefix))
}
