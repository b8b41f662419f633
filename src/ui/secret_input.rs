//! A field for a secret of the configuration.

use super::{Element, element};

/// An input that shows nothing of what is typed. Not the person's own password: no manager should offer or keep it.
pub fn secret_input() -> Element {
    element("INPUT")
        .attr("type", "password")
        .attr("autocomplete", "off")
        .attr("data-1p-ignore", "")
        .attr("spellcheck", "false")
}
