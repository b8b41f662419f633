//! The page after the end of the session: to be read, selected and copied, and nothing in it acts (product.md M3.8).

use leptos::{ev::Event, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlSelectElement, KeyboardEvent};

use crate::{state::Console, ui::Element};

/// What a control acts upon, or a text field changes by.
const ACTING: [&str; 3] = ["click", "submit", "beforeinput"];

/// Keeps everything within `main` from acting while the session is over.
pub fn still(main: Element, console: Console) -> Element {
    let guarded = move |acts: fn(&Event) -> bool| {
        move |event: Event| {
            if console.ended.get_untracked() && acts(&event) {
                event.prevent_default();
                event.stop_propagation();
            }
        }
    };
    ACTING
        .into_iter()
        .fold(main, |main, name| main.on_way_in(name, guarded(|_| true)))
        .on_way_in("mousedown", guarded(is_list))
        .on_way_in("keydown", guarded(acts))
}

/// A list of choices opens at the press already.
fn is_list(event: &Event) -> bool {
    event
        .target()
        .is_some_and(|target| target.has_type::<HtmlSelectElement>())
}

/// Enter, a shortcut or a choice; not what moves, selects or copies.
fn acts(event: &Event) -> bool {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
        return false;
    };
    let is_letter = key.key().chars().nth(1).is_none() && !key.ctrl_key() && !key.meta_key();
    is_letter || key.key() == "Enter" || key.alt_key() || (is_list(event) && key.key() != "Tab")
}
