//! The session is over: the page stays readable, and signing in again happens over it (product.md M3.8).

use leptos::prelude::*;

use super::sign_in_methods;
use crate::{
    kept::{KeptChanges, download_kept, use_kept},
    messages::{Msg, count_text, text, text_with},
    state::{SignedOut, ended_text, use_console},
    ui::{actions, button, dialog, p, show, words},
};

/// A dialog over the page until the same person is back, or leaves.
pub fn session_ended() -> AnyView {
    let console = use_console();
    let kept = use_kept();
    let refused = RwSignal::new(false);
    let name = move || console.user_name().unwrap_or_default();
    dialog(
        move || console.ended.get(),
        || text(Msg::SessionEndedTitle).to_owned(),
        None,
        move || {
            vec![
                p("")
                    .live_text(move || ended_text(console.ended_because.get()))
                    .view(),
                p("").live_words(move || meaning(kept)).view(),
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

/// What became of the work: the copy is promised only where there is one.
fn meaning(kept: KeptChanges) -> String {
    match kept.waiting_count() {
        0 => text(Msg::SessionEndedMeaning).to_owned(),
        count => count_text(count, Msg::SessionEndedKeptOne, Msg::SessionEndedKeptMany),
    }
}
