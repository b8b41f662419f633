//! The conflicts screen.

use leptos::{ev::Event, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

use super::{
    case::Case,
    check::{Check, Missing, Phase},
    deciding::{Deciding, left_to_decide},
    keys::focus_in,
    table::{all_at_once, keys_help},
};
use crate::{
    messages::{Msg, count_text, text, text_with},
    pages::dead_keys,
    reactive::{effect, soon, whether},
    route::Route,
    state::Pending,
    ui::{
        Element, ElementRef, Task, Tone, actions, button, div, element, link, live, nothing,
        notice, notice_text, p, page_title, problem, show, span, together, words,
    },
};

/// What others changed at the same places, place by place, and the replay of what was decided.
pub fn conflicts_page() -> AnyView {
    let check = Check::new();
    // Once: coming back to this page later starts nothing by itself.
    if check.memory.is_wanted.get_untracked() {
        check.memory.is_wanted.set(false);
        check.start(false);
    }
    let page = ElementRef::new();
    effect(move || {
        // The button that was pressed is gone; go on where the work begins.
        if check.phase.get() == Phase::Decide {
            soon(move || focus_first(page));
        }
    });
    let shortcut = move |event: Event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if key.key() == "Enter" && (key.ctrl_key() || key.meta_key()) {
            event.prevent_default();
            check.replay();
        }
    };
    let phase = move || match check.phase.get() {
        Phase::Start => start(check),
        Phase::WouldLose(paths) => would_lose(check, &paths),
        Phase::Failed(error) => together(vec![
            problem(&error, Task::Finish),
            actions(vec![
                button("primary", Msg::TryAgain, move |_| check.start(false)),
                back(),
            ])
            .view(),
        ]),
        Phase::Decide | Phase::Replaying(..) => nothing(),
        Phase::Keeping | Phase::RollingBack | Phase::Opening | Phase::Reading(..) => {
            p("help").text(Msg::CheckExplained).view()
        }
    };
    // Stays while the replay runs, so that nothing jumps.
    let is_deciding =
        whether(move || matches!(check.phase.get(), Phase::Decide | Phase::Replaying(..)));
    let progress = p("muted")
        .attr("role", "status")
        .live_words(move || step(&check.phase.get()));
    let body = div("conflict-page")
        .node(page)
        .on("keydown", shortcut)
        .live(phase)
        .child(progress)
        .live(move || check.missing.with(|missing| left_behind(missing)))
        .child(show(move || is_deciding.get(), move || decide(check)));
    together(vec![
        page_title(|| text(Msg::Conflicts).to_owned(), text(Msg::ConflictsHelp)).view(),
        body.view(),
    ])
}

/// What is done right now, in words.
fn step(phase: &Phase) -> String {
    let counted = |message: Msg, done: &usize, total: &usize| {
        text_with(
            message,
            &[("done", &done.to_string()), ("total", &total.to_string())],
        )
    };
    match phase {
        Phase::Keeping => text(Msg::ConflictKeeping).to_owned(),
        Phase::RollingBack => text(Msg::ConflictRollingBack).to_owned(),
        Phase::Opening => text(Msg::ConflictOpening).to_owned(),
        Phase::Reading(done, total) => counted(Msg::ConflictReading, done, total),
        Phase::Replaying(done, total) => counted(Msg::ConflictReplaying, done, total),
        Phase::Start | Phase::WouldLose(_) | Phase::Failed(_) | Phase::Decide => String::new(),
    }
}

fn back() -> Element {
    link("button", &Route::Review).text(Msg::BackToReview)
}

fn start(check: Check) -> AnyView {
    let has_work = whether(move || {
        check
            .console
            .pending
            .with(|pending: &Pending| pending.count() > 0)
            || check.kept.waiting_count() > 0
    });
    live(move || {
        if !has_work.get() {
            return div("empty")
                .child(words("P", Msg::NothingInConflict))
                .child(back())
                .view();
        }
        div("card conflict-start")
            .child(words("P", Msg::CheckExplained))
            .child(actions(vec![
                button("primary", Msg::CheckForConflicts, move |_| {
                    check.start(false);
                }),
                back(),
            ]))
            .view()
    })
}

fn would_lose(check: Check, paths: &[String]) -> AnyView {
    let items = paths
        .iter()
        .map(|path| element("LI").untranslated().words(path.clone()));
    notice(
        Tone::Warning,
        vec![
            words("P", Msg::CannotBeKept).view(),
            element("UL").children(items).view(),
            dead_keys(),
            actions(vec![
                back(),
                button("danger", Msg::GoOnWithoutThem, move |_| check.start(true)),
            ])
            .view(),
        ],
    )
}

fn left_behind(missing: &[Missing]) -> AnyView {
    if missing.is_empty() {
        return nothing();
    }
    let items = missing.iter().map(|missing| match missing {
        Missing::Because(path, why) => element("LI")
            .child(element("CODE").untranslated().words(path.clone()))
            .words(" ")
            .text(*why),
        Missing::Refused(path, error) => element("LI")
            .child(element("CODE").untranslated().words(path.clone()))
            .child(problem(error, Task::Stage)),
    });
    notice(
        Tone::Warning,
        vec![
            words("P", Msg::NotReplayed).view(),
            element("UL")
                .attr("class", "left-behind")
                .children(items)
                .view(),
        ],
    )
}

fn decide(check: Check) -> AnyView {
    live(move || {
        // A replay that left something behind comes back with a new plan.
        check.plans.track();
        let cases = check.plan.with_value(|plan| {
            let items = plan.as_ref().map(|plan| plan.items.as_slice());
            let items = items.unwrap_or_default().iter();
            items
                .map(|item| Case::of(item, check.memory))
                .collect::<Vec<_>>()
        });
        if cases.is_empty() {
            return nothing();
        }
        check.cases.set_value(cases.clone());
        decisions(check, &cases)
    })
}

fn decisions(check: Check, cases: &[Case]) -> AnyView {
    // No endpoint tells who committed what (`sps-api.md`: the Configuration History has none), so nobody is named (M7.4).
    let who = text(Msg::AnotherAdministrator);
    let deciding: Vec<Deciding> = cases.iter().map(|case| case.deciding).collect();
    let conflicts: usize = untrack(|| deciding.iter().map(|one| one.conflicts()).sum());
    let tables = untrack(|| {
        let mut with_conflicts = cases.iter().filter(|case| case.deciding.conflicts() > 0);
        (
            with_conflicts.next().is_some(),
            with_conflicts.next().is_some(),
        )
    });
    let untouched = cases.iter().filter(|case| !case.is_touched).count();
    let mut views = vec![notice_text(
        Tone::Info,
        if conflicts > 0 {
            Msg::ConflictDecide
        } else {
            Msg::ConflictNone
        },
    )];
    let all = deciding.clone();
    if conflicts > 0 {
        views.push(left_to_decide(move || all.clone()).view());
    }
    if tables.1 {
        let all = deciding.clone();
        views.push(all_at_once(move || all.clone()).view());
    }
    if cases.iter().any(|case| case.is_touched) {
        views.push(keys_help().view());
    }
    // What has to be decided comes first.
    let is_clashing = |case: &&Case| untrack(|| case.deciding.conflicts() > 0);
    let (first, rest): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(is_clashing);
    views.extend(first.into_iter().chain(rest).map(|case| case.view(who)));
    if untouched > 0 {
        views.push(
            p("muted")
                .words(count_text(untouched, Msg::GoesAlongOne, Msg::GoesAlongMany))
                .view(),
        );
    }
    let (ready, left) = (cases.to_vec(), deciding);
    let is_ready = whether(move || ready.iter().all(Case::is_ready));
    let why_not = move || {
        if is_ready.get() {
            String::new()
        } else if left.iter().any(|one| one.left() > 0) {
            text(Msg::DecideFirst).to_owned()
        } else {
            text(Msg::EnterSecretsFirst).to_owned()
        }
    };
    let replay = element("BUTTON")
        .attr("type", "button")
        .attr("class", "primary")
        .attr("aria-describedby", "replay-why-not")
        .live_state("aria-disabled", move || !is_ready.get() || check.busy())
        .on("click", move |_| check.replay())
        .text(Msg::ReplayDecided);
    views.push(
        div("action-bar")
            .child(replay)
            .child(
                span("muted")
                    .attr("id", "replay-why-not")
                    .live_words(why_not),
            )
            .view(),
    );
    views.push(p("help").text(Msg::ReplayShortcut).view());
    together(views)
}

/// The first place to decide, else the button that replays.
fn focus_first(page: ElementRef) {
    let Some(page) = page.try_get_untracked().flatten() else {
        return;
    };
    let undecided = page.query_selector("tr.undecided").ok().flatten();
    match undecided {
        Some(row) => focus_in(&row),
        None => {
            let button = page.query_selector(".action-bar button").ok().flatten();
            if let Some(button) =
                button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok())
            {
                button.focus().unwrap_or_default();
            }
        }
    }
}
