//! The session while somebody is signed in: its time, what keeps it, how it ends (product.md M3).

use std::time::Duration;

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use sps_client::{Error, ReplyFacts};
use sps_workbench::session::{
    Clocks, EndedBecause, Moment, SessionClock, Standing, TabMessage, Warning,
};

use super::{Console, Pending, Person};
use crate::{
    gateway, probe,
    reactive::{effect, monotonic_ms, run, whether},
};

/// The appliance cuts `remaining_seconds` to whole seconds, so a session may live that much longer. Until it is surely
/// over no request may be made that would renew it, not even the sign-in page's own.
const CUT_MS: f64 = 2000.0;

impl Console {
    /// Keeps the time and listens to the person.
    pub(super) fn keep_session(self) {
        // Only this page's clock moves: no request is made, which would defeat the appliance's idle time-out.
        set_interval(
            move || {
                self.tick();
                self.retry_when_due();
            },
            Duration::from_secs(1),
        );
        for name in ["visibilitychange", "online", "pageshow"] {
            window_event_listener_untyped(name, move |event| self.woke_up(&event));
        }
        self.watch_input();
        let is_over = whether(move || self.is_surely_over() && !self.in_doubt.get());
        effect(move || {
            if is_over.get() && self.is_working() {
                // No request here: by our own clock the session is gone, and where that is a second too early a request
                // would renew a session that nobody uses. The next input proves it.
                let is_limited = self.cannot_be_extended.get_untracked();
                self.end(EndedBecause::ran_out(is_limited));
                self.look_at_next_input();
            }
        });
        effect(move || {
            if self.in_doubt.get() {
                run(self.settle_doubt());
            }
        });
    }

    /// The time of this page at this moment.
    pub fn read_time(self) -> Moment {
        self.tick()
    }

    /// Reads the clocks of the page.
    pub(super) fn tick(self) -> Moment {
        let clocks = read_clocks();
        let mut now = Moment(0.0);
        let mut doubt = false;
        self.time.update_value(|time| {
            now = time.read(clocks);
            doubt = time.is_in_doubt();
        });
        if self.in_doubt.get_untracked() != doubt {
            self.in_doubt.set(doubt);
        }
        self.now.set(now);
        now
    }

    /// The time at which the time left was told anew: whatever the clocks disagreed about does not matter any more.
    pub(super) fn time_of_news(self) -> Moment {
        self.tick();
        self.time.update_value(|time| time.settle());
        self.tick()
    }

    /// How the session stands, followed by signals.
    #[inline(never)]
    pub fn standing(self) -> Standing {
        self.clock.with(|clock| clock.standing(self.now.get()))
    }

    /// By what the appliance said last, however it cuts its seconds.
    fn is_surely_over(self) -> bool {
        let now = Moment(self.now.get().0 - CUT_MS);
        self.clock.with(|clock| clock.standing(now)) == Standing::Ended
    }

    /// What is due before the end; nothing while the clocks of the page disagree, for a moment.
    #[inline(never)]
    pub fn warning(self) -> Option<Warning> {
        if self.in_doubt.get() || self.ended.get() || self.user_name().is_none() {
            return None;
        }
        match self.standing() {
            // The last moment, in which nobody knows: what can be done can still be tried.
            Standing::Ended => (!self.is_surely_over()).then_some(Warning::Dialog),
            standing => standing.warning(),
        }
    }

    /// Somebody is signed in, and the session is not over.
    pub(super) fn is_working(self) -> bool {
        !self.ended.get_untracked() && matches!(self.person.get_untracked(), Person::SignedIn(_))
    }

    /// A reply came: it says how long the session lasts, and what time it is at the appliance.
    pub(super) fn observe(self, facts: &ReplyFacts) {
        self.clocks.observe(facts);
        let is_alive = facts.status < 400 && facts.remaining_seconds.is_some_and(|left| left > 0);
        self.has_session.set_value(is_alive);
        let now = self.time_of_news();
        if self.ended.get_untracked() {
            // What answers now is asked on the way to the next session.
            return;
        }
        // A refusal of the session is told by the error, which also says why.
        if facts.status != 401 {
            let before = self.clock.get_untracked();
            self.clock
                .update(|clock| clock.observe(facts.remaining_seconds, now));
            if self.cannot_be_extended.get_untracked() && self.has_extended(&before) {
                self.cannot_be_extended.set(false);
            }
        }
        if facts.status < 400 && facts.remaining_seconds.is_some() {
            self.was_away.set_value(false);
            self.tell_deadline();
        }
    }

    /// The newest answer of the appliance came within a session: also when the page itself still says that it is over.
    pub fn last_reply_had_session(self) -> bool {
        self.has_session.get_value()
    }

    /// The session is over. The page stays, and says why.
    pub(super) fn end(self, because: EndedBecause) {
        if !self.ended.get_untracked() {
            let staged = self.pending.with_untracked(Pending::count);
            self.staged_at_end.set_value(staged);
        }
        self.ended_because.set(because);
        self.ended.set(true);
        self.clock.update(SessionClock::end);
        self.cannot_be_extended.set(false);
        self.pending.set(Pending::default());
    }

    /// The appliance refused the session: ends it here, and tells the other tabs.
    pub(super) fn refused(self) {
        let now = Moment(self.tick().0 + CUT_MS);
        let had_run_out = self
            .clock
            .with_untracked(|clock| clock.deadline().is_some_and(|deadline| now >= deadline));
        let because = if had_run_out {
            EndedBecause::ran_out(self.cannot_be_extended.get_untracked())
        } else {
            EndedBecause::refused(self.was_away.get_value())
        };
        self.end(because);
        self.tabs.say(TabMessage::Ended(because));
        if because == EndedBecause::Unknown {
            run(self.ask_who_ended_it());
        }
    }

    /// The gateway takes the cookie away at sign-out, also in a window that the tabs do not hear of; or it was deleted.
    async fn ask_who_ended_it(self) {
        let (info, _) = gateway::info().await;
        let is_same_end = self.ended.get_untracked()
            && self.ended_because.get_untracked() == EndedBecause::Unknown;
        if is_same_end && info.session_cookie == Some(false) {
            self.ended_because.set(EndedBecause::CookieGone);
        }
    }

    /// Asks the appliance who is signed in: after an end that only our own clock told, or when another tab did something.
    pub(super) async fn look_again(self) {
        if matches!(self.person.get_untracked(), Person::Starting) {
            return;
        }
        self.input.update_value(|input| input.proves = false);
        match self.client().user_info().await {
            Ok(user) => {
                let here = self.user_name_untracked();
                if here.as_ref().is_some_and(|name| *name != user.name) {
                    self.end(EndedBecause::SomebodyElseSignedIn);
                } else if here.is_none() || self.ended.get_untracked() {
                    self.take_over(user);
                }
            }
            Err(error @ Error::SessionEnded(_)) => self.notice(&error),
            // Nothing is proved; the next input tries again.
            Err(_) => self.look_at_next_input(),
        }
    }

    /// The clocks of the page disagree: the gateway's clock decides, asked without the cookie, so that the question
    /// itself does not extend the session.
    async fn settle_doubt(self) {
        match probe::gateway_date().await {
            Some(date_ms) => self.hear_date(date_ms),
            None => self.time.update_value(|time| time.settle()),
        }
        self.tick();
    }

    /// The gateway's clock, at this moment.
    pub(super) fn hear_date(self, date_ms: f64) {
        self.tick();
        self.time.update_value(|time| time.hear_date(date_ms));
        self.tick();
    }
}

/// The two clocks of the page.
pub(super) fn read_clocks() -> Clocks {
    Clocks {
        monotonic_ms: monotonic_ms(),
        wall_ms: js_sys::Date::now(),
    }
}
