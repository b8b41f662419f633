//! Name, create, activate; nothing is shown before the commit succeeded.

use leptos::{ev::SubmitEvent, html, prelude::*};
use sps_client::{ApiKeyName, ApiKeyNameError};
use sps_workbench::api_keys::{KeyOutcome, KeyStep, create_and_activate, own_changes_only};

use crate::{
    messages::{Msg, count_text, text, text_with},
    route::Route,
    state::{Sending, use_console},
    ui::{Dialog, Notice, Problem, Show, Task, Tone},
};

/// The form of a new key.
#[component]
pub fn CreateKey(
    /// Takes the new key.
    created: RwSignal<Option<KeyOutcome>, LocalStorage>,
    /// The names in use.
    names: Signal<Vec<String>>,
    /// Reads the list again.
    reread: Callback<()>,
) -> impl IntoView {
    let console = use_console();
    let open = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let step = RwSignal::new(None::<KeyStep>);
    let failed = RwSignal::new(None::<sps_client::Error>);
    let guard = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();

    let checked = Memo::new(move |_| {
        let typed = name.get();
        ApiKeyName::parse(&typed)
            .map_err(|error| name_trouble(&error))
            .and_then(|parsed| {
                if names.with(|names| names.contains(&typed)) {
                    Err(text(Msg::KeyNameTaken).to_owned())
                } else {
                    Ok(parsed)
                }
            })
    });
    let creating = Sending::new();
    let create = move |parsed: ApiKeyName| {
        creating.start(async move {
            failed.try_set(None);
            let client = console.client();
            let message = text_with(Msg::CreateKeyMessage, &[("name", parsed.as_str())]);
            let outcome = create_and_activate(&client, &parsed, Some(&message), |now| {
                step.try_set(Some(now));
            })
            .await;
            step.try_set(None);
            match outcome {
                KeyOutcome::NotCreated(error) => {
                    console.notice(&error);
                    failed.try_set(Some(error));
                }
                outcome => {
                    created.try_set(Some(outcome));
                }
            }
            console.read_pending().await;
            reread.run(());
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if creating.pending_now() {
            return;
        }
        match checked.get_untracked() {
            // A commit covers the whole transaction: somebody else's work in it is never activated in passing.
            Ok(parsed) => match console
                .pending
                .with_untracked(|pending| own_changes_only(&pending.changes))
            {
                0 => create(parsed),
                others => guard.set(others),
            },
            Err(_) => {
                if let Some(field) = field.get_untracked() {
                    field.focus().unwrap_or_default();
                }
            }
        }
    };
    let trouble = move || {
        let typed = name.with(|name| !name.is_empty());
        checked.get().err().filter(|_| tried.get() || typed)
    };
    let suggestion = move || {
        let typed = name.get();
        checked
            .get()
            .err()
            .and_then(|_| ApiKeyName::suggest(&typed))
            .filter(|suggestion| suggestion.as_str() != typed)
    };
    let start = move |_| {
        open.set(true);
        request_animation_frame(move || {
            if let Some(field) = field.get_untracked() {
                field.focus().unwrap_or_default();
            }
        });
    };
    let progress = move || {
        step.get().map(|step| {
            text(match step {
                KeyStep::Creating => Msg::KeyCreating,
                KeyStep::Activating => Msg::KeyActivating,
            })
        })
    };
    view! {
        <Show when=move || open.get() fallback=move || view! {
            <p><button type="button" class="primary" on:click=start>{text(Msg::CreateAKey)}</button></p>
        }>
            <form class="card form" aria-label=text(Msg::CreateAKey) on:submit=submit>
                <h2>{text(Msg::CreateAKey)}</h2>
                <Notice tone=Tone::Info>{text(Msg::KeyShownOnce)}</Notice>
                <div class="field">
                    <label class="label" for="key-name">{text(Msg::Name)}</label>
                    <input node_ref=field id="key-name" type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
                        aria-describedby="key-name-rule key-name-trouble" aria-invalid=move || trouble().is_some().to_string()
                        prop:value=name on:input:target=move |event| name.set(event.target().value()) />
                    <p id="key-name-rule" class="help">{text(Msg::KeyNameRule)}</p>
                    <div id="key-name-trouble">
                        {move || trouble().map(|words| view! { <p class="trouble">{words}</p> }.into_any())}
                        {move || suggestion().map(|suggestion| {
                            let words = text_with(Msg::UseName, &[("name", suggestion.as_str())]);
                            view! {
                                <button type="button" class="quiet" on:click=move |_| name.set(suggestion.as_str().to_owned())>{words}</button>
                            }.into_any()
                        })}
                    </div>
                </div>
                {move || failed.get().map(|error| view! { <Problem error task=Task::Stage /> })}
                <div class="actions">
                    <button type="submit" class="primary" aria-disabled=move || creating.pending().to_string()>{text(Msg::Create)}</button>
                    <button type="button" on:click=move |_| open.set(false) disabled=move || creating.pending()>{text(Msg::Cancel)}</button>
                    <span class="muted" role="status">{move || progress().unwrap_or_default()}</span>
                </div>
            </form>
        </Show>
        <Dialog open=Signal::derive(move || guard.get() > 0) title=Signal::derive(|| text(Msg::GuardTitle).to_owned())
            on_close=Callback::new(move |()| guard.set(0))>
            <p>{move || count_text(guard.get(), Msg::GuardOne, Msg::GuardMany)}</p>
            <div class="actions">
                <a class="button primary" href=Route::Review.href()>{text(Msg::ReviewFirst)}</a>
                <button type="button" on:click=move |_| guard.set(0)>{text(Msg::Cancel)}</button>
            </div>
        </Dialog>
    }
}

fn name_trouble(error: &ApiKeyNameError) -> String {
    match error {
        ApiKeyNameError::Empty => text(Msg::KeyNameEmpty).to_owned(),
        ApiKeyNameError::WhiteSpace => text(Msg::KeyNameSpace).to_owned(),
        ApiKeyNameError::SpecialCharacter(found) => text_with(
            Msg::KeyNameSpecial,
            &[("character", found.to_string().as_str())],
        ),
        _ => text(Msg::KeyNameTooLong).to_owned(),
    }
}
