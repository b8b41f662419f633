//! The session is over: the page stays readable, and signing in again happens over it (product.md M3.8).

use leptos::prelude::*;

use super::{CommitTask, sign_in_methods};
use crate::{
    messages::{Msg, text, text_with},
    state::{SignedOut, ended_text, use_console},
    ui::{actions, button, dialog, p, words},
};

/// A dialog over the page until the same person is back, or leaves.
pub fn session_ended() -> AnyView {
    let console = use_console();
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
            let meaning = if is_unsettled {
                Msg::SessionEndedUnsettled
            } else {
                Msg::SessionEndedMeaning
            };
            vec![
                p("")
                    .live_text(move || ended_text(console.ended_because.get()))
                    .view(),
                words("P", meaning).view(),
                p("")
                    .live_words(move || text_with(Msg::SignInAgainAs, &[("name", &name())]))
                    .view(),
                sign_in_methods(Some(untrack(name))),
                actions(vec![button("quiet", Msg::SomebodyElse, move |_| {
                    console.forget(SignedOut::Fresh)
                })])
                .view(),
            ]
        },
    )
}
