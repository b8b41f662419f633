//! The clipboard, and what replaces it where the browser refuses it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

use super::flow::{Copied, Flow};
use crate::{reactive::soon, ui::ElementRef};

/// Copies the value without showing it. Where that is refused, the value is shown and selected, so that one key press
/// copies it (M4.8). Answers whether it is in the clipboard.
pub async fn copy_value(flow: Flow) -> bool {
    // The value goes straight to the browser: no copy of it stays here.
    let writing = flow
        .journey
        .with_untracked(|journey| match (journey.value(), clipboard()) {
            (Some(value), Some(clipboard)) => Some(Some(clipboard.write_text(value))),
            (Some(_), None) => Some(None),
            (None, _) => None,
        });
    let written = match writing {
        Some(Some(writing)) => JsFuture::from(writing).await.is_ok(),
        Some(None) => false,
        None => return false,
    };
    if written {
        copied(flow);
    } else {
        flow.tell(|journey| journey.show(true));
        flow.copied.try_set(Copied::Refused);
        soon(move || select(flow.value));
    }
    written
}

/// The person has the value, now.
pub fn copied(flow: Flow) {
    flow.tell(|journey| journey.copied());
    let time = js_sys::Date::new_0().to_locale_time_string("default");
    flow.copied.try_set(Copied::At(String::from(time)));
}

/// Whether all of the value is what a copy command takes now.
pub fn is_selected(flow: Flow) -> bool {
    let selected = window().get_selection().ok().flatten();
    let selected = selected.map(|selection| String::from(selection.to_string()));
    flow.journey.with_untracked(|journey| {
        selected.is_some_and(|selected| Some(selected.trim()) == journey.value())
    })
}

fn select(value: ElementRef) {
    let node = value.try_get_untracked().flatten();
    let selection = window().get_selection().ok().flatten();
    if let (Some(node), Some(selection)) = (node, selection) {
        // Without a selection the value is still there to be selected by hand.
        selection.select_all_children(&node).unwrap_or_default();
    }
}

/// The clipboard; a page that did not come over a secure connection has none.
fn clipboard() -> Option<Clipboard> {
    js_sys::Reflect::get(&window().navigator(), &"clipboard".into())
        .ok()
        .filter(JsValue::is_object)
        .map(JsCast::unchecked_into)
}
