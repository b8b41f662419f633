//! The replay screen: what waits, what happened since, and one button that stages it again.

use leptos::prelude::*;

use super::{
    item::item,
    memory::{Replaying, Stage},
    report::report,
};
use crate::{
    kept::{Gone, KeptChanges, download_kept},
    messages::{Msg, count_text, text, text_with},
    pages::time_of_day,
    route::Route,
    ui::{
        Element, Tone, actions, button, dialog, div, element, link, live, nothing, notice, p,
        page_title, show, skeleton, together, words,
    },
};

/// The screen.
pub fn replay_page() -> AnyView {
    let replaying = Replaying::new();
    let kept = replaying.kept;
    let waits = move || kept.waiting_count() > 0;
    let is_running = move || matches!(replaying.stage.get(), Stage::Running(..));
    let body = live(move || {
        // Made anew with every plan, not with every decision in it.
        replaying.made.track();
        if is_running() {
            return progress(replaying);
        }
        match untrack(|| replaying.with(|plan| plan.items.len())) {
            Some(count) if count > 0 => offer(replaying),
            Some(_) => nothing_waits(),
            None if waits() => skeleton(6),
            None => nothing_waits(),
        }
    });
    let done = live(move || {
        replaying.told.with(|told| {
            if told.is_empty() {
                return nothing();
            }
            let all = told.iter().all(super::memory::Told::is_done);
            let count = told.iter().filter(|told| told.is_done()).count();
            let tone = if all { Tone::Success } else { Tone::Warning };
            let words = text_with(
                Msg::ReplayReport,
                &[
                    ("done", &count.to_string()),
                    ("count", &told.len().to_string()),
                ],
            );
            let onwards = (count > 0).then(|| {
                actions(vec![
                    link("button", &Route::Review).text(Msg::ReviewAndCommit),
                ])
            });
            div("replay-done")
                .child(notice(
                    tone,
                    vec![
                        p("")
                            .attr("tabindex", "-1")
                            .node(replaying.report)
                            .child(element("STRONG").words(words))
                            .view(),
                        report(told).view(),
                    ],
                ))
                .maybe(onwards)
                .view()
        })
    });
    together(vec![
        page_title(|| text(Msg::Replay).to_owned(), text(Msg::ReplayHelp)).view(),
        done,
        body,
    ])
}

fn nothing_waits() -> AnyView {
    div("empty")
        .child(words("P", Msg::NothingWaits))
        .child(element("P").child(link("button", &Route::Review).text(Msg::Review)))
        .view()
}

/// How the transaction ended, and how many changes wait.
pub fn question(kept: KeptChanges) -> String {
    let count = kept.waiting_count();
    let how = match kept.gone.get() {
        Gone::At(at) => text_with(Msg::GoneAt, &[("time", &time_of_day(at))]),
        Gone::Sometime => text(Msg::GoneSometime).to_owned(),
        Gone::TakenBack => text(Msg::GoneTakenBack).to_owned(),
        Gone::ForConflict => text(Msg::GoneForConflict).to_owned(),
    };
    let asked = count_text(count, Msg::ReplayQuestionOne, Msg::ReplayQuestionMany);
    format!("{how} {asked}")
}

fn progress(replaying: Replaying) -> AnyView {
    let told = move || match replaying.stage.get() {
        Stage::Running(done, count) => text_with(
            Msg::Replaying,
            &[("done", &done.to_string()), ("count", &count.to_string())],
        ),
        _ => String::new(),
    };
    div("replay")
        .child(p("").attr("role", "status").live_words(told))
        .child(actions(vec![
            button("", Msg::Cancel, move |_| replaying.cancel()).node(replaying.cancel_button),
        ]))
        .view()
}

fn offer(replaying: Replaying) -> AnyView {
    let kept = replaying.kept;
    let items: Vec<Element> = untrack(|| {
        replaying.with(|plan| {
            let items = plan.items.iter().enumerate();
            items
                .map(|(position, one)| item(replaying, position, one))
                .collect()
        })
    })
    .unwrap_or_default();
    let committed = show(
        move || replaying.is_committed.get(),
        move || {
            notice(
                Tone::Info,
                vec![
                    words("P", Msg::SeemsCommitted).view(),
                    actions(vec![button("", Msg::DropKept, move |_| {
                        kept.forget_waiting();
                    })])
                    .view(),
                ],
            )
        },
    );
    let is_reading = move || replaying.stage.get() == Stage::Reading;
    let start = element("BUTTON")
        .attr("type", "button")
        .attr("class", "primary")
        .attr("aria-describedby", "replay-none")
        .live_state("aria-disabled", move || {
            is_reading() || replaying.chosen() == 0
        })
        .on("click", move |_| replaying.start())
        .live_words(move || count_text(replaying.chosen(), Msg::ReplayOne, Msg::ReplayMany));
    let dropping = RwSignal::new(false);
    let refused = RwSignal::new(false);
    let choices = actions(vec![
        start,
        button("", Msg::LookAgain, move |_| replaying.look()).live_flag("disabled", is_reading),
        button("", Msg::KeepAsFile, move |_| {
            let is_refused = untrack(|| kept.with(|journal| download_kept(journal).is_err()));
            refused.set(is_refused);
        }),
        button("quiet danger", Msg::DropKept, move |_| dropping.set(true)),
    ]);
    let question_to_drop = dialog(
        move || dropping.get(),
        || text(Msg::DropQuestion).to_owned(),
        Some(Callback::new(move |()| dropping.set(false))),
        move || {
            vec![
                p("")
                    .live_words(move || {
                        count_text(kept.waiting_count(), Msg::DropLosesOne, Msg::DropLosesMany)
                    })
                    .view(),
                actions(vec![
                    button("", Msg::Back, move |_| dropping.set(false)),
                    button("danger", Msg::DropKept, move |_| {
                        dropping.set(false);
                        kept.forget_waiting();
                    }),
                ])
                .view(),
            ]
        },
    );
    let none = show(
        move || replaying.chosen() == 0,
        || {
            p("help")
                .attr("id", "replay-none")
                .text(Msg::NoneChosen)
                .view()
        },
    );
    div("replay")
        .child(p("").live_words(move || question(kept)))
        .child(committed)
        .child(
            element("UL")
                .attr("class", "replay-list")
                .attr("aria-label", text(Msg::WaitingChanges))
                .children(items),
        )
        .child(choices)
        .child(none)
        .child(show(
            move || refused.get(),
            || notice(Tone::Danger, vec![words("P", Msg::DownloadRefused).view()]),
        ))
        .child(question_to_drop)
        .view()
}
