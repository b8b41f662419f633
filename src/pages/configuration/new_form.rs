//! The form of a new object: the same fields as for editing, one POST into the transaction, then the object's own screen.

use leptos::{ev::Event, prelude::*};
use serde_json::Value;
use sps_client::{Error, Outcome, paths};
use sps_workbench::{
    create::{NewObject, create},
    document::{Draft, post_body},
    journal::Method,
    stage::StageError,
};

use super::{
    catalogue_file::{load_catalogue, loaded_catalogue},
    edit_area::EditArea,
    form::Form,
    new_object::begin,
    object_bar::barred_from_creating,
    reference_field::offers,
    refused_fields::{RefusedField, focus_field, refused_places, take_refusal},
    typed_secrets::store_typed_secrets,
};
use crate::{
    kept::{Write, use_kept},
    messages::{Msg, text, text_with},
    navigation,
    pages::path_label,
    reactive::{effect, run, soon},
    route::Route,
    state::{Sending, use_console, use_toasts},
    ui::{
        Task, Tone, actions, button, dialog, div, element, failure, link, live, nothing, notice, p,
        show, span, submit_button, together, words,
    },
};

/// What a new object begins with.
#[derive(Clone)]
pub struct Begun {
    /// Its members.
    pub content: Value,
    /// The name of the object it is a copy of.
    pub model: Option<String>,
    /// Whether the appliance's `Allow` has POST on the list; `None` where it does not tell.
    pub may_create: Option<bool>,
}

/// The form. `list` is the list's path on the appliance; what is typed is kept as the draft of the list.
pub fn new_form(list: String, begun: Begun) -> AnyView {
    let console = use_console();
    let toasts = use_toasts();
    let kept_changes = use_kept();
    let kept = console.draft(&list);
    let is_continued = RwSignal::new(kept.is_some());
    let is_copy = RwSignal::new(begun.model.is_some());
    let draft = RwSignal::new(kept.unwrap_or_else(|| Draft::new(begun.content.clone())));
    let begun = StoredValue::new(begun);
    let barred = barred_from_creating(list.clone());
    let list = StoredValue::new(list);
    let form = RwSignal::new(None::<Form>);
    let known = move |catalogue| {
        let place = list.with_value(|list| paths::child(list, "*"));
        form.try_set(Some(Form::new(draft, &place, catalogue)));
    };
    match loaded_catalogue() {
        Some(catalogue) => known(catalogue),
        None => run(async move { known(load_catalogue().await) }),
    }
    let area = EditArea::new(draft, form);
    let failed = RwSignal::new(None::<Error>);
    let elsewhere = RwSignal::new(Vec::new());
    // The appliance took it, and there is something to say before going on.
    let created = RwSignal::new(None::<NewObject>);
    let sending = Sending::new();

    effect(move || draft.with(|draft| console.keep_draft(&list.get_value(), draft)));
    let forget_refusal = move || {
        failed.try_set(None);
        elsewhere.try_set(Vec::new());
        if let Some(form) = form.try_get_untracked().flatten() {
            form.refused.try_set(Vec::new());
        }
    };
    let begin_with = move |content: Value| {
        draft.set(Draft::new(content));
        is_continued.set(false);
        forget_refusal();
        area.redo();
    };
    let send = move || {
        // The form may go away under way.
        let list = list.get_value();
        sending.start(async move {
            forget_refusal();
            let secrets = store_typed_secrets(console, kept_changes, form).await;
            let body = draft.try_with_untracked(|draft| post_body(draft.current()));
            let body = body.unwrap_or_default();
            let outcome = match secrets {
                Ok(()) => {
                    let client = console.client();
                    let write = create(&client, &list, &body);
                    kept_changes.staging(&list, write).await
                }
                Err(error) => Err(error),
            };
            match outcome {
                Ok(new) => {
                    kept_changes.wrote(Write {
                        method: Method::Create,
                        path: &list,
                        body: Some(&body),
                        base: None,
                        created: new.key.as_deref(),
                    });
                    // No draft any more: it is staged.
                    draft.try_update(|draft| *draft = Draft::new(draft.current().clone()));
                    console.keep_draft(&list, &Draft::new(Value::Null));
                    toasts.say(text_with(Msg::NewObjectStaged, &[("list", &list)]));
                    console.read_pending().await;
                    let is_here = created.try_get_untracked().is_some();
                    let route = new.path.as_deref().and_then(Route::for_resource);
                    match route.filter(|_| new.ignored.is_empty()) {
                        Some(route) if is_here => navigation::open(&route),
                        _ => {
                            created.try_set(Some(new));
                        }
                    }
                    return;
                }
                Err(error) => {
                    console.notice(error.error());
                    failed.try_set(Some(error.error().clone()));
                    area.show_fields();
                    if let (Some(form), StageError::Write(error)) =
                        (form.try_get_untracked().flatten(), &error)
                    {
                        elsewhere.try_set(take_refusal(form, error, &body));
                    }
                }
            }
            console.read_pending().await;
        });
    };
    let submit = move |event: Event| {
        event.prevent_default();
        if sending.pending_now() || untrack(|| area.has_json_problem()) {
            return;
        }
        let Some(form) = form.get_untracked() else {
            return;
        };
        // What is no value for its field is told there already.
        let typed = draft.with_untracked(|draft| draft.problems().into_iter().next());
        if let Some((first, _)) = typed {
            return focus_field(&first);
        }
        let broken = form.broken_rules_of_new();
        let Some((first, _)) = broken.first() else {
            return send();
        };
        let first = first.clone();
        area.show_fields();
        form.refused.set(draft.with_untracked(|draft| {
            let told = broken.into_iter();
            told.map(|(at, text)| RefusedField::new(at, text, draft))
                .collect()
        }));
        soon(move || focus_field(&first));
    };

    let choosing = RwSignal::new(false);
    let take = Callback::new(move |chosen: Value| {
        choosing.set(false);
        let Some(key) = chosen.get("key").and_then(Value::as_str).map(str::to_owned) else {
            return;
        };
        sending.start(async move {
            let catalogue = load_catalogue().await;
            let list = list.get_value();
            match begin(&console.client(), &catalogue, &list, Some(&key)).await {
                Ok(begun) => {
                    if draft.try_get_untracked().is_some() {
                        is_copy.set(true);
                        begin_with(begun.content);
                    }
                }
                Err(error) => {
                    console.notice(&error);
                    failed.try_set(Some(error));
                }
            }
        });
    });
    let chooser = dialog(
        move || choosing.get(),
        || text(Msg::CloneFromTitle).to_owned(),
        Some(Callback::new(move |()| choosing.set(false))),
        move || {
            vec![
                words("P", Msg::CloneReplaces).view(),
                offers(list.get_value(), take),
                actions(vec![button("", Msg::Cancel, move |_| choosing.set(false))]).view(),
            ]
        },
    );
    let continued = show(
        move || is_continued.get(),
        move || {
            let over = button("", Msg::StartOver, move |_| {
                begin_with(begun.with_value(|begun| begun.content.clone()));
            });
            notice(
                Tone::Info,
                vec![
                    words("P", Msg::DraftOfNewObject).view(),
                    actions(vec![over]).view(),
                ],
            )
        },
    );
    let may_not = begun.with_value(|begun| begun.may_create == Some(false));
    let stage = barred
        .mark(submit_button("primary"), move || {
            sending.pending() || may_not
        })
        .text(Msg::StageNewObject);
    let status = move || {
        text(if sending.pending() {
            Msg::Staging
        } else if area.has_json_problem() {
            Msg::CorrectJson
        } else {
            return String::new();
        })
        .to_owned()
    };
    let unknown = live(move || {
        let is_unknown = failed.with(|error| {
            error
                .as_ref()
                .is_some_and(|error| error.outcome() == Outcome::Unknown)
        });
        match Route::for_resource(&list.get_value()).filter(|_| is_unknown) {
            Some(route) => notice(
                Tone::Warning,
                vec![
                    words("P", Msg::NewObjectUnknown).view(),
                    link("button", &route).text(Msg::GoToList).view(),
                ],
            ),
            None => nothing(),
        }
    });
    let bar = div("object-bar")
        .child(area.ways())
        .child(button("", Msg::CloneFrom, move |_| choosing.set(true)))
        .child(show(
            move || is_copy.get(),
            || p("help").text(Msg::SecretsNotCopied).view(),
        ));
    let body = element("FORM")
        .attr("class", "editor new-object")
        .on("submit", submit)
        .child(bar)
        .live(move || area.view(false))
        .child(failure(failed, Task::Stage))
        .child(unknown)
        .child(refused_places(form, elsewhere))
        .child(
            div("action-bar")
                .child(stage)
                .child(span("muted").attr("role", "status").live_words(status)),
        )
        .child(barred.explanation());
    let taken = live(move || {
        created.with(|new| {
            new.as_ref()
                .map_or_else(nothing, |new| list.with_value(|list| taken(new, list)))
        })
    });
    // Once it is taken, another press would create another object.
    let body = body.live_flag("hidden", move || created.with(Option::is_some));
    together(vec![taken, continued, body.view(), chooser])
}

/// The appliance took it and did not keep all of it, or did not tell where it is.
fn taken(new: &NewObject, list: &str) -> AnyView {
    let mut told = Vec::new();
    if !new.ignored.is_empty() {
        let members = new.ignored.iter();
        let members = members.map(|at| element("LI").untranslated().words(path_label(at)));
        told.push(words("P", Msg::MembersIgnored).view());
        told.push(element("UL").children(members).view());
    }
    let object = new.path.as_deref().and_then(Route::for_resource);
    match (object, Route::for_resource(list)) {
        (Some(object), _) => {
            told.push(link("button", &object).text(Msg::GoToObject).view());
        }
        (None, Some(list)) => {
            told.push(words("P", Msg::NewObjectUnnamed).view());
            told.push(link("button", &list).text(Msg::GoToList).view());
        }
        (None, None) => told.push(words("P", Msg::NewObjectUnnamed).view()),
    }
    notice(Tone::Warning, told)
}
