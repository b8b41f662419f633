//! The platform's own dialog: it brings the focus trap, Escape and the return of the focus.

use leptos::{html, prelude::*};

use super::Show;

/// A modal dialog, mounted while `open`. Its first heading takes the focus; Escape runs `on_close`.
#[component]
pub fn Dialog(
    /// Shown while true.
    #[prop(into)]
    open: Signal<bool>,
    /// The accessible name and visible heading.
    #[prop(into)]
    title: Signal<String>,
    /// The harmless way out; without one, Escape does nothing.
    #[prop(optional)]
    on_close: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Show when=open>
            <Modal title on_close>{children.with_value(|children| children())}</Modal>
        </Show>
    }
}

#[component]
fn Modal(
    title: Signal<String>,
    on_close: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if !dialog.open() && dialog.show_modal().is_err() {
            // Not in the document any more; nothing to show.
            return;
        }
        if let Some(heading) = heading.get() {
            // Focus is a courtesy here: without it the dialog still works.
            heading.focus().unwrap_or_default();
        }
    });
    let cancel = move |event: web_sys::Event| {
        event.prevent_default();
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    view! {
        <dialog node_ref=node aria-label=move || title.get() on:cancel=cancel>
            <h2 node_ref=heading tabindex="-1">{move || title.get()}</h2>
            {children()}
        </dialog>
    }
}
