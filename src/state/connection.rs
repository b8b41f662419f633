//! Losing the appliance and finding it again, while somebody works (product.md M10).

use std::time::Duration;

use leptos::prelude::*;
use sps_workbench::session::{Trouble, Turn, connection::is_slow};

use super::{Console, tabs::is_visible};
use crate::{
    messages::{Msg, text},
    probe,
    reactive::run,
    transport::Sign,
};

/// Milliseconds between two looks for a new version.
const VERSION_PAUSE_MS: f64 = 600_000.0;

/// The browser may say that it is offline a moment before the last answer came through.
const UNTIL_OFFLINE: Duration = Duration::from_secs(1);

/// A request that takes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slow {
    /// Nothing takes long.
    No,
    /// A read does, which may be given up.
    Read,
    /// A write does, which may not.
    Write,
}

impl Console {
    /// Listens to what the requests tell of the connection.
    pub(super) fn keep_connection(self) {
        self.client()
            .transport()
            .line()
            .watch(move |sign| match sign {
                Sign::Trouble => self.try_connection(),
                Sign::Answered | Sign::BrowserAsked => {
                    if sign == Sign::BrowserAsked {
                        self.browser_asked.set(true);
                    }
                    if self
                        .connection
                        .with_untracked(|now| now.trouble().is_some())
                    {
                        self.tried(Ok(()));
                    }
                }
            });
        window_event_listener(leptos::ev::offline, move |_| {
            set_timeout(move || self.try_connection(), UNTIL_OFFLINE);
        });
    }

    /// Tries once, without the cookie, and tells what came of it.
    pub fn try_connection(self) {
        if self.trying.get_untracked() {
            return;
        }
        self.trying.set(true);
        run(async move {
            let tried = probe::connection().await;
            if let Some(date_ms) = tried.date_ms {
                self.hear_date(date_ms);
            }
            self.trying.set(false);
            self.tried(tried.result);
        });
    }

    /// As [`Console::try_connection`], by a person, who wants to see again what could not be read.
    pub fn try_connection_now(self) {
        self.reads_when_back.set_value(true);
        self.try_connection();
    }

    /// Gives up all reads that are on their way.
    pub fn cancel_reads(self) {
        self.client().transport().line().cancel_reads();
    }

    /// Once a second: tries when it is time, in a visible tab, and looks for requests that take long.
    pub(super) fn retry_when_due(self) {
        let now = self.now.get_untracked();
        let is_due = self
            .connection
            .with_untracked(|connection| connection.is_due(now));
        if is_due && is_visible() {
            self.try_connection();
        }
        let slow = match self.client().transport().line().longest_wait() {
            Some((waited_ms, has_reads)) if is_slow(waited_ms) => {
                if has_reads {
                    Slow::Read
                } else {
                    Slow::Write
                }
            }
            _ => Slow::No,
        };
        if self.slow.get_untracked() != slow {
            self.slow.set(slow);
        }
    }

    fn tried(self, result: Result<(), Trouble>) {
        let now = self.tick();
        let turn = self
            .connection
            .try_update(|connection| connection.tried(result, now));
        if result.is_err_and(Trouble::is_of_appliance) {
            self.was_away.set_value(true);
        }
        if turn == Some(Turn::Back) {
            self.toasts.say(text(Msg::OnlineAgain));
            self.look_for_new_version();
            run(self.ask_gateway_again());
            // For somebody who is here, what could not be read is read again; an empty chair extends no session.
            if self.reads_when_back.get_value() || (is_visible() && self.is_attended()) {
                self.read_all_anew();
            } else {
                self.input.update_value(|input| input.reads = true);
            }
        }
        self.reads_when_back.set_value(false);
    }

    /// Looks, every ten minutes at most and never in a hidden tab, whether this page was replaced on the server.
    pub(super) fn look_for_new_version(self) {
        let now = self.now.get_untracked();
        let is_soon = self
            .looked_for_version
            .get_value()
            .is_some_and(|last| now.ms_since(last) < VERSION_PAUSE_MS);
        if is_soon || self.new_version.get_untracked() || !is_visible() {
            return;
        }
        self.looked_for_version.set_value(Some(now));
        run(async move {
            if probe::was_replaced().await {
                self.new_version.set(true);
            }
        });
    }
}
