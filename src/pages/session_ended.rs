//! The session is over: the page stays readable, and signing in again happens over it (product.md M3.8).

use leptos::prelude::*;

use super::{CommitTask, api_keys::dead_with_session, sign_in_methods};
use crate::{
    kept::{KeptChanges, download_kept, use_kept},
    messages::{Msg, count_text, text, text_with},
    state::{Console, SignedOut, ended_text, use_console},
    ui::{actions, button, dialog, nothing, p, show, words},
};

/// A dialog over the page until the same person is back, or leaves.
pub fn session_ended() -> AnyView {
    let console = use_console();
    let kept = use_kept();
    let refused = RwSignal::new(false);
    let dead_keys = dead_with_session();
    let name = move || console.user_name().unwrap_or_default();
    dialog(
        move || console.ended.get(),
        || text(Msg::SessionEndedTitle).to_owned(),
        None,
        move || {
            // A commit can end sessions (F20); nothing is lost then.
            let after_commit =
                use_context::<CommitTask>().is_some_and(|task| task.ended_session.get_untracked());
            if after_commit {
                return vec![
                    words("P", Msg::CommittedAndEnded).view(),
                    p("")
                        .live_words(move || text_with(Msg::SignInAgainAs, &[("name", &name())]))
                        .view(),
                    sign_in_methods(Some(untrack(name))),
                ];
            }
            // Nobody can say yet whether the changes were deleted or committed.
            let is_unsettled =
                use_context::<CommitTask>().is_some_and(|task| untrack(|| task.is_unsettled()));
            vec![
                p("")
                    .live_text(move || ended_text(console.ended_because.get()))
                    .view(),
                p("")
                    .live_words(move || meaning(console, kept, is_unsettled))
                    .view(),
                if is_unsettled { nothing() } else { dead_keys() },
                p("")
                    .live_words(move || text_with(Msg::SignInAgainAs, &[("name", &name())]))
                    .view(),
                sign_in_methods(Some(untrack(name))),
                show(
                    move || refused.get(),
                    || words("P", Msg::DownloadRefused).view(),
                ),
                actions(vec![
                    button("quiet", Msg::DownloadMine, move |_| {
                        let taken = untrack(|| kept.with(download_kept));
                        refused.set(taken.is_err());
                    })
                    .live_flag("hidden", move || kept.with(|journal| journal.is_empty())),
                    button("quiet", Msg::SomebodyElse, move |_| {
                        kept.keep_now();
                        console.forget(SignedOut::Fresh)
                    }),
                ])
                .view(),
            ]
        },
    )
}

/// What became of the work: the loss and the copy are told only where there is one.
fn meaning(console: Console, kept: KeptChanges, is_unsettled: bool) -> String {
    if is_unsettled {
        return text(Msg::SessionEndedUnsettled).to_owned();
    }
    let lost = match console.staged_at_end.get_value() {
        0 => Msg::SessionEndedNothing,
        _ => Msg::SessionEndedLost,
    };
    let copy = match kept.waiting_count() {
        0 => String::new(),
        count => count_text(count, Msg::SessionEndedKeptOne, Msg::SessionEndedKeptMany) + " ",
    };
    format!("{} {copy}{}", text(lost), text(Msg::SessionEndedTyped))
}
