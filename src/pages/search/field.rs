//! The search field on other screens: it leads to the search.

use leptos::{ev::Event, prelude::*};

use super::address::search_for;
use crate::{
    messages::{Msg, text},
    ui::{Shape, div, element, icon, submit_button},
};

/// A field and its button.
pub fn search_field() -> AnyView {
    let words = RwSignal::new(String::new());
    let go = move |event: Event| {
        event.prevent_default();
        search_for(&words.get_untracked());
    };
    let input = element("INPUT")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("aria-label", text(Msg::SearchFor))
        .attr("placeholder", text(Msg::SearchFor))
        .on_input(move |typed| words.set(typed));
    element("FORM")
        .attr("class", "search-form")
        .attr("role", "search")
        .on("submit", go)
        .child(
            div("with-button")
                .child(input)
                .child(submit_button("").child(icon(Shape::Find)).text(Msg::Search)),
        )
        .view()
}
