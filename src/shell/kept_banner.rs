//! Kept changes that wait for a replay, or are of somebody else (product.md M3.8, M3.9).

use leptos::prelude::*;

use crate::{
    kept::{Gone, KeptChanges, download_kept, use_kept},
    messages::{Msg, count_text_with, text},
    pages::replay_question,
    reactive::whether,
    route::Route,
    state::use_console,
    ui::{Tone, actions, banner, button, div, link, notice, p, show, together, words},
};

/// Each there only when it has something to say.
pub fn kept_banner(replays: Memo<bool>) -> AnyView {
    let kept = use_kept();
    together(vec![offer(kept, replays), of_somebody_else(kept)])
}

/// Whether a replay is to be offered on this screen.
pub fn replays(route: Memo<Route>) -> Memo<bool> {
    let kept = use_kept();
    let console = use_console();
    whether(move || {
        kept.waiting_count() > 0
            && !console.ended.get()
            && !matches!(route.get(), Route::Replay | Route::Conflicts)
    })
}

fn offer(kept: KeptChanges, replays: Memo<bool>) -> AnyView {
    show(
        move || replays.get(),
        move || {
            // Where they wait because of a conflict, there are decisions to make first.
            let onwards = match kept.gone.get_untracked() {
                Gone::ForConflict => Route::Conflicts,
                _ => Route::Replay,
            };
            banner(
                Tone::Warning,
                vec![
                    p("").live_words(move || replay_question(kept)).view(),
                    actions(vec![
                        link("button primary", &onwards).text(Msg::LookAndReplay),
                    ])
                    .view(),
                ],
            )
            .view()
        },
    )
}

fn of_somebody_else(kept: KeptChanges) -> AnyView {
    let refused = RwSignal::new(false);
    show(
        move || kept.foreign.with(Option::is_some),
        move || {
            let (name, count) = kept.foreign.with_untracked(|journal| {
                journal.as_ref().map_or_else(Default::default, |journal| {
                    let count = journal.entries().len() + journal.drafts().len();
                    (journal.owner().user.clone(), count)
                })
            });
            let told =
                count_text_with(count, Msg::ForeignOne, Msg::ForeignMany, &[("name", &name)]);
            let take = move |_| {
                let is_refused = kept
                    .foreign
                    .with_untracked(|journal| journal.as_ref().map(download_kept))
                    .is_some_and(|taken| taken.is_err());
                refused.set(is_refused);
                if !is_refused {
                    kept.drop_foreign();
                }
            };
            div("banner")
                .child(notice(
                    Tone::Warning,
                    vec![
                        p("").words(told).view(),
                        actions(vec![
                            button("", Msg::ForeignDownload, take),
                            button("quiet", Msg::ForeignDrop, move |_| kept.drop_foreign()),
                        ])
                        .view(),
                        show(
                            move || refused.get(),
                            || words("P", Msg::DownloadRefused).view(),
                        ),
                    ],
                ))
                .attr("aria-label", text(Msg::ForeignTitle))
                .view()
        },
    )
}
