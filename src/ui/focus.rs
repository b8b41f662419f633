//! Moving the keyboard focus: a courtesy, a screen works without it.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::ElementRef;

/// Puts the focus on an element. Callers come late, from an animation frame or an answer: by then the element may be
/// gone, and its reference with it.
#[inline(never)]
pub fn focus(node: ElementRef) {
    let element = node.try_get_untracked().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.focus().unwrap_or_default();
    }
}
