//! When the value goes by itself: time, a hidden tab, the end of the page, of the screen, of the session (M4.10).

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use sps_workbench::api_keys::{KeyJourney, Scene, find_key, waiting_keys};

use super::flow::Flow;
use crate::reactive::{effect, run};

/// Watches over the value from now until the screen goes.
pub fn watch_over(flow: Flow) {
    let console = flow.console;
    let visibility = window_event_listener_untyped("visibilitychange", move |_| {
        let hidden = document().hidden();
        let now = now(flow);
        flow.tell(|journey| journey.hidden(hidden, now));
    });
    let gone = window_event_listener_untyped("pagehide", move |_| {
        flow.tell(KeyJourney::leave);
    });
    on_cleanup(move || {
        visibility.remove();
        gone.remove();
        flow.tell(KeyJourney::leave);
    });
    effect(move || {
        let now = console.now.get();
        // Only a value that goes is news to the page.
        flow.journey.try_maybe_update(|journey| {
            let before = journey.scene();
            journey.tick(now);
            (journey.scene() != before, ())
        });
    });
    effect(move || {
        if console.ended.get() {
            flow.tell(KeyJourney::session_ended);
        }
    });
    // The transaction was committed or rolled back elsewhere: then the key is active, or never will be.
    effect(move || {
        let id = flow.id().unwrap_or_default();
        let is_staged = console.pending.with(|pending| {
            waiting_keys(&pending.changes)
                .iter()
                .any(|key| key.id == id)
        });
        let waits = flow.journey.with_untracked(KeyJourney::scene) == Scene::NotActiveYet;
        if is_staged || !waits {
            return;
        }
        run(async move {
            let found = find_key(&console.client(), &id).await;
            let now = flow.console.now.try_get_untracked();
            if let Some(now) = now {
                flow.tell(|journey| journey.found(found, now));
            }
        });
    });
}

fn now(flow: Flow) -> sps_workbench::session_clock::Moment {
    flow.console.now.get_untracked()
}
