//! Buttons, links that look like them, and the row they stand in.

use leptos::{ev::Event, prelude::*};

use super::{Element, div, element, p};
use crate::{
    messages::{Msg, text},
    route::Route,
};

/// A button that does something at once.
pub fn button(kind: &'static str, label: Msg, on_click: impl FnMut(Event) + 'static) -> Element {
    bare(kind, "button").text(label).on("click", on_click)
}

/// The button that sends a form; its label is added by the caller.
#[inline(never)]
pub fn submit_button(kind: &'static str) -> Element {
    bare(kind, "submit")
}

#[inline(never)]
fn bare(kind: &'static str, how: &'static str) -> Element {
    element("BUTTON").attr("type", how).attr("class", kind)
}

/// A link to another screen, its content added by the caller.
#[inline(never)]
pub fn link(class: &'static str, to: &Route) -> Element {
    element("A").attr("class", class).attr("href", to.href())
}

/// What can be done here, side by side.
#[inline(never)]
pub fn actions(choices: Vec<Element>) -> Element {
    div("actions").children(choices)
}

/// What is wrong with an input.
#[inline(never)]
pub fn trouble(message: Msg) -> AnyView {
    p("trouble").words(text(message)).view()
}
