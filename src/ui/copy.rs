//! Copying a text; where the browser refuses its clipboard, the text is shown and selected.

use std::sync::Arc;

use leptos::{ev::Event, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, HtmlInputElement};

use super::{
    Element, ElementRef, Shape, actions, button, dialog, element, icon, span, together, words,
};
use crate::{
    messages::{Msg, text},
    reactive::{run, soon},
    state::{Toasts, use_toasts},
};

/// A button that copies what `what` makes, and says `done` when it did.
pub fn copy_button(
    label: Msg,
    done: String,
    what: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    copy_button_named(text(label).to_owned(), done, what)
}

/// As [`copy_button`], with a label of its own.
pub fn copy_button_named(
    label: String,
    done: String,
    what: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    let button = element("BUTTON")
        .attr("type", "button")
        .child(icon(Shape::Copy))
        .child(span("").words(label));
    copying(button, done, Arc::new(what))
}

/// A small button beside a value, named by `name`.
pub fn copy_value(
    name: String,
    done: String,
    what: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    let button = element("BUTTON")
        .attr("type", "button")
        .attr("class", "quiet copy")
        .attr("aria-label", name.clone())
        .attr("title", name)
        .child(icon(Shape::Copy));
    copying(button, done, Arc::new(what))
}

#[inline(never)]
fn copying(button: Element, done: String, what: Arc<dyn Fn() -> String + Send + Sync>) -> AnyView {
    let toasts = use_toasts();
    let by_hand = RwSignal::new(false);
    let text_to_copy = what.clone();
    let copy = move |_: Event| {
        let words = what();
        let done = done.clone();
        run(async move {
            if copied(&words).await {
                toasts.say(done);
            } else {
                by_hand.try_set(true);
            }
        });
    };
    let fallback = dialog(
        move || by_hand.get(),
        || text(Msg::CopyByHandTitle).to_owned(),
        Some(Callback::new(move |()| by_hand.set(false))),
        move || selected(&text_to_copy(), by_hand),
    );
    together(vec![button.on("click", copy).view(), fallback])
}

/// The text in a field of its own, selected.
fn selected(words_to_copy: &str, open: RwSignal<bool>) -> Vec<AnyView> {
    let field = ElementRef::new();
    soon(move || {
        let element = field.try_get_untracked().flatten();
        if let Some(element) = element {
            // A text area selects as an input does.
            let area: HtmlInputElement = element.unchecked_into();
            area.focus().unwrap_or_default();
            area.select();
        }
    });
    let words_to_copy = words_to_copy.to_owned();
    vec![
        words("P", Msg::CopyByHandHelp).view(),
        element("TEXTAREA")
            .node(field)
            .untranslated()
            .attr("readonly", "")
            .attr("rows", "8")
            .attr("aria-label", text(Msg::TextToCopy))
            .live_value(move || words_to_copy.clone())
            .view(),
        actions(vec![button("", Msg::Close, move |_| open.set(false))]).view(),
    ]
}

/// A button that copies the text of an element; where the browser refuses its clipboard, the text is selected.
#[inline(never)]
pub fn copy_shown(node: ElementRef, label: Msg) -> Element {
    // A component on its own has nobody to say it.
    let toasts = use_context::<Toasts>();
    button("quiet", label, move |_| {
        let Some(shown) = node.try_get_untracked().flatten() else {
            return;
        };
        run(async move {
            if copied(&shown.text_content().unwrap_or_default()).await {
                if let Some(toasts) = toasts {
                    toasts.say(text(Msg::Copied));
                }
            } else if let Ok(Some(selection)) = window().get_selection() {
                // A browser without selections has no way to copy.
                selection.select_all_children(&shown).unwrap_or_default();
            }
        });
    })
}

/// Whether the text is in the clipboard now.
async fn copied(words: &str) -> bool {
    match clipboard() {
        Some(clipboard) => JsFuture::from(clipboard.write_text(words)).await.is_ok(),
        None => false,
    }
}

/// The clipboard; a page that did not come over a secure connection has none.
fn clipboard() -> Option<Clipboard> {
    js_sys::Reflect::get(&window().navigator(), &"clipboard".into())
        .ok()
        .filter(JsValue::is_object)
        .map(JsCast::unchecked_into)
}
