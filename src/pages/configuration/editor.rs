//! A resource as a form: edit, stage, and see what the appliance made of it.

use leptos::{ev::Event, prelude::*};
use serde_json::Value;
use sps_client::{Content, Error};
use sps_workbench::{
    document::{Draft, Pointer, fields},
    journal::Method,
    stage::stage,
};

use super::{
    field_view::field_view,
    form::{Form, load_catalogue, loaded_catalogue},
    json_view::{JsonEdit, json_only, json_view},
    landing::{follow_place, land},
    view_only::view_only,
};
use crate::{
    kept::{Write, use_kept},
    messages::{Msg, count_text, text, text_with},
    pages::review::{NotKept, members_with_edit},
    reactive::{effect, run, whether},
    rights::{Barred, use_rights},
    state::{Sending, use_console, use_toasts},
    ui::{
        Shape, Task, Tone, button, div, element, failure, icon, live, nothing, notice, notice_text,
        show, skeleton, span, submit_button, together, words,
    },
};

/// The form of one resource: its path on the appliance; whether the appliance's `Allow` has PUT, `None` where it does
/// not tell, and then the appliance will; its payload.
pub fn editor(path: String, may_write: Option<bool>, content: Value) -> AnyView {
    let console = use_console();
    let toasts = use_toasts();
    let kept_changes = use_kept();
    let not_kept = NotKept::here();
    let rights = use_rights();
    let kept = console.draft(&path);
    let outdated = kept.as_ref().is_some_and(|draft| *draft.base() != content);
    let draft = RwSignal::new(kept.unwrap_or_else(|| Draft::new(content)));
    // Goes up when the shape of the form changes as a whole: after staging and reset.
    let shape = RwSignal::new(0_u32);
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
    // The JSON, while it is shown in place of the fields.
    let json = RwSignal::new(None::<JsonEdit>);
    // A commit covers the whole transaction, so a right that is missing for it is told here (M9.6).
    let barred = Barred::by(move || {
        rights.map_or_else(Vec::new, |rights| {
            path.with_value(|path| rights.to_stage(path))
        })
    });
    let failed = RwSignal::new(None::<Error>);
    let ignored = RwSignal::new(Vec::<Pointer>::new());

    follow_place();
    effect(move || {
        if form.with(Option::is_some) {
            land();
        }
    });
    effect(move || draft.with(|draft| console.keep_draft(&path.get_value(), draft)));
    let changes = Memo::new(move |_| draft.with(|draft| draft.changed().len()));
    let has_problems = whether(move || {
        draft.with(|draft| !draft.problems().is_empty())
            || form.get().is_some_and(|form| form.broken_rules() > 0)
            || json.get().is_some_and(JsonEdit::has_problem)
    });
    let show_fields = move |_| {
        // A text that is no JSON would be lost with its view.
        if !json
            .get_untracked()
            .is_some_and(|json| untrack(|| json.has_problem()))
        {
            json.set(None);
            shape.update(|shape| *shape = shape.wrapping_add(1));
        }
    };
    let show_json = move |_| {
        if json.get_untracked().is_none() {
            json.set(form.get_untracked().map(JsonEdit::of));
        }
    };
    // What was typed before the right went away stays where it was typed.
    let read_only = whether(move || {
        (barred.is() || may_write == Some(false)) && changes.get() == 0 && !has_problems.get()
    });

    let sending = Sending::new();
    let send = move || {
        let body = draft.with_untracked(Draft::put_body);
        let base = draft.with_untracked(|draft| draft.base().clone());
        sending.start(async move {
            failed.try_set(None);
            let client = console.client();
            match stage(&client, &path.get_value(), &body).await {
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
                        let is_json = json.try_get_untracked().flatten().is_some();
                        json.try_set(
                            form.try_get_untracked()
                                .flatten()
                                .filter(|_| is_json)
                                .map(JsonEdit::of),
                        );
                        shape.try_update(|shape| *shape = shape.wrapping_add(1));
                    }
                    path.with_value(|path| not_kept.tell(path, &staged.ignored));
                    ignored.try_set(staged.ignored);
                    toasts.say(text_with(Msg::Staged, &[("path", &path.get_value())]));
                }
                Err(error) => {
                    console.notice(error.error());
                    failed.try_set(Some(error.error().clone()));
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
        if json.get_untracked().is_some() {
            json.set(form.get_untracked().map(JsonEdit::of));
        }
        shape.update(|shape| *shape = shape.wrapping_add(1));
        failed.set(None);
        ignored.set(Vec::new());
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
    let root = move || {
        let Some(form) = form.get() else {
            return skeleton(6);
        };
        if let Some(json) = json.get() {
            return if read_only.get() {
                json_only(draft)
            } else {
                json_view(json, form)
            };
        }
        shape.track();
        let root = draft.with_untracked(|draft| fields(draft.current()));
        if read_only.get() {
            view_only(root, form)
        } else {
            field_view(root, form)
        }
    };
    let way = |message: Msg, is_json: bool, choose: Box<dyn Fn(Event)>| {
        button("", message, choose)
            .live_state("aria-pressed", move || json.get().is_some() == is_json)
    };
    let ways = div("ways")
        .attr("role", "group")
        .attr("aria-label", text(Msg::ViewAs))
        .child(way(Msg::Form, false, Box::new(show_fields)))
        .child(way(Msg::Json, true, Box::new(show_json)));
    let status = move || {
        text(if read_only.get() {
            Msg::ViewOnly
        } else if json.get().is_some_and(JsonEdit::has_problem) {
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
        .child(ways)
        .live(root)
        .child(failure(failed, Task::Stage))
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
