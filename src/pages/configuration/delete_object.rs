//! An object is deleted: asked, with what uses it, and staged.

use leptos::prelude::*;
use serde_json::Value;
use sps_client::Error;
use sps_workbench::{delete::delete, document::Draft, journal::Method, reasons::reasons};

use super::{refused_fields::places, uses::uses};
use crate::{
    kept::{Write, use_kept},
    messages::{Msg, text_with},
    navigation,
    route::Route,
    state::{Sending, use_console, use_toasts},
    ui::{Task, actions, button, dialog, div, element, failure, live, nothing, together, words},
};

/// The dialog, shown while `open`: for the object at `path` with its name, the list it is in and what it holds.
pub fn delete_object(
    open: RwSignal<bool>,
    path: String,
    name: String,
    list: Route,
    body: Value,
) -> AnyView {
    let console = use_console();
    let toasts = use_toasts();
    let kept = use_kept();
    let path = StoredValue::new(path);
    let name = StoredValue::new(name);
    let list = StoredValue::new(list);
    let body = StoredValue::new(body);
    let failed = RwSignal::new(None::<Error>);
    let sending = Sending::new();
    let close = move || {
        if !sending.pending_now() {
            open.set(false);
            failed.set(None);
        }
    };
    let send = move |_| {
        if sending.pending_now() {
            return;
        }
        failed.set(None);
        let (path, name, list, base) = (
            path.get_value(),
            name.get_value(),
            list.get_value(),
            body.get_value(),
        );
        sending.start(async move {
            let client = console.client();
            match kept.staging(&path, delete(&client, &path)).await {
                Ok(()) => {
                    kept.wrote(Write {
                        method: Method::Delete,
                        path: &path,
                        body: None,
                        base: Some(&base),
                        created: None,
                    });
                    // What was typed into it went with it.
                    console.keep_draft(&path, &Draft::new(Value::Null));
                    toasts.say(text_with(Msg::ObjectDeleted, &[("name", &name)]));
                    console.read_pending().await;
                    // Unless the person has gone elsewhere meanwhile.
                    if open.try_get_untracked().is_some() {
                        navigation::open(&list);
                    }
                }
                Err(error) => {
                    console.notice(error.error());
                    failed.try_set(Some(error.error().clone()));
                    console.read_pending().await;
                }
            }
        });
    };
    // Whom the refusal names: mostly those that use the object.
    let named = move || {
        let named = failed.with(|error| {
            let refusal = error.as_ref()?.refusal()?;
            let mut named = reasons(refusal, &Value::Null).elsewhere;
            path.with_value(|path| named.retain(|(place, _)| place != path));
            Some(named).filter(|named| !named.is_empty())
        });
        match named {
            Some(named) => together(vec![
                words("P", Msg::RefusedNames).view(),
                places(named.iter().map(|(path, _)| (path.as_str(), None))),
            ]),
            None => nothing(),
        }
    };
    dialog(
        move || open.get(),
        move || name.with_value(|name| text_with(Msg::DeleteObjectTitle, &[("name", name)])),
        Some(Callback::new(move |()| close())),
        move || {
            let place = path.with_value(|path| {
                element("CODE")
                    .attr("class", "muted")
                    .untranslated()
                    .words(path.as_str())
            });
            vec![
                div("object-place").child(place).view(),
                words("P", Msg::DeleteObjectMeaning).view(),
                uses(path.get_value()),
                failure(failed, Task::Stage),
                live(named),
                actions(vec![
                    button("", Msg::Cancel, move |_| close()),
                    button("danger", Msg::DeleteObjectStage, send)
                        .live_state("aria-disabled", move || sending.pending()),
                ])
                .view(),
            ]
        },
    )
}
