//! The lock in this person's own hands: the header says so, and after a while, that others may be waiting (M8.6).

use leptos::prelude::*;
use sps_workbench::{
    lock::{opening_locks, others_may_wait},
    session_clock::Moment,
};

use super::watch::{LockWatch, Phase};
use crate::{
    messages::{Msg, text, text_with},
    reactive::{effect, whether},
    route::Route,
    state::{Console, Pending, use_console},
    ui::{Shape, Tone, actions, button, icon, link, live, nothing, notice, show, span, words},
};

/// The state of the lock in the header: *held by you*, *held by NAME*, and nothing while it is not known.
pub fn lock_badge() -> AnyView {
    let console = use_console();
    let watch = LockWatch::here();
    let is_ours = ours(console, watch);
    let holder = Memo::new(move |_| {
        // It was seen free: nobody is said to hold it.
        if watch.phase.get() == Phase::Free {
            return None;
        }
        watch.case.with(|case| {
            let case = case.as_ref()?;
            Some(match &case.known.holder {
                Some(name) => text_with(Msg::LockHeldBy, &[("name", name)]),
                None => text(Msg::LockHeldBySomebody).to_owned(),
            })
        })
    });
    live(move || {
        let told = if is_ours.get() {
            text(Msg::LockHeldByYou).to_owned()
        } else if let Some(holder) = holder.get() {
            holder
        } else {
            return nothing();
        };
        span("badge lock-badge")
            .attr("title", told.clone())
            .child(icon(Shape::Password))
            .child(span("").words(told))
            .view()
    })
}

fn ours(console: Console, watch: LockWatch) -> Memo<bool> {
    whether(move || {
        console.pending.with(Pending::is_open)
            && console.appliance.with(|info| {
                let version = info
                    .as_ref()
                    .and_then(|info| info.firmware_version.as_deref());
                opening_locks(version, watch.was_refused_at_opening.get())
            })
    })
}

/// Five minutes without a change.
pub fn reminder(route: Memo<Route>) -> AnyView {
    let console = use_console();
    let is_ours = ours(console, LockWatch::here());
    let last_change = RwSignal::new(None::<Moment>);
    let put_off = RwSignal::new(false);
    let before = StoredValue::new(None);
    effect(move || {
        let now = untrack(|| console.read_time());
        let changes = console
            .pending
            .with(|pending| pending.is_open().then(|| pending.changes.clone()));
        if before.with_value(|before| *before != Some(changes.clone())) {
            before.set_value(Some(changes));
            last_change.set(Some(now));
            put_off.set(false);
        }
    });
    let is_due = move || {
        let now = console.now.get();
        is_ours.get()
            && !put_off.get()
            && last_change
                .get()
                .is_some_and(|last| others_may_wait(last, now))
    };
    show(is_due, move || {
        let review = show(
            move || route.with(|route| *route != Route::Review),
            || {
                link("button", &Route::Review)
                    .text(Msg::LockToReview)
                    .view()
            },
        );
        let later = button("quiet", Msg::Later, move |_| put_off.set(true));
        crate::ui::div("banner")
            .child(notice(
                Tone::Info,
                vec![
                    words("P", Msg::LockOthersWait).view(),
                    actions(Vec::new()).child(review).child(later).view(),
                ],
            ))
            .view()
    })
}
