//! The commit message where the appliance requires one, drafted (M4.6, M5).

use leptos::prelude::*;

use super::flow::Flow;
use crate::{
    messages::Msg,
    ui::{Element, ElementRef, div, element, nothing, p, words},
};

/// The field, with its hint and its trouble tied to it.
pub fn message_field(flow: Flow, field: ElementRef) -> Element {
    let input = element("INPUT")
        .node(field)
        .attr("id", "key-message")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("aria-required", "true")
        .attr("aria-describedby", "key-message-need key-message-trouble")
        .live_state("aria-invalid", move || flow.message_missing.get())
        .live_value(move || flow.message_text())
        .on_input(move |typed| {
            flow.message_missing.set(false);
            flow.message.set(Some(typed));
        });
    let trouble = element("DIV")
        .attr("id", "key-message-trouble")
        .live(move || {
            if flow.message_missing.get() {
                p("trouble")
                    .attr("role", "alert")
                    .text(Msg::KeyMessageEmpty)
                    .view()
            } else {
                nothing()
            }
        });
    div("field")
        .child(
            words("LABEL", Msg::CommitMessage)
                .attr("class", "label")
                .attr("for", "key-message"),
        )
        .child(input)
        .child(
            p("help")
                .attr("id", "key-message-need")
                .text(Msg::KeyMessageRequired),
        )
        .child(trouble)
}
