//! Deleting a key: also two phases, also never in passing.

use leptos::prelude::*;
use sps_client::ApiKey;
use sps_workbench::{
    api_keys::{delete_and_activate, own_changes_only},
    commit::CommitOutcome,
};

use crate::{
    messages::{Msg, count_text, text, text_with},
    pages::review::OutcomeProblem,
    route::Route,
    state::{Sending, use_console, use_toasts},
    ui::{Dialog, Problem, Show, Task},
};

/// What stands in the way of the deletion.
#[derive(Clone)]
enum Trouble {
    Refused(sps_client::Error),
    NotCommitted(CommitOutcome),
}

/// Asks, deletes, commits.
#[component]
pub fn DeleteKey(doomed: RwSignal<Option<ApiKey>>, reread: Callback<()>) -> impl IntoView {
    let console = use_console();
    let toasts = use_toasts();
    let trouble = RwSignal::new(None::<Trouble>);
    let name = move || {
        doomed
            .with(|key| {
                key.as_ref()
                    .map(|key| key.name.clone().unwrap_or_else(|| key.key.clone()))
            })
            .unwrap_or_default()
    };
    let others = move || {
        console
            .pending
            .with(|pending| own_changes_only(&pending.changes))
    };
    let deleting = Sending::new();
    let delete = move |key: ApiKey| {
        deleting.start(async move {
            let client = console.client();
            let named = key.name.clone().unwrap_or_else(|| key.key.clone());
            let message = text_with(Msg::DeleteKeyMessage, &[("name", &named)]);
            match delete_and_activate(&client, &key.key, Some(&message), |_| {}).await {
                Ok(CommitOutcome::Committed) => {
                    doomed.try_set(None);
                    toasts.say(text_with(Msg::KeyDeleted, &[("name", &named)]));
                }
                Ok(outcome) => {
                    trouble.try_set(Some(Trouble::NotCommitted(outcome)));
                }
                Err(error) => {
                    console.notice(&error);
                    trouble.try_set(Some(Trouble::Refused(error)));
                }
            }
            console.read_pending().await;
            reread.run(());
        });
    };
    let close = move || {
        trouble.set(None);
        doomed.set(None);
    };
    view! {
        <Dialog open=Signal::derive(move || doomed.with(Option::is_some))
            title=Signal::derive(move || text_with(Msg::DeleteKeyTitle, &[("name", &name())]))
            on_close=Callback::new(move |()| close())>
            <p>{text(Msg::DeleteKeyMeaning)}</p>
            <Show when=move || { others() > 0 }>
                <p>{move || count_text(others(), Msg::GuardOne, Msg::GuardMany)}</p>
            </Show>
            {move || trouble.get().map(|trouble| match trouble {
                Trouble::Refused(error) => view! { <Problem error task=Task::Stage /> }.into_any(),
                Trouble::NotCommitted(outcome) => view! { <OutcomeProblem outcome /> }.into_any(),
            })}
            <div class="actions">
                <button type="button" on:click=move |_| close()>{text(Msg::Cancel)}</button>
                {move || if others() > 0 {
                    view! { <a class="button primary" href=Route::Review.href()>{text(Msg::ReviewFirst)}</a> }.into_any()
                } else {
                    view! {
                        <button type="button" class="danger" disabled=move || deleting.pending()
                            on:click=move |_| if let Some(key) = doomed.get_untracked() { delete(key); }>
                            {text(Msg::DeleteKey)}
                        </button>
                    }.into_any()
                }}
            </div>
        </Dialog>
    }
}
