//! A resource as a form: edit, stage, and see what the appliance made of it.

use leptos::{ev::Event, prelude::*};
use serde_json::Value;
use sps_client::{Content, Error};
use sps_workbench::{
    document::{Draft, Pointer},
    journal::Method,
    stage::{DraftStaged, StageError, stage_draft},
};

use super::{
    catalogue_file::{load_catalogue, loaded_catalogue},
    edit_area::EditArea,
    form::Form,
    keep::keep_while_typing,
    landing::{follow_place, land},
    refused_fields::{refused_places, take_refusal},
    typed_secrets::store_typed_secrets,
};
use crate::{
    explore::use_explore,
    kept::{Write, use_kept},
    messages::{Msg, count_text, text, text_with},
    pages::{
        LockHere, Purpose, lost_write, path_label,
        review::{NotKept, members_with_edit},
    },
    reactive::{effect, run, whether},
    rights::{Barred, use_rights},
    state::{Sending, use_console, use_toasts},
    ui::{
        Shape, Task, Tone, button, div, element, failure, icon, live, nothing, notice, notice_text,
        show, span, submit_button, together, words,
    },
};

/// Tells what the form is at, and why its buttons are off.
const STATUS: &str = "editor-status";

/// The form of one resource: its path on the appliance; whether the appliance's `Allow` has PUT, `None` where it does
/// not tell, and then the appliance will; its payload.
pub fn editor(path: String, may_write: Option<bool>, content: Value) -> AnyView {
    let console = use_console();
    let toasts = use_toasts();
    let kept_changes = use_kept();
    let explore = use_explore();
    let not_kept = NotKept::here();
    let rights = use_rights();
    let kept = kept_changes.draft(&path, &content);
    let outdated = kept.as_ref().is_some_and(|kept| kept.is_outdated);
    let is_from_before = RwSignal::new(kept.as_ref().is_some_and(|kept| kept.is_from_before));
    let lost_secrets = RwSignal::new(
        kept.as_ref()
            .map_or_else(Vec::new, |kept| kept.lost.clone()),
    );
    let draft = RwSignal::new(kept.map_or_else(|| Draft::new(content), |kept| kept.draft));
    // Somebody else was first with the same values: nothing was staged.
    let moved = RwSignal::new(false);
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
    let area = EditArea::new(draft, form);
    // A commit covers the whole transaction, so a right that is missing for it is told here (M9.6).
    let barred = Barred::by(move || {
        rights.map_or_else(Vec::new, |rights| {
            path.with_value(|path| rights.to_stage(path))
        })
    });
    let failed = RwSignal::new(None::<Error>);
    let ignored = RwSignal::new(Vec::<Pointer>::new());
    let lost_answer = RwSignal::new(None);

    let land_there = move || {
        if let Some(form) = form.get_untracked() {
            land(form);
        }
    };
    follow_place(land_there);
    effect(move || {
        if form.with(Option::is_some) {
            land_there();
        }
    });
    keep_while_typing(console, path, draft);
    let changes = area.changes();
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
        // The form may go away under way: what the rest needs of it comes along.
        let name = path.get_value();
        sending.start(async move {
            forget_refusal();
            moved.try_set(false);
            lost_answer.try_set(None);
            let client = console.client();
            let secrets = store_typed_secrets(console, kept_changes, form).await;
            let Some(typed) = draft.try_get_untracked() else {
                return;
            };
            let staged = match secrets {
                Ok(()) => {
                    let may_stand = kept_changes.may_stand(&name);
                    let write = stage_draft(&client, &name, &typed, may_stand);
                    kept_changes.staging(&name, write).await
                }
                Err(error) => Err(error),
            };
            match staged {
                Ok(DraftStaged::Moved(over)) => {
                    draft.try_set(*over);
                    moved.try_set(true);
                    area.redo();
                }
                Ok(DraftStaged::Staged { staged, body, base }) => {
                    kept_changes.wrote(Write {
                        method: Method::Replace,
                        path: &name,
                        body: Some(&body),
                        base: Some(&base),
                        created: None,
                    });
                    if let Content::Body(content) = staged.read_back.content {
                        explore.changed(&name, &content);
                        // Also where the form has gone under way.
                        console.keep_draft(&name, &Draft::new(content.clone()));
                        draft.try_set(Draft::new(content));
                        area.redo();
                    }
                    is_from_before.try_set(false);
                    not_kept.tell(&name, &staged.ignored);
                    ignored.try_set(staged.ignored);
                    lost_secrets.try_set(Vec::new());
                    toasts.say(text_with(Msg::Staged, &[("path", &name)]));
                }
                Err(error) => {
                    console.notice(error.error());
                    lost_answer.try_set(lost_write(&error));
                    failed.try_set(Some(error.error().clone()));
                    // The reasons stand at their fields, so these are shown.
                    area.show_fields();
                    if let (Some(form), StageError::Write(error)) =
                        (form.try_get_untracked().flatten(), &error)
                    {
                        elsewhere.try_set(take_refusal(form, error, &typed.put_body()));
                    }
                }
            }
            console.read_pending().await;
        });
    };
    provide_context(LockHere {
        purpose: Purpose::Stage,
        again: Callback::new(move |()| {
            if !sending.pending_now() {
                send();
            }
        }),
    });
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
        is_from_before.set(false);
        moved.set(false);
        ignored.set(Vec::new());
        lost_secrets.set(Vec::new());
    };
    let lost = move || {
        ignored.with(|ignored| {
            if ignored.is_empty() {
                return nothing();
            }
            notice(
                Tone::Warning,
                vec![
                    words("P", Msg::MembersIgnored).view(),
                    path.with_value(|path| members_with_edit(path, ignored))
                        .view(),
                ],
            )
        })
    };
    let to_type_again =
        move || lost_secrets.with(|lost| members_told(Msg::SecretsToTypeAgain, lost));
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
        .mark_told(
            submit_button("primary"),
            move || {
                sending.pending() || changes.get() == 0 || has_problems.get() || read_only.get()
            },
            Some(STATUS),
        )
        .live_words(move || count_text(changes.get(), Msg::StageOne, Msg::StageMany));
    let put_all_back = show(
        move || !read_only.get(),
        move || {
            button("", Msg::Reset, reset)
                .attr("aria-describedby", STATUS)
                .live_state("aria-disabled", move || {
                    changes.get() == 0 && !has_problems.get()
                })
                .view()
        },
    );
    let bar = div("action-bar")
        .child(stage)
        .child(put_all_back)
        .child(
            span("muted")
                .attr("id", STATUS)
                .attr("role", "status")
                .live_words(status),
        )
        .child(area.go_to_first());
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
        .live(move || {
            lost_answer
                .get()
                .map_or_else(nothing, |message| notice_text(Tone::Warning, message))
        })
        .child(failure(failed, Task::Stage))
        .child(refused_places(form, elsewhere))
        .child(bar)
        .child(why_not);
    let mut views = vec![marked];
    views.push(show(
        move || is_from_before.get() && changes.get() > 0,
        || notice_text(Tone::Info, Msg::DraftFromBefore),
    ));
    if outdated {
        views.push(notice_text(Tone::Warning, Msg::DraftOutdated));
    }
    views.push(live(to_type_again));
    views.push(show(
        move || moved.get(),
        || notice_text(Tone::Warning, Msg::MovedWhileStaging),
    ));
    views.push(live(lost));
    views.push(form.view());
    together(views)
}

/// Members of the resource, and what is to be told of them; nothing if there are none.
fn members_told(message: Msg, members: &[Pointer]) -> AnyView {
    if members.is_empty() {
        return nothing();
    }
    let members = members
        .iter()
        .map(|member| element("LI").untranslated().words(path_label(member)));
    notice(
        Tone::Warning,
        vec![
            words("P", message).view(),
            element("UL").children(members).view(),
        ],
    )
}
