//! Deleting a key: also two phases, also never in passing.

use leptos::prelude::*;
use sps_client::ApiKey;
use sps_workbench::{
    api_keys::{delete_and_activate, own_changes_only},
    commit::CommitOutcome,
};

use crate::{
    messages::{Msg, count_text, text_with},
    pages::review::outcome_problem,
    route::Route,
    state::{Reading, Sending, use_console, use_toasts},
    ui::{Task, button, dialog, div, link, live, nothing, p, problem, show, words},
};

/// What stands in the way of the deletion.
#[derive(Clone)]
enum Trouble {
    Refused(sps_client::Error),
    NotCommitted(CommitOutcome),
}

/// Asks, deletes, commits.
pub fn delete_key(doomed: RwSignal<Option<ApiKey>>, keys: Reading<Vec<ApiKey>>) -> AnyView {
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
            keys.refetch();
        });
    };
    let close = move || {
        trouble.set(None);
        doomed.set(None);
    };
    let told = move || {
        trouble.with(|trouble| match trouble {
            None => nothing(),
            Some(Trouble::Refused(error)) => problem(error, Task::Stage),
            Some(Trouble::NotCommitted(outcome)) => outcome_problem(outcome),
        })
    };
    let way_on = move || {
        if others() > 0 {
            link("button primary", &Route::Review).text(Msg::ReviewFirst)
        } else {
            button("danger", Msg::DeleteKey, move |_| {
                if let Some(key) = doomed.get_untracked() {
                    delete(key);
                }
            })
            .live_flag("disabled", move || deleting.pending())
        }
    };
    dialog(
        move || doomed.with(Option::is_some),
        move || text_with(Msg::DeleteKeyTitle, &[("name", &name())]),
        Some(Callback::new(move |()| close())),
        move || {
            let guard = show(
                move || others() > 0,
                move || {
                    p("")
                        .live_words(move || count_text(others(), Msg::GuardOne, Msg::GuardMany))
                        .view()
                },
            );
            vec![
                words("P", Msg::DeleteKeyMeaning).view(),
                guard,
                live(told),
                div("actions")
                    .child(button("", Msg::Cancel, move |_| close()))
                    .live(move || way_on().view())
                    .view(),
            ]
        },
    )
}
