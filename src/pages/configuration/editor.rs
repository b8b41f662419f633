//! A resource as a form: edit, stage, and see what the appliance made of it.

use leptos::{ev::SubmitEvent, prelude::*};
use serde_json::Value;
use sps_client::{Content, Error};
use sps_workbench::{
    document::{Draft, Pointer, fields},
    stage::stage,
};

use super::field_view::FieldView;
use crate::{
    messages::{Msg, count_text, text, text_with},
    pages::path_label,
    state::{Sending, use_console, use_toasts},
    ui::{Notice, Problem, Task, Tone},
};

/// The form of one resource.
#[component]
pub fn Editor(
    /// The path of the resource on the appliance.
    path: String,
    /// Whether the appliance's `Allow` has PUT; `None` where it does not tell, and then the appliance will.
    may_write: Option<bool>,
    /// The payload.
    content: Value,
) -> impl IntoView {
    let console = use_console();
    let toasts = use_toasts();
    let read_only = may_write == Some(false);
    let kept = console.draft(&path);
    let outdated = kept.as_ref().is_some_and(|draft| *draft.base() != content);
    let draft = RwSignal::new(kept.unwrap_or_else(|| Draft::new(content)));
    // Goes up when the shape of the form changes as a whole: after staging and reset.
    let shape = RwSignal::new(0_u32);
    let path = StoredValue::new(path);
    let failed = RwSignal::new(None::<Error>);
    let ignored = RwSignal::new(Vec::<Pointer>::new());

    Effect::new(move || draft.with(|draft| console.keep_draft(&path.get_value(), draft)));
    let changes = Memo::new(move |_| draft.with(|draft| draft.changed().len()));
    let has_problems = Memo::new(move |_| draft.with(|draft| !draft.problems().is_empty()));

    let sending = Sending::new();
    let send = move || {
        let body = draft.with_untracked(Draft::put_body);
        sending.start(async move {
            failed.try_set(None);
            let client = console.client();
            match stage(&client, &path.get_value(), &body).await {
                Ok(staged) => {
                    if let Content::Body(content) = staged.read_back.content {
                        draft.try_set(Draft::new(content));
                        shape.try_update(|shape| *shape = shape.wrapping_add(1));
                    }
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
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !sending.pending_now() && changes.get_untracked() > 0 && !has_problems.get_untracked() {
            send();
        }
    };
    let reset = move |_| {
        draft.update(|draft| *draft = Draft::new(draft.base().clone()));
        shape.update(|shape| *shape = shape.wrapping_add(1));
        failed.set(None);
        ignored.set(Vec::new());
    };
    view! {
        {read_only.then(|| view! { <p><span class="badge">{text(Msg::ViewOnly)}</span></p> }.into_any())}
        {outdated.then(|| view! { <Notice tone=Tone::Warning>{text(Msg::DraftOutdated)}</Notice> }.into_any())}
        {move || (!ignored.with(Vec::is_empty)).then(|| view! {
            <Notice tone=Tone::Warning>
                <p>{text(Msg::MembersIgnored)}</p>
                <ul>{ignored.get().iter().map(|member| view! { <li translate="no">{path_label(member)}</li> }.into_any()).collect_view()}</ul>
            </Notice>
        }.into_any())}
        <form class="editor" on:submit=submit>
            {move || {
                shape.track();
                let root = draft.with_untracked(|draft| fields(draft.current()));
                view! { <FieldView field=root draft read_only /> }.into_any()
            }}
            <details class="raw">
                <summary>{text(Msg::RawJson)}</summary>
                <pre translate="no">{move || draft.with(|draft| sps_workbench::document::masked_json(draft.current()))}</pre>
            </details>
            {move || failed.get().map(|error| view! { <Problem error task=Task::Stage /> })}
            {(!read_only).then(|| view! {
                <div class="action-bar">
                    <button type="submit" class="primary"
                        aria-disabled=move || (sending.pending() || changes.get() == 0 || has_problems.get()).to_string()>
                        {move || count_text(changes.get(), Msg::StageOne, Msg::StageMany)}
                    </button>
                    <button type="button" on:click=reset aria-disabled=move || (changes.get() == 0 && !has_problems.get()).to_string()>{text(Msg::Reset)}</button>
                    <span class="muted" role="status">{move || if has_problems.get() {
                        text(Msg::CorrectFirst)
                    } else if sending.pending() {
                        text(Msg::Staging)
                    } else if changes.get() == 0 {
                        text(Msg::NothingChanged)
                    } else {
                        ""
                    }}</span>
                </div>
            }.into_any())}
        </form>
    }
}
