//! The platform's own dialog: it brings the focus trap, Escape and the return of the focus.

use std::sync::Arc;

use leptos::{ev::Event, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlDialogElement;

use super::{ElementRef, element, show};
use crate::reactive::effect;

/// A modal dialog, mounted while `open`. Its heading, which is also its name, takes the focus; Escape runs `on_close`,
/// the harmless way out, and without one does nothing.
pub fn dialog(
    open: impl Fn() -> bool + Send + Sync + 'static,
    title: impl Fn() -> String + Send + Sync + 'static,
    on_close: Option<Callback<()>>,
    content: impl Fn() -> Vec<AnyView> + Send + Sync + 'static,
) -> AnyView {
    let title: Arc<dyn Fn() -> String + Send + Sync> = Arc::new(title);
    show(open, move || modal(title.clone(), on_close, content()))
}

#[inline(never)]
fn modal(
    title: Arc<dyn Fn() -> String + Send + Sync>,
    on_close: Option<Callback<()>>,
    content: Vec<AnyView>,
) -> AnyView {
    let node = ElementRef::new();
    let heading = ElementRef::new();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        let dialog: HtmlDialogElement = dialog.unchecked_into();
        if !dialog.open() && dialog.show_modal().is_err() {
            // Not in the document any more; nothing to show.
            return;
        }
        if let Some(heading) = heading.get() {
            // Focus is a courtesy here: without it the dialog still works.
            heading.focus().unwrap_or_default();
        }
    });
    let cancel = move |event: Event| {
        event.prevent_default();
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    let name = title.clone();
    element("DIALOG")
        .node(node)
        .live_attr("aria-label", move || Some(name().into()))
        .on("cancel", cancel)
        .child(
            element("H2")
                .node(heading)
                .attr("tabindex", "-1")
                .live_words(move || title()),
        )
        .children(content)
        .view()
}
