//! Throws the whole transaction away, after showing what goes.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::roll_back as roll_back_transaction;

use super::change_sentence::change_list;
use crate::{
    messages::{Msg, count_text, text},
    pages::dead_keys,
    rights::{Barred, MyRights, use_rights},
    state::{Sending, use_console, use_toasts},
    ui::{Task, actions, button, dialog, element, failure, p},
};

/// The button, and the question behind it; a transaction without changes is closed without asking.
pub fn roll_back() -> Vec<AnyView> {
    let console = use_console();
    let toasts = use_toasts();
    let asking = RwSignal::new(false);
    let failed = RwSignal::new(None::<Error>);
    let count = move || console.pending_count();
    let rolling_back = Sending::new();
    let send = move || {
        rolling_back.start(async move {
            failed.try_set(None);
            let had_changes = untrack(count) > 0;
            match console.watch(roll_back_transaction(&console.client()).await) {
                // Gone already, by time-out or another tab: that is what was wanted.
                Ok(()) | Err(Error::NotFound(_)) => {
                    asking.try_set(false);
                    toasts.say(text(if had_changes {
                        Msg::RolledBack
                    } else {
                        Msg::TransactionClosed
                    }));
                    console.read_anew();
                }
                Err(error) => {
                    failed.try_set(Some(error));
                    asking.try_set(true);
                }
            }
            console.read_pending().await;
        })
    };
    let start = move |_| {
        if untrack(count) == 0 {
            send();
        } else {
            failed.set(None);
            asking.set(true);
        }
    };
    let rights = use_rights();
    let barred = Barred::by(move || rights.map_or_else(Vec::new, MyRights::to_roll_back));
    let start = barred
        .mark(element("BUTTON").attr("type", "button"), || false)
        .live_attr("class", move || {
            Some(if count() == 0 { "" } else { "quiet danger" }.into())
        })
        .on("click", start)
        .live_flag("disabled", move || rolling_back.pending())
        .live_text(move || {
            if count() == 0 {
                Msg::CloseTransaction
            } else {
                Msg::RollBack
            }
        });
    let question = dialog(
        move || asking.get(),
        || text(Msg::RollBackQuestion).to_owned(),
        Some(Callback::new(move |()| asking.set(false))),
        move || {
            vec![
                p("")
                    .live_words(move || {
                        count_text(count(), Msg::RollBackLosesOne, Msg::RollBackLosesMany)
                    })
                    .view(),
                change_list("changes scroll").view(),
                dead_keys(),
                failure(failed, Task::Finish),
                actions(vec![
                    button("", Msg::Keep, move |_| asking.set(false)),
                    button("danger", Msg::RollBackNow, move |_| send())
                        .live_flag("disabled", move || rolling_back.pending()),
                ])
                .view(),
            ]
        },
    );
    vec![start.view(), barred.explanation(), question]
}
