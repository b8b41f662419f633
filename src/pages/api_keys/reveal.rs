//! The new key: masked, copied or shown on the person's word, gone when the card closes.

use leptos::{ev::Event, prelude::*};
use sps_client::NewApiKey;
use sps_workbench::api_keys::KeyOutcome;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

use crate::{
    messages::{Msg, text, text_with},
    pages::review::outcome_problem,
    reactive::run,
    ui::{
        Shape, Tone, actions, button, dialog, element, icon, nothing, notice_text, p, show,
        together, words,
    },
};

/// What became of the clipboard.
#[derive(Clone, Copy, PartialEq)]
enum Copied {
    NotYet,
    Done,
    Refused,
}

/// The card of a key that was just created.
pub fn reveal(created: RwSignal<Option<KeyOutcome>, LocalStorage>) -> AnyView {
    let shown = RwSignal::new(false);
    let copied = RwSignal::new(Copied::NotYet);
    let asking = RwSignal::new(false);

    let with_key = move |pick: &dyn Fn(&NewApiKey) -> String| {
        created
            .with(|outcome| outcome.as_ref().and_then(key).map(pick))
            .unwrap_or_default()
    };
    let active = move || created.with(|outcome| matches!(outcome, Some(KeyOutcome::Active(_))));
    let value = move || {
        if shown.get() {
            with_key(&|key| key.secret().to_owned())
        } else {
            with_key(&|key| masked(key.secret()))
        }
    };
    let close = move || created.set(None);
    let try_close = move |_| {
        if copied.get_untracked() == Copied::NotYet && !shown.get_untracked() {
            asking.set(true)
        } else {
            close()
        }
    };
    let copy = move |_: Event| {
        let secret = with_key(&|key| key.secret().to_owned());
        run(async move {
            let done = match clipboard() {
                Some(clipboard) => JsFuture::from(clipboard.write_text(&secret)).await.is_ok(),
                None => false,
            };
            copied.try_set(if done { Copied::Done } else { Copied::Refused });
            if !done {
                // The value must be visible to be selected and copied by hand.
                shown.try_set(true);
            }
        });
    };
    let copy_and_close = move |event| {
        copy(event);
        asking.set(false);
    };
    let failure = move || {
        created.with(|outcome| match outcome {
            Some(KeyOutcome::NotActive { commit, .. }) => together(vec![
                notice_text(Tone::Warning, Msg::KeyNotActiveMeaning),
                outcome_problem(commit),
            ]),
            _ => nothing(),
        })
    };
    let heading = element("H2")
        .attr("id", "new-key")
        .attr("tabindex", "-1")
        .live_text(move || {
            if active() {
                Msg::KeyReady
            } else {
                Msg::KeyNotActive
            }
        });
    let usable = move || {
        let code = element("CODE")
            .untranslated()
            .attr("aria-label", text(Msg::KeyValue))
            .live_words(value);
        let key_value = p("")
            .live_attr("class", move || {
                Some(
                    if shown.get() {
                        "key-value shown"
                    } else {
                        "key-value"
                    }
                    .into(),
                )
            })
            .child(icon(Shape::Key))
            .child(code);
        let choices = actions(vec![
            element("BUTTON")
                .attr("type", "button")
                .attr("class", "primary")
                .on("click", copy)
                .child(icon(Shape::Copy))
                .live_text(move || {
                    if copied.get() == Copied::Done {
                        Msg::CopyAgain
                    } else {
                        Msg::Copy
                    }
                }),
            button("", Msg::Show, move |_| {
                shown.update(|shown| *shown = !*shown)
            })
            .live_state("aria-pressed", move || shown.get()),
            button("", Msg::Close, try_close),
        ]);
        let status = p("muted")
            .attr("role", "status")
            .live_text(move || match copied.get() {
                Copied::NotYet => Msg::NotCopiedYet,
                Copied::Done => Msg::KeyCopied,
                Copied::Refused => Msg::CopyByHand,
            });
        together(vec![
            words("P", Msg::KeyCopyNow).view(),
            key_value.view(),
            choices.view(),
            status.view(),
        ])
    };
    let useless = move || actions(vec![button("", Msg::Close, move |_| close())]).view();
    let card = element("SECTION")
        .attr("class", "card key-card")
        .attr("aria-labelledby", "new-key")
        .child(heading)
        .live(failure)
        .child(show(active, usable))
        .child(show(move || !active(), useless));
    let name = move || with_key(&|key| key.name.clone().unwrap_or_default());
    let question = dialog(
        move || asking.get(),
        || text(Msg::CloseWithoutCopyTitle).to_owned(),
        Some(Callback::new(move |()| asking.set(false))),
        move || {
            vec![
                p("")
                    .live_words(move || text_with(Msg::CloseWithoutCopy, &[("name", &name())]))
                    .view(),
                actions(vec![
                    button("primary", Msg::Copy, copy_and_close),
                    button("", Msg::CloseAnyway, move |_| close()),
                    button("", Msg::Back, move |_| asking.set(false)),
                ])
                .view(),
            ]
        },
    );
    together(vec![card.view(), question])
}

fn key(outcome: &KeyOutcome) -> Option<&NewApiKey> {
    match outcome {
        KeyOutcome::Active(key) | KeyOutcome::NotActive { key, .. } => Some(key),
        KeyOutcome::NotCreated(_) => None,
    }
}

/// Enough to recognise it, not enough to use it.
fn masked(secret: &str) -> String {
    let end: Vec<char> = secret.chars().rev().take(4).collect();
    format!("•••• {}", end.into_iter().rev().collect::<String>())
}

/// The clipboard; a page that did not come over a secure connection has none.
fn clipboard() -> Option<Clipboard> {
    js_sys::Reflect::get(&window().navigator(), &"clipboard".into())
        .ok()
        .filter(JsValue::is_object)
        .map(JsCast::unchecked_into)
}
