//! Asking the appliance how to sign in, again and again until it tells.

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use sps_client::{Error, LoginMethod, paths};
use sps_workbench::sign_in::{Discovery, DiscoveryStanding, password_only};

use crate::{
    reactive::{effect, run},
    state::{Console, Person, use_console},
};

/// The question, and the newest answer to it.
#[derive(Clone, Copy)]
pub struct Finding {
    console: Console,
    discovery: RwSignal<Discovery>,
    /// The newest answer, or the newest failure.
    pub found: RwSignal<Option<Result<Vec<LoginMethod>, Error>>>,
    /// Of the newest question: the answer to an earlier one is not waited for.
    turn: StoredValue<u32>,
}

impl Finding {
    /// Asks now, and again whenever a failure may have passed.
    pub fn begin() -> Self {
        let console = use_console();
        let finding = Self {
            console,
            discovery: RwSignal::new(Discovery::begin(console.read_time())),
            found: RwSignal::new(None),
            turn: StoredValue::new(0),
        };
        finding.ask();
        effect(move || {
            if finding.standing() == (DiscoveryStanding::AskingAgain { in_seconds: 0 }) {
                finding.ask();
            }
        });
        let online = window_event_listener_untyped("online", move |_| {
            if finding.has_failed() {
                finding.ask();
            }
        });
        on_cleanup(move || online.remove());
        finding
    }

    /// How it stands now.
    pub fn standing(self) -> DiscoveryStanding {
        let now = self.console.now.get();
        self.discovery.with(|discovery| discovery.standing(now))
    }

    /// Asks now.
    pub fn ask(self) {
        let console = self.console;
        let turn = self.next_turn();
        let is_recovery = self.has_failed();
        self.discovery
            .update(|discovery| discovery.ask_again(console.read_time()));
        run(async move {
            let client = console.client();
            console.clocks.asking();
            let answer = client.login_methods().await;
            if self.turn.try_get_value() != Some(turn) {
                // Stopped, or the page has gone.
                return;
            }
            let answer = answer.or_else(|error| password_only(&error).ok_or(error));
            let retry_after = client.retry_after_seconds(paths::LOGIN_METHODS);
            let now = console.read_time();
            self.discovery.update(|discovery| match &answer {
                Ok(_) => discovery.answer(),
                Err(error) => discovery.fail(error, retry_after, now),
            });
            console.now.set(now);
            let is_found = answer.is_ok();
            self.found.set(Some(answer));
            if is_found && is_recovery && is_signed_out(console) {
                // What the gateway said at the start may have been nothing; and a session may be there after all.
                console.look_around().await;
            }
        });
    }

    /// Does not wait for the answer any longer.
    pub fn stop(self) {
        self.next_turn();
        self.discovery.update(Discovery::stop);
    }

    fn has_failed(self) -> bool {
        self.found
            .with_untracked(|found| matches!(found, Some(Err(_))))
    }

    fn next_turn(self) -> u32 {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        turn
    }
}

fn is_signed_out(console: Console) -> bool {
    console
        .person
        .with_untracked(|person| matches!(person, Person::SignedOut(_)))
}
