//! A resource as a form: edit, stage, and see what the appliance made of it.

use leptos::{ev::Event, prelude::*};
use serde_json::Value;
use sps_client::{Content, Error};
use sps_workbench::{
    document::{Draft, Pointer},
    journal::Method,
    stage::{StageError, stage},
};

use super::{
    edit_area::EditArea,
    form::{Form, load_catalogue, loaded_catalogue},
    refused_fields::{refused_places, take_refusal},
    typed_secrets::store_typed_secrets,
};
use crate::{
    kept::{Write, use_kept},
    messages::{Msg, count_text, text, text_with},
    pages::path_label,
    reactive::{effect, run, whether},
    rights::{Barred, use_rights},
    state::{Sending, use_console, use_toasts},
    ui::{
        Shape, Task, Tone, button, div, element, failure, icon, live, nothing, notice, notice_text,
        show, span, submit_button, together, words,
    },
};

/// The form of one resource: its path on the appliance; whether the appliance's `Allow` has PUT, `None` where it does
/// not tell, and then the appliance will; its payload.
pub fn editor(path: String, may_write: Option<bool>, content: Value) -> AnyView {
    let console = use_console();
    let toasts = use_toasts();
    let kept_changes = use_kept();
    let rights = use_rights();
    let kept = console.draft(&path);
    let outdated = kept.as_ref().is_some_and(|draft| *draft.base() != content);
    let draft = RwSignal::new(kept.unwrap_or_else(|| Draft::new(content)));
    let path = StoredValue::new(path);
    let form = RwSignal::new(None::<Form>);
    let known = move |catalogue| {
        form.try_set(Some(
            path.with_value(|path| Form::new(draft, path, catalogue)),
        ));
    };
    match loaded_catalogue() {
        Some(catalogue) => known(catalogue),
        None => run(async move { known(load_catalogue().await) }),
    }
    let area = EditArea::new(form);
    // A commit covers the whole transaction, so a right that is missing for it is told here (M9.6).
    let barred = Barred::by(move || {
        rights.map_or_else(Vec::new, |rights| {
            path.with_value(|path| rights.to_stage(path))
        })
    });
    let failed = RwSignal::new(None::<Error>);
    let ignored = RwSignal::new(Vec::<Pointer>::new());

    effect(move || draft.with(|draft| console.keep_draft(&path.get_value(), draft)));
    let changes = Memo::new(move |_| draft.with(|draft| draft.changed().len()));
    let has_problems = area.has_problems();
    // What was typed before the right went away stays where it was typed.
    let read_only = whether(move || {
        (barred.is() || may_write == Some(false)) && changes.get() == 0 && !has_problems.get()
    });

    let elsewhere = RwSignal::new(Vec::new());
    let forget_refusal = move || {
        failed.try_set(None);
        elsewhere.try_set(Vec::new());
        if let Some(form) = form.try_get_untracked().flatten() {
            form.refused.try_set(Vec::new());
        }
    };
    let sending = Sending::new();
    let send = move || {
        let base = draft.with_untracked(|draft| draft.base().clone());
        sending.start(async move {
            forget_refusal();
            let client = console.client();
            let secrets = store_typed_secrets(console, kept_changes, form).await;
            let body = draft.try_with_untracked(Draft::put_body);
            let body = body.unwrap_or_default();
            let staged = match secrets {
                Ok(()) => stage(&client, &path.get_value(), &body).await,
                Err(error) => Err(error),
            };
            match staged {
                Ok(staged) => {
                    kept_changes.wrote(Write {
                        method: Method::Replace,
                        path: &path.get_value(),
                        body: Some(&body),
                        base: Some(&base),
                        created: None,
                    });
                    if let Content::Body(content) = staged.read_back.content {
                        draft.try_set(Draft::new(content));
                        area.redo();
                    }
                    ignored.try_set(staged.ignored);
                    toasts.say(text_with(Msg::Staged, &[("path", &path.get_value())]));
                }
                Err(error) => {
                    console.notice(error.error());
                    failed.try_set(Some(error.error().clone()));
                    // The reasons stand at their fields, so these are shown.
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
        if !sending.pending_now()
            && !read_only.get_untracked()
            && changes.get_untracked() > 0
            && !has_problems.get_untracked()
        {
            send();
        }
    };
    let reset = move |_| {
        draft.update(|draft| *draft = Draft::new(draft.base().clone()));
        area.redo();
        forget_refusal();
        ignored.set(Vec::new());
    };
    let lost = move || {
        ignored.with(|ignored| {
            if ignored.is_empty() {
                return nothing();
            }
            let members = ignored
                .iter()
                .map(|member| element("LI").untranslated().words(path_label(member)));
            notice(
                Tone::Warning,
                vec![
                    words("P", Msg::MembersIgnored).view(),
                    element("UL").children(members).view(),
                ],
            )
        })
    };
    let status = move || {
        text(if read_only.get() {
            Msg::ViewOnly
        } else if area.has_json_problem() {
            Msg::CorrectJson
        } else if has_problems.get() {
            Msg::CorrectFirst
        } else if sending.pending() {
            Msg::Staging
        } else if changes.get() == 0 {
            Msg::NothingChanged
        } else {
            return String::new();
        })
        .to_owned()
    };
    let stage = barred
        .mark(submit_button("primary"), move || {
            sending.pending() || changes.get() == 0 || has_problems.get() || read_only.get()
        })
        .live_words(move || count_text(changes.get(), Msg::StageOne, Msg::StageMany));
    let put_all_back = show(
        move || !read_only.get(),
        move || {
            button("", Msg::Reset, reset)
                .live_state("aria-disabled", move || {
                    changes.get() == 0 && !has_problems.get()
                })
                .view()
        },
    );
    let bar = div("action-bar")
        .child(stage)
        .child(put_all_back)
        .child(span("muted").attr("role", "status").live_words(status));
    let why_not = show(move || !read_only.get(), move || barred.explanation());
    let marked = live(move || {
        if !read_only.get() {
            return nothing();
        }
        div("view-only")
            .child(
                span("badge")
                    .child(icon(Shape::Password))
                    .text(Msg::ViewOnly),
            )
            .child(barred.explanation())
            .view()
    });
    let form = element("FORM")
        .attr("class", "editor")
        .on("submit", submit)
        .child(area.ways())
        .live(move || area.view(read_only.get()))
        .child(failure(failed, Task::Stage))
        .child(refused_places(form, elsewhere))
        .child(bar)
        .child(why_not);
    let mut views = vec![marked];
    if outdated {
        views.push(notice_text(Tone::Warning, Msg::DraftOutdated));
    }
    views.push(live(lost));
    views.push(form.view());
    together(views)
}
