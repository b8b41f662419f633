//! Name, create, activate; nothing is shown before the commit succeeded.

use leptos::{ev::Event, prelude::*};
use sps_client::{ApiKey, ApiKeyName, ApiKeyNameError};
use sps_workbench::api_keys::{KeyOutcome, KeyStep, create_and_activate, own_changes_only};

use crate::{
    messages::{Msg, count_text, text, text_with},
    reactive::soon,
    rights::{Barred, MyRights, use_rights},
    route::Route,
    state::{Reading, Sending, use_console},
    ui::{
        ElementRef, Task, Tone, actions, button, dialog, div, element, failure, focus, link, live,
        nothing, notice_text, p, span, submit_button, together, words,
    },
};

/// The form of a new key; `created` takes it, `keys` are the ones there are.
pub fn create_key(
    created: RwSignal<Option<KeyOutcome>, LocalStorage>,
    keys: Reading<Vec<ApiKey>>,
) -> AnyView {
    let console = use_console();
    let open = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let step = RwSignal::new(None::<KeyStep>);
    let failed = RwSignal::new(None::<sps_client::Error>);
    let guard = RwSignal::new(0_usize);
    let field = ElementRef::new();

    let checked = move || {
        let typed = name.get();
        let parsed = ApiKeyName::parse(&typed).map_err(|error| name_trouble(&error))?;
        if keys.any(|keys| keys.iter().any(|key| key.name.as_ref() == Some(&typed))) {
            Err(text(Msg::KeyNameTaken).to_owned())
        } else {
            Ok(parsed)
        }
    };
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
            keys.refetch();
        });
    };
    let submit = move |event: Event| {
        event.prevent_default();
        tried.set(true);
        if creating.pending_now() {
            return;
        }
        match untrack(checked) {
            // A commit covers the whole transaction: somebody else's work in it is never activated in passing.
            Ok(parsed) => match console
                .pending
                .with_untracked(|pending| own_changes_only(&pending.changes))
            {
                0 => create(parsed),
                others => guard.set(others),
            },
            Err(_) => {
                focus(field);
            }
        }
    };
    let trouble = move || {
        let typed = name.with(|name| !name.is_empty());
        checked().err().filter(|_| tried.get() || typed)
    };
    let suggestion = move || {
        let typed = name.get();
        checked()
            .err()
            .and_then(|_| ApiKeyName::suggest(&typed))
            .filter(|suggestion| suggestion.as_str() != typed)
    };
    let start = move |_| {
        open.set(true);
        soon(move || focus(field));
    };
    let progress = move || match step.get() {
        Some(KeyStep::Creating) => text(Msg::KeyCreating).to_owned(),
        Some(KeyStep::Activating) => text(Msg::KeyActivating).to_owned(),
        None => String::new(),
    };
    let rights = use_rights();
    let barred = Barred::by(move || rights.map_or_else(Vec::new, MyRights::to_create_key));
    let closed = move || {
        let start = barred
            .mark(
                element("BUTTON")
                    .attr("type", "button")
                    .attr("class", "primary"),
                || false,
            )
            .on("click", start)
            .text(Msg::CreateAKey);
        together(vec![p("").child(start).view(), barred.explanation()])
    };
    let form = move || {
        let input = element("INPUT")
            .node(field)
            .attr("id", "key-name")
            .attr("type", "text")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("autocapitalize", "off")
            .attr("aria-describedby", "key-name-rule key-name-trouble")
            .live_state("aria-invalid", move || trouble().is_some())
            .live_value(move || name.get())
            .on_input(move |typed| name.set(typed));
        let offer = move || match suggestion() {
            Some(suggestion) => {
                let label = text_with(Msg::UseName, &[("name", suggestion.as_str())]);
                element("BUTTON")
                    .attr("type", "button")
                    .attr("class", "quiet")
                    .on("click", move |_| name.set(suggestion.as_str().to_owned()))
                    .words(label)
                    .view()
            }
            None => nothing(),
        };
        let troubles = element("DIV")
            .attr("id", "key-name-trouble")
            .live(move || match trouble() {
                Some(words) => p("trouble").words(words).view(),
                None => nothing(),
            })
            .live(offer);
        let named = div("field")
            .child(
                words("LABEL", Msg::Name)
                    .attr("class", "label")
                    .attr("for", "key-name"),
            )
            .child(input)
            .child(p("help").attr("id", "key-name-rule").text(Msg::KeyNameRule))
            .child(troubles);
        let choices = actions(vec![
            submit_button("primary")
                .live_state("aria-disabled", move || creating.pending())
                .text(Msg::Create),
            button("", Msg::Cancel, move |_| open.set(false))
                .live_flag("disabled", move || creating.pending()),
            span("muted").attr("role", "status").live_words(progress),
        ]);
        element("FORM")
            .attr("class", "card form")
            .attr("aria-label", text(Msg::CreateAKey))
            .on("submit", submit)
            .child(words("H2", Msg::CreateAKey))
            .child(notice_text(Tone::Info, Msg::KeyShownOnce))
            .child(named)
            .child(failure(failed, Task::Stage))
            .child(choices)
            .view()
    };
    let guarded = dialog(
        move || guard.get() > 0,
        || text(Msg::GuardTitle).to_owned(),
        Some(Callback::new(move |()| guard.set(0))),
        move || {
            vec![
                p("")
                    .live_words(move || count_text(guard.get(), Msg::GuardOne, Msg::GuardMany))
                    .view(),
                actions(vec![
                    link("button primary", &Route::Review).text(Msg::ReviewFirst),
                    button("", Msg::Cancel, move |_| guard.set(0)),
                ])
                .view(),
            ]
        },
    );
    let top = live(move || if open.get() { form() } else { closed() });
    together(vec![top, guarded])
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
