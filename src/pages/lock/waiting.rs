//! *Continue when free*: for how long, how it stands, and being told (M8.3).

use leptos::{ev::Event, prelude::*};
use sps_workbench::lock::LockAt;

use super::{
    notify::{Permission, ask_permission},
    offer::offered,
    watch::{LockWatch, Phase, Purpose},
};
use crate::{
    messages::{Msg, count_text, text, text_with},
    reactive::{run, whether},
    state::use_console,
    ui::{
        Element, actions, button, div, element, live, minutes_and_seconds, p, span, together, words,
    },
};

/// For how many minutes a person may let the console wait.
const MINUTES: [u32; 5] = [2, 5, 10, 20, 30];
/// What is chosen where the time-out of the appliance is not known.
const USUAL: u32 = 10;

/// The choice, or how the waiting stands.
pub fn waiting(
    watch: LockWatch,
    at: LockAt,
    purpose: Purpose,
    again: Option<Callback<()>>,
) -> AnyView {
    let is_over = whether(move || watch.phase.get() == Phase::Over);
    let is_idle = whether(move || watch.phase.get() == Phase::Idle);
    live(move || match (is_idle.get(), is_over.get()) {
        (true, _) => choice(watch, at, purpose, again),
        (_, true) => offered(watch, purpose, again, false),
        (false, false) => standing(watch, at),
    })
}

fn choice(watch: LockWatch, at: LockAt, purpose: Purpose, again: Option<Callback<()>>) -> AnyView {
    // An inactive holder has lost the lock by then.
    let fits = untrack(|| watch.timeout_minutes.get()).and_then(|timeout| {
        let mut minutes = MINUTES.iter();
        minutes.find(|minutes| u64::from(**minutes) >= timeout)
    });
    let chosen = RwSignal::new(fits.copied().unwrap_or(USUAL));
    let options = MINUTES.map(|minutes| {
        let count = usize::try_from(minutes).unwrap_or_default();
        element("OPTION")
            .attr("value", minutes.to_string())
            .live_selected(move || chosen.get() == minutes)
            .words(count_text(count, Msg::OneMinute, Msg::ManyMinutes))
    });
    let choose = move |event: Event| {
        if let Ok(minutes) = event_target_value(&event).parse() {
            chosen.set(minutes);
        }
    };
    let select = element("LABEL")
        .attr("class", "lock-for")
        .child(span("").text(Msg::LockForAtMost))
        .child(element("SELECT").on("change", choose).children(options));
    let start = match (purpose, at) {
        (Purpose::Key, _) => button("", Msg::LockTellMe, move |_| {
            watch.wait(chosen.get_untracked());
            tell_me(watch);
        }),
        (_, LockAt::Opening) => button("primary", Msg::LockContinue, move |_| {
            watch.wait(chosen.get_untracked());
        }),
        (_, LockAt::Commit) => button("primary", Msg::LockAskLater, move |_| {
            watch.wait(chosen.get_untracked());
        }),
    };
    let try_now = again.filter(|_| purpose == Purpose::Key).map(|again| {
        button("primary", Msg::LockTryNow, move |_| {
            watch.forget();
            again.run(());
        })
    });
    let help = match at {
        LockAt::Opening => Msg::LockWaitHelp,
        LockAt::Commit => Msg::LockCommitWaitHelp,
    };
    together(vec![
        div("actions")
            .maybe(try_now)
            .child(start)
            .child(select)
            .view(),
        p("help").text(help).view(),
    ])
}

fn standing(watch: LockWatch, at: LockAt) -> AnyView {
    let console = use_console();
    // Counts for the eyes alone; screen readers were told that it waits.
    let next = move || match watch.phase.get() {
        Phase::Until(due) => {
            let seconds = (due.ms_since(console.now.get()) / 1000.0 + 0.999) as u32;
            text_with(Msg::NextTryIn, &[("count", &seconds.to_string())])
        }
        Phase::Looking => text(Msg::LockLooking).to_owned(),
        Phase::Hidden => text(Msg::LockHidden).to_owned(),
        _ => String::new(),
    };
    let left = move || {
        let ms = watch.end.get().ms_since(console.now.get());
        text_with(
            Msg::LockWaitsFor,
            &[("time", &minutes_and_seconds((ms / 1000.0) as u64))],
        )
    };
    let looks = move || count_text(watch.looks.get(), Msg::LockLookedOne, Msg::LockLookedMany);
    let status = p("").child(words("STRONG", Msg::LockWaiting)).child(
        span("")
            .attr("aria-hidden", "true")
            .words(" ")
            .live_words(next)
            .words(" ")
            .live_words(left),
    );
    let kept = p("help").live_words(looks).words(" ").text(match at {
        LockAt::Opening => Msg::LockKeepsSession,
        LockAt::Commit => Msg::LockKeepsTransaction,
    });
    let told = p("sr").attr("role", "status").text(Msg::LockWaiting);
    let stop = button("", Msg::LockStopWaiting, move |_| watch.stop());
    together(vec![
        told.view(),
        status.view(),
        kept.view(),
        actions(vec![stop]).child(notifying(watch)).view(),
    ])
}

/// *Notify me*, and what became of it.
fn notifying(watch: LockWatch) -> AnyView {
    live(move || {
        if watch.notify.get() {
            return element("SPAN")
                .attr("class", "muted")
                .live_words(move || text(told_by(watch)).to_owned())
                .view();
        }
        let ask: Element = button("", Msg::LockNotifyMe, move |_| tell_me(watch));
        ask.view()
    })
}

fn told_by(watch: LockWatch) -> Msg {
    match watch.permission.get() {
        Permission::Granted => Msg::LockNotifyBoth,
        Permission::Refused => Msg::LockNotifyTitle,
    }
}

/// The person asked to be told: the only moment at which the browser may be asked for its permission.
fn tell_me(watch: LockWatch) {
    watch.notify.set(true);
    run(async move {
        let permission = ask_permission().await;
        watch.permission.try_set(permission);
    });
}
