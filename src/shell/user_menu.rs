//! Who is signed in, and the way out.

use leptos::prelude::*;
use sps_client::Error;

use crate::{
    messages::{Msg, count_text, text},
    state::{Sending, use_console},
    ui::{Shape, Task, actions, button, dialog, failure, icon, p, span},
};

/// Name of the person and *Sign out*, which asks when staged changes would be thrown away.
pub fn user_menu() -> Vec<AnyView> {
    let console = use_console();
    let asking = RwSignal::new(false);
    let failed = RwSignal::new(None::<Error>);
    let leaving = Sending::new();
    let leave = move || {
        leaving.start(async move {
            match console.sign_out().await {
                Ok(()) => {
                    asking.try_set(false);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                    asking.try_set(true);
                }
            }
        })
    };
    let ask = move |_| {
        if untrack(|| console.pending_count()) > 0 {
            failed.set(None);
            asking.set(true);
        } else {
            leave();
        }
    };
    let who = span("who").child(icon(Shape::Person)).child(
        span("")
            .untranslated()
            .live_words(move || console.user_name().unwrap_or_default()),
    );
    let out = button("quiet", Msg::SignOut, ask).live_flag("disabled", move || leaving.pending());
    let question = dialog(
        move || asking.get(),
        || text(Msg::SignOutQuestion).to_owned(),
        Some(Callback::new(move |()| asking.set(false))),
        move || {
            vec![
                p("")
                    .live_words(move || {
                        count_text(
                            console.pending_count(),
                            Msg::SignOutLosesOne,
                            Msg::SignOutLosesMany,
                        )
                    })
                    .view(),
                failure(failed, Task::Finish),
                actions(vec![
                    button("", Msg::Back, move |_| asking.set(false)),
                    button("danger", Msg::RollBackAndSignOut, move |_| leave())
                        .live_flag("disabled", move || leaving.pending()),
                ])
                .view(),
            ]
        },
    );
    vec![who.view(), out.view(), question]
}
