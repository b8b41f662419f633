//! What the person does in the page: it keeps the session (product.md M3.4), and proves one that may be over.

use std::time::Duration;

use leptos::{ev::Event, leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use sps_workbench::session::{Activity, Moment};
use wasm_bindgen::JsCast as _;
use web_sys::{KeyboardEvent, MouseEvent};

use super::{Console, tabs::is_visible};
use crate::reactive::run;

/// What counts as being there: key, pointer, wheel, touch. Not `scroll`: the page scrolls by itself too.
const INPUT: [&str; 5] = [
    "keydown",
    "pointerdown",
    "pointermove",
    "wheel",
    "touchstart",
];
/// Milliseconds between two looks at a stream of input, such as the moves of a pointer.
const INPUT_PAUSE_MS: f64 = 250.0;
/// What input leads to, it leads to in this time.
const INPUT_LEADS_TO: Duration = Duration::from_millis(500);
/// Milliseconds after the last input in which somebody is believed to sit here.
const ATTENDED_MS: f64 = 60_000.0;

/// What the session remembers of the person's input.
#[derive(Clone, Default)]
pub(super) struct Input {
    last: Option<Moment>,
    last_key: Option<Moment>,
    /// Where the pointer was on the screen.
    pointer: (i32, i32),
    pub(super) activity: Activity,
    /// Input that may lead to a request is being waited out.
    waits: bool,
    /// The session ended by our own clock, or was changed by another tab: the next input proves it.
    pub(super) proves: bool,
    /// The appliance is back, and nobody was there to see it: the next input reads again what may have failed.
    pub(super) reads: bool,
}

impl Console {
    /// Listens to the person.
    pub(super) fn watch_input(self) {
        for name in INPUT {
            window_event_listener_untyped(name, move |event| self.at_input(&event));
        }
    }

    /// When the last key was pressed.
    pub fn last_key(self) -> Option<Moment> {
        self.input.with_value(|input| input.last_key)
    }

    /// At the next input, the appliance is asked whether the session is there.
    pub(super) fn look_at_next_input(self) {
        self.input.update_value(|input| input.proves = true);
    }

    fn at_input(self, event: &Event) {
        // Scripts make events too; only a person's input counts.
        if !event.is_trusted() {
            return;
        }
        let now = self.time.with_value(|time| time.now());
        let is_key = event.type_() == "keydown";
        if let Some(key) = event.dyn_ref::<KeyboardEvent>()
            && key.alt_key()
            && key.shift_key()
            && key.code() == "KeyS"
            && untrack(|| self.warning()).is_some()
        {
            event.prevent_default();
            if !key.repeat() {
                self.stay();
            }
            return;
        }
        let is_next = self.input.try_update_value(|input| {
            if event.type_() == "pointermove"
                && let Some(pointer) = event.dyn_ref::<MouseEvent>()
            {
                // Browsers make such an event too when the page moves below a pointer that rests.
                let place = (pointer.screen_x(), pointer.screen_y());
                if std::mem::replace(&mut input.pointer, place) == place {
                    return false;
                }
            }
            if is_key {
                input.last_key = Some(now);
            }
            let is_next = is_key
                || input
                    .last
                    .is_none_or(|last| now.ms_since(last) >= INPUT_PAUSE_MS);
            if is_next {
                input.last = Some(now);
            }
            is_next
        });
        if is_next != Some(true) {
            return;
        }
        let reads = self
            .input
            .try_update_value(|input| std::mem::take(&mut input.reads));
        if reads == Some(true) && self.is_working() {
            self.read_all_anew();
        }
        let proves = self
            .input
            .try_update_value(|input| std::mem::take(&mut input.proves));
        if proves == Some(true) {
            run(self.look_again());
        } else if self.is_due() {
            let was_waiting = self
                .input
                .try_update_value(|input| std::mem::replace(&mut input.waits, true));
            if was_waiting == Some(false) {
                // What the input does may be a request itself, such as *Stay signed in*; one is enough.
                set_timeout(move || self.extend_after_input(), INPUT_LEADS_TO);
            }
        }
    }

    fn extend_after_input(self) {
        self.input.update_value(|input| input.waits = false);
        if self.is_due() {
            self.stay();
        }
    }

    /// Input has a reason to extend the session.
    fn is_due(self) -> bool {
        if !self.is_working() || !self.extends_on_activity() {
            return false;
        }
        let now = self.tick();
        !self.in_doubt.get_untracked()
            && self.clock.with_untracked(|clock| {
                self.input
                    .with_value(|input| input.activity.is_due(clock, now, is_visible()))
            })
    }

    /// Whether somebody did something here in the last minute.
    pub(super) fn is_attended(self) -> bool {
        let now = self.time.with_value(|time| time.now());
        self.input.with_value(|input| {
            input
                .last
                .is_some_and(|last| now.ms_since(last) < ATTENDED_MS)
        })
    }

    fn extends_on_activity(self) -> bool {
        self.gateway
            .with_untracked(|info| info.extend_on_activity)
            .unwrap_or(true)
    }
}
