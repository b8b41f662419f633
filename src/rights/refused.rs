//! The appliance refused something for lack of a right: what is missing, whom to ask, and the ways on (product.md M9.3).
//! Nobody is signed out for it.

use leptos::prelude::*;
use sps_client::{Error, Refusal};
use sps_workbench::rights::Lack;

use super::{copy_request, known::use_rights, reason};
use crate::{
    messages::{Msg, count_text, text},
    navigation::lost_by_signing_out,
    pages::dead_keys,
    reactive::run,
    state::{Console, Sending},
    ui::{Task, actions, button, dialog, element, failure, live, nothing, p, words},
};

/// What belongs under the explanation of a 403.
pub fn refused(refusal: &Refusal) -> Vec<AnyView> {
    let lacks = vec![Lack::of_refusal(&refusal.method, &refusal.path)];
    let mut told = vec![
        element("P").words(reason(&lacks)).view(),
        words("P", Msg::RightsMayHaveChanged).view(),
    ];
    // A component on its own has nobody to sign in.
    if let (Some(rights), Some(console)) = (use_rights(), use_context::<Console>()) {
        let renewed = RwSignal::new(false);
        let (verb, path) = (refusal.method.clone(), refusal.path.clone());
        run(async move {
            let is_new = rights.after_refusal(&verb, &path).await;
            // A token is of writes alone.
            renewed.try_set(is_new && verb != "GET");
        });
        told.push(live(move || {
            if renewed.get() {
                words("P", Msg::TokenRenewed).view()
            } else {
                nothing()
            }
        }));
        told.push(ways_on(console, lacks));
    }
    told
}

fn ways_on(console: Console, lacks: Vec<Lack>) -> AnyView {
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
        });
    };
    // The address stays, so that signing in leads back here.
    let again = move |_| {
        let is_dear = console.has_drafts() || lost_by_signing_out().is_some();
        if untrack(|| console.pending_count()) > 0 || is_dear {
            failed.set(None);
            asking.set(true);
        } else {
            leave();
        }
    };
    let back = |_| {
        // Without a history there is nowhere to go back to.
        if let Ok(history) = window().history() {
            history.back().unwrap_or_default();
        }
    };
    let choices = actions(vec![
        button("", Msg::SignInAgain, again).live_flag("disabled", move || leaving.pending()),
        button("", Msg::Back, back),
    ]);
    let loses = move || match console.pending_count() {
        0 if !console.has_drafts() => String::new(),
        0 => text(Msg::SignInAgainLosesDrafts).to_owned(),
        count => count_text(count, Msg::SignInAgainLosesOne, Msg::SignInAgainLosesMany),
    };
    let question = dialog(
        move || asking.get(),
        || text(Msg::SignInAgainTitle).to_owned(),
        Some(Callback::new(move |()| asking.set(false))),
        move || {
            vec![
                p("").live_words(loses).view(),
                lost_by_signing_out().map_or_else(nothing, |loss| words("P", loss).view()),
                dead_keys(),
                failure(failed, Task::Finish),
                actions(vec![
                    button("", Msg::Cancel, move |_| asking.set(false)),
                    button("danger", Msg::SignInAgainNow, move |_| leave())
                        .live_flag("disabled", move || leaving.pending()),
                ])
                .view(),
            ]
        },
    );
    choices.child(copy_request(lacks)).child(question).view()
}
