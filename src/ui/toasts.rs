//! Shows the confirmations; the region is there from the start, or screen readers would miss the first one.

use leptos::prelude::*;

use super::{Shape, div, icon, live, nothing, p, together};
use crate::state::use_toasts;

/// The live region of confirmations.
pub fn toast_list() -> AnyView {
    let shown = use_toasts().shown();
    let toast = |text: Option<String>| match text {
        Some(text) => p("toast").child(icon(Shape::Success)).words(text).view(),
        None => nothing(),
    };
    div("toasts")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .child(live(move || {
            together(shown.get().into_iter().map(toast).collect())
        }))
        .view()
}
