//! The heading of a screen; takes the focus when the screen changes.

use super::{Element, element, p};

/// `<h1>` with one line of help under it.
pub fn page_title(title: impl Fn() -> String + Send + 'static, help: impl Into<String>) -> Element {
    element("HEADER")
        .attr("class", "page-title")
        .child(element("H1").attr("tabindex", "-1").live_words(title))
        .child(p("muted").words(help))
}
