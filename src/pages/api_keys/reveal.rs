//! The new key: masked, copied or shown on the person's word, gone when the card closes.

use leptos::{prelude::*, task::spawn_local};
use sps_client::NewApiKey;
use sps_workbench::{api_keys::KeyOutcome, commit::CommitOutcome};
use wasm_bindgen_futures::JsFuture;

use crate::{
    messages::{Msg, text, text_with},
    pages::review::OutcomeProblem,
    ui::{Dialog, Icon, Notice, Shape, Show, Tone},
};

/// What became of the clipboard.
#[derive(Clone, Copy, PartialEq)]
enum Copied {
    NotYet,
    Done,
    Refused,
}

/// The card of a key that was just created.
#[component]
pub fn Reveal(created: RwSignal<Option<KeyOutcome>, LocalStorage>) -> impl IntoView {
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
    let copy = move |_| {
        let secret = with_key(&|key| key.secret().to_owned());
        spawn_local(async move {
            let done = JsFuture::from(window().navigator().clipboard().write_text(&secret))
                .await
                .is_ok();
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
            Some(KeyOutcome::NotActive { commit, .. }) => Some(commit.clone()),
            _ => None,
        })
    };
    view! {
        <section class="card key-card" aria-labelledby="new-key">
            <h2 id="new-key" tabindex="-1">{move || text(if active() { Msg::KeyReady } else { Msg::KeyNotActive })}</h2>
            {move || failure().map(|outcome: CommitOutcome| view! {
                <Notice tone=Tone::Warning>{text(Msg::KeyNotActiveMeaning)}</Notice>
                <OutcomeProblem outcome />
            })}
            <Show when=active>
                <p>{text(Msg::KeyCopyNow)}</p>
                <p class="key-value" class:shown=move || shown.get()>
                    <Icon shape=Shape::Key />
                    <code translate="no" aria-label=text(Msg::KeyValue)>{move || value()}</code>
                </p>
                <div class="actions">
                    <button type="button" class="primary" on:click=copy><Icon shape=Shape::Copy />{move || text(if copied.get() == Copied::Done { Msg::CopyAgain } else { Msg::Copy })}</button>
                    <button type="button" aria-pressed=move || shown.get().to_string() on:click=move |_| shown.update(|shown| *shown = !*shown)>{text(Msg::Show)}</button>
                    <button type="button" on:click=try_close>{text(Msg::Close)}</button>
                </div>
                <p role="status" class="muted">{move || text(match copied.get() {
                    Copied::NotYet => Msg::NotCopiedYet,
                    Copied::Done => Msg::KeyCopied,
                    Copied::Refused => Msg::CopyByHand,
                })}</p>
            </Show>
            <Show when=move || !active()>
                <div class="actions"><button type="button" on:click=move |_| close()>{text(Msg::Close)}</button></div>
            </Show>
        </section>
        <Dialog open=asking title=Signal::derive(|| text(Msg::CloseWithoutCopyTitle).to_owned())
            on_close=Callback::new(move |()| asking.set(false))>
            <p>{move || text_with(Msg::CloseWithoutCopy, &[("name", &with_key(&|key| key.name.clone().unwrap_or_default()))])}</p>
            <div class="actions">
                <button type="button" class="primary" on:click=copy_and_close>{text(Msg::Copy)}</button>
                <button type="button" on:click=move |_| close()>{text(Msg::CloseAnyway)}</button>
                <button type="button" on:click=move |_| asking.set(false)>{text(Msg::Back)}</button>
            </div>
        </Dialog>
    }
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
