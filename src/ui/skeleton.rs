//! What stands where a list or form will be; becomes visible after 400 ms (before somebody is signed in
//! after 300 ms), so that a quick answer does not flash.

use leptos::prelude::*;

use super::{div, element};
use crate::messages::{Msg, text};

/// Grey lines, announced as loading.
#[inline(never)]
pub fn skeleton(lines: usize) -> AnyView {
    div("skeleton")
        .attr("role", "status")
        .attr("aria-label", text(Msg::Loading))
        .children((0..lines).map(|_| element("SPAN")))
        .view()
}
