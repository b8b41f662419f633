//! Whether the login method is remembered on this device.

use leptos::prelude::*;

use crate::{
    messages::Msg,
    state::last_method,
    ui::{Element, div, element, span},
};

/// The switch, and what is remembered; nothing where the browser keeps nothing for this site.
pub fn remember_box() -> Element {
    if !last_method::can_remember() {
        return element("DIV");
    }
    let on = RwSignal::new(last_method::remembers());
    let switch = element("INPUT")
        .attr("type", "checkbox")
        .attr("aria-describedby", "remember-help")
        .live_checked(move || on.get())
        .on("change", move |_| {
            on.update(|on| *on = !*on);
            last_method::set_remembering(on.get_untracked());
        });
    let label = element("LABEL")
        .child(switch)
        .child(span("").text(Msg::RememberMethod));
    div("remember").child(label).child(
        span("help")
            .attr("id", "remember-help")
            .text(Msg::RememberMethodHelp),
    )
}
