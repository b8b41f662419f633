//! The platform's own dialog: it brings the focus trap and Escape; the way back for the focus is here, since the dialog is
//! taken out of the page and not closed.

use std::sync::Arc;

use leptos::{ev::Event, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::{ElementRef, element, focus, show};
use crate::reactive::{effect, soon};

/// A dialog, mounted while `open`. Its heading, which is also its name, takes the focus, and gives it back. It is modal, and
/// Escape runs `on_close`, the harmless way out. Without such a way it lies beside the page, which can still be read.
pub fn dialog(
    open: impl Fn() -> bool + Send + Sync + 'static,
    title: impl Fn() -> String + Send + Sync + 'static,
    on_close: Option<Callback<()>>,
    content: impl Fn() -> Vec<AnyView> + Send + Sync + 'static,
) -> AnyView {
    let title: Arc<dyn Fn() -> String + Send + Sync> = Arc::new(title);
    show(open, move || mounted(title.clone(), on_close, content()))
}

#[inline(never)]
fn mounted(
    title: Arc<dyn Fn() -> String + Send + Sync>,
    on_close: Option<Callback<()>>,
    content: Vec<AnyView>,
) -> AnyView {
    let node = ElementRef::new();
    let heading = ElementRef::new();
    let leave = move || {
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    if on_close.is_some() {
        open_modal(node, heading, || true);
    } else {
        open_beside(node, heading);
    }
    let cancel = move |event: Event| {
        event.prevent_default();
        leave();
    };
    // A browser closes a dialog at the second Escape, whatever was prevented.
    let closed = move |_| {
        leave();
        soon(move || show_again(node));
    };
    let name = title.clone();
    element("DIALOG")
        .attr("class", if on_close.is_some() { "" } else { "beside" })
        .node(node)
        .live_attr("aria-label", move || Some(name().into()))
        .on("cancel", cancel)
        .on("close", closed)
        .child(
            element("H2")
                .node(heading)
                .attr("tabindex", "-1")
                .live_words(move || title()),
        )
        .children(content)
        .view()
}

/// Opens a dialog over the page as soon as it is in it, with the focus on `first`; while it is not `time` for that it is
/// seen, and takes nothing. When it goes, the focus is back where the person was, caret and all.
pub fn open_modal(node: ElementRef, first: ElementRef, time: impl Fn() -> bool + 'static) {
    let before = remember_focus();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        let dialog: HtmlDialogElement = dialog.unchecked_into();
        if !time() {
            // Not by its method, which moves the focus.
            dialog.set_open(true);
            return;
        }
        before.set_value(focused());
        dialog.set_open(false);
        if dialog.show_modal().is_err() {
            // Not in the document any more; nothing to show.
            return;
        }
        focus(first);
    });
}

/// As [`open_modal`], but the page stays as it is. Over another dialog that is modal, or else nobody could reach this one.
fn open_beside(node: ElementRef, first: ElementRef) {
    let before = remember_focus();
    effect(move || {
        if node.get().is_none() {
            return;
        }
        // What has to go first, such as the question before the end of the session, is gone by then.
        soon(move || {
            let Some(dialog) = in_page(node) else { return };
            before.try_set_value(focused());
            if matches!(document().query_selector("dialog:modal"), Ok(Some(_))) {
                // In the document, and not open.
                dialog.show_modal().unwrap_or_default();
            } else {
                dialog.show();
            }
            focus(first);
        });
    });
}

fn show_again(node: ElementRef) {
    if let Some(dialog) = in_page(node) {
        // In the document, and not open.
        dialog.show_modal().unwrap_or_default();
    }
}

/// The dialog, if it is still wanted and not open.
fn in_page(node: ElementRef) -> Option<HtmlDialogElement> {
    let dialog = node.try_get_untracked().flatten()?;
    let dialog: HtmlDialogElement = dialog.unchecked_into();
    (dialog.is_connected() && !dialog.open()).then_some(dialog)
}

/// A place for what had the focus, which gets it back when the owner of this goes.
fn remember_focus() -> StoredValue<Option<HtmlElement>, LocalStorage> {
    let before = StoredValue::new_local(None::<HtmlElement>);
    on_cleanup(move || {
        if let Some(Some(before)) = before.try_get_value() {
            soon(move || give_back(&before));
        }
    });
    before
}

/// Gives the focus back, unless something else has taken it; to the page where what had it is gone.
fn give_back(before: &HtmlElement) {
    if focused().is_some() {
        return;
    }
    let main = || document().get_element_by_id("main")?.dyn_into().ok();
    let to = if before.is_connected() {
        Some(before.clone())
    } else {
        main()
    };
    if let Some(to) = to {
        to.focus().unwrap_or_default();
    }
}

/// What has the focus; nothing where that is the page as a whole.
fn focused() -> Option<HtmlElement> {
    let active = document().active_element()?;
    (active.tag_name() != "BODY").then(|| active.dyn_into().ok())?
}
