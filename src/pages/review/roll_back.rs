//! Throws the whole transaction away, after showing what goes.

use leptos::prelude::*;
use sps_client::Error;

use super::{change_sentence::change_list, memory::Committed, taking_out::TakingOut};
use crate::{
    kept::{use_kept, wall_time},
    messages::{Msg, count_text, text},
    navigation,
    pages::dead_keys,
    rights::{Barred, MyRights, use_rights},
    route::Route,
    state::{Console, Sending, use_console, use_toasts},
    ui::{Task, Tone, actions, button, dialog, element, failure, notice, p, show, together},
};

/// The button, and the question behind it; a transaction without changes is closed without asking.
pub fn roll_back() -> Vec<AnyView> {
    let console = use_console();
    let toasts = use_toasts();
    let kept = use_kept();
    let asking = RwSignal::new(false);
    let failed = RwSignal::new(None::<Error>);
    let count = move || console.pending_count();
    let rolling_back = Sending::new();
    let send = move || {
        rolling_back.start(async move {
            failed.try_set(None);
            let had_changes = untrack(count) > 0;
            match console.watch(console.client().roll_back().await) {
                // Gone already, by time-out or another tab: that is what was wanted.
                Ok(()) | Err(Error::NotFound(_)) => {
                    kept.rolled_back();
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
    let taking_out = TakingOut::new();
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
                together(taking_out.results()),
                actions(vec![
                    button("", Msg::KeepAsFile, move |_| {
                        taking_out.save_file(all(console))
                    }),
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

/// Everything that is staged, as for a file.
fn all(console: Console) -> Committed {
    Committed {
        appliance: untrack(|| console.appliance_name()),
        user: untrack(|| console.user_name()).unwrap_or_default(),
        at_ms: wall_time().0,
        message: None,
        changes: console
            .pending
            .with_untracked(|pending| pending.changes.clone()),
    }
}

/// What a roll back threw away here, while it can be taken back (M6.8).
pub fn rolled_back() -> AnyView {
    let kept = use_kept();
    show(
        move || kept.rolled_back.with(Option::is_some),
        move || {
            let count = kept
                .rolled_back
                .with(|kept| kept.as_ref().map_or(0, |kept| kept.count));
            let told = count_text(count, Msg::RolledBackOne, Msg::RolledBackMany);
            let undo = move |_| {
                if kept.take_back() {
                    navigation::open(&Route::Replay);
                }
            };
            notice(
                Tone::Info,
                vec![
                    p("").words(told).view(),
                    actions(vec![button("", Msg::UndoRollBack, undo)]).view(),
                ],
            )
        },
    )
}
