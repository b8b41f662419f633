//! One try to sign in with a certificate, in a window of its own (product.md M1.7).
//!
//! The page sees nothing of that window, and the answer there proves nothing. So the appliance is asked every 2 s whether a
//! session came to be. The question is `GET /api/info`, which it answers to everybody (`sps-api.md` §11): a refused question
//! would be an error on the browser's console each time, and a real error would drown in them. The gateway tries the cookie
//! of the other window with it and does not take it over yet. What the answer tells only within a session
//! (`remaining_seconds`, the version) is the sign to read the user information, which is the proof and takes it over. When
//! the person comes back to this page, that is read in any case. Where nobody is signed in, the gateway is asked how far the window came:
//! it saw the handshake from outside.

use std::time::Duration;

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use sps_client::{UserInfo, paths};
use sps_workbench::sign_in::{
    CertificateSeen, CertificateStanding, CertificateWait, lacks_api_right,
};

use super::choice::Choice;
use crate::{
    gateway,
    reactive::{effect, run},
    state::Console,
};

/// Holds when the person left for the certificate port in this very tab, in milliseconds since 1970, and by which method.
const LEFT: &str = "sps-certificate-sign-in";
/// For so long the gateway takes over a session after that, in milliseconds.
const STILL_GOOD_MS: f64 = 60_000.0;

/// A method to try: what it is called there and here.
#[derive(Clone, PartialEq)]
pub struct Tried {
    pub name: String,
    pub title: String,
}

/// The newest try.
#[derive(Clone, Copy)]
pub struct CertificateTry {
    choice: Choice,
    origin: StoredValue<String>,
    wait: RwSignal<Option<CertificateWait>>,
    /// The gateway is being told: a second click opens no second window.
    is_beginning: StoredValue<bool>,
    /// The next question is a sure one: the person came back to this page.
    is_sure: StoredValue<bool>,
    /// The person left in this very tab, and is back.
    pub is_back: bool,
    /// The method of the newest try.
    pub tried: RwSignal<Option<Tried>>,
    /// The gateway did not take note of it.
    pub not_begun: RwSignal<bool>,
    /// Who signed in, not yet let in.
    pub found: RwSignal<Option<UserInfo>>,
    /// Who signed in where only another person may.
    pub other: RwSignal<Option<(String, String)>>,
}

impl CertificateTry {
    /// Nothing was tried yet, or it goes on where the person left for the port in this tab by one of these methods.
    pub fn new(choice: Choice, origin: String, methods: &[Tried]) -> Self {
        let left = came_back();
        let now = choice.console.read_time();
        let tried = left
            .as_ref()
            .and_then(|name| methods.iter().find(|method| method.name == *name));
        let this = Self {
            choice,
            origin: StoredValue::new(origin),
            wait: RwSignal::new(tried.map(|_| CertificateWait::begin(true, now))),
            is_beginning: StoredValue::new(false),
            is_sure: StoredValue::new(false),
            is_back: tried.is_some(),
            tried: RwSignal::new(tried.cloned()),
            not_begun: RwSignal::new(false),
            found: RwSignal::new(None),
            other: RwSignal::new(None),
        };
        effect(move || {
            let now = this.choice.console.now.get();
            this.ask_if_due(now.0);
        });
        let focused = window_event_listener_untyped("focus", move |_| {
            let now = this.choice.console.read_time();
            this.wait.update(|wait| {
                if let Some(wait) = wait {
                    wait.come_back(now);
                }
            });
            // The browser stores the cookie of the other window a moment after that window went.
            set_timeout(
                move || {
                    if this.is_sure.try_set_value(true).is_none() {
                        this.ask_if_due(this.choice.console.read_time().0);
                    }
                },
                Duration::from_millis(300),
            );
        });
        on_cleanup(move || focused.remove());
        this
    }

    /// How it stands; nothing before the first try.
    pub fn standing(self) -> Option<CertificateStanding> {
        let now = self.choice.console.now.get();
        self.wait
            .with(|wait| wait.as_ref().map(|wait| wait.standing(now)))
    }

    /// Why nobody is signed in, once that is clear.
    pub fn why(self) -> Option<CertificateSeen> {
        let now = self.choice.console.now.get();
        self.wait.with(|wait| wait.as_ref()?.why(now))
    }

    /// The address of the newest try.
    pub fn url(self) -> String {
        let origin = self.origin.get_value();
        let name = self
            .tried
            .with(|tried| tried.as_ref().map(|tried| tried.name.clone()));
        origin + &paths::sign_in(name.as_deref(), "x509")
    }

    /// Tells the gateway and then opens the window. A window that opened first could be done before the gateway takes note,
    /// when the browser still has a connection and shows the certificate without asking; its session would then count as
    /// one from before. Browsers allow a window for some seconds after a click; where not, the link is offered.
    pub fn begin(self, method: Tried) {
        if self.is_beginning.get_value() {
            return;
        }
        self.note(method);
        self.restart(true);
        run(async move {
            if !self.announced().await {
                return;
            }
            let opened = window().open_with_url_and_target(&untrack(|| self.url()), "_blank");
            if !matches!(opened, Ok(Some(_))) {
                self.restart(false);
            }
        });
    }

    /// The browser opened no window, and the person goes there in this tab, once the gateway was told.
    pub fn leave(self) {
        let Some(tried) = self.tried.get_untracked() else {
            return;
        };
        if self.is_beginning.get_value() {
            return;
        }
        self.note(tried.clone());
        run(async move {
            if !self.announced().await {
                return;
            }
            if let Ok(Some(storage)) = window().session_storage() {
                let left = format!("{} {}", js_sys::Date::now() as u64, tried.name);
                // Without the note the person has to press the button once more after coming back.
                storage.set_item(LEFT, &left).unwrap_or_default();
            }
            let gone = window().location().set_href(&untrack(|| self.url()));
            if gone.is_err() {
                self.not_begun.try_set(true);
            }
        });
    }

    /// The person gives up.
    pub fn cancel(self) {
        self.wait.update(|wait| {
            if let Some(wait) = wait {
                wait.cancel();
            }
        });
        // What the other window comes to is nobody's. If the gateway does not hear of it, it forgets by itself.
        run(async { drop(gateway::withdraw_certificate().await) });
    }

    /// The person has seen the name that was found.
    pub fn go_on(self) {
        if let Some(user) = self.found.get_untracked() {
            let method = self
                .tried
                .with_untracked(|tried| tried.as_ref().map(|tried| tried.name.clone()));
            self.choice.signed_in(user, &method.unwrap_or_default());
        }
    }

    /// The person found is not the one at this browser.
    pub fn not_me(self) {
        self.found.set(None);
        self.wait.set(None);
        run(end_session());
    }

    fn note(self, method: Tried) {
        self.tried.set(Some(method));
        self.not_begun.set(false);
        self.other.set(None);
    }

    /// Whether the gateway took note.
    async fn announced(self) -> bool {
        self.is_beginning.set_value(true);
        let is_noted = gateway::announce_certificate().await.is_ok();
        self.is_beginning.try_set_value(false);
        if !is_noted {
            self.not_begun.try_set(true);
            self.wait
                .try_update(|wait| wait.as_mut().map(CertificateWait::cancel));
        }
        is_noted
    }

    fn restart(self, is_open: bool) {
        let now = self.choice.console.read_time();
        self.wait.set(Some(CertificateWait::begin(is_open, now)));
    }

    fn ask_if_due(self, now_ms: f64) {
        let now = sps_workbench::Moment(now_ms);
        let is_due = self
            .wait
            .try_update_untracked(|wait| wait.as_mut().is_some_and(|wait| wait.ask(now)));
        if is_due == Some(true) {
            let is_sure = self.is_sure.get_value();
            self.is_sure.set_value(false);
            run(self.ask(is_sure));
        }
    }

    async fn ask(self, is_sure: bool) {
        let console = self.choice.console;
        let found = look(console, is_sure).await;
        let is_there = !matches!(found, Found::Nobody);
        if !is_there {
            let seen = gateway::certificate_seen().await;
            self.wait
                .try_update(|wait| wait.as_mut().map(|wait| wait.saw(seen)));
        }
        let is_taken = self
            .wait
            .try_update(|wait| wait.as_mut().is_some_and(|wait| wait.answer(is_there)));
        match found {
            Found::Nobody => {}
            // Cancelled meanwhile: a session that nobody wants is ended.
            _ if is_taken != Some(true) => end_session().await,
            Found::WithoutApi => self.choice.without_api(None),
            Found::User(user) => match self.choice.expected_instead_of(&user.name) {
                Some(expected) => {
                    self.other.try_set(Some((user.name, expected)));
                    self.wait.try_set(None);
                    end_session().await;
                }
                None if self.choice.is_fixed() => self.choice.signed_in(user, ""),
                None => {
                    self.found.try_set(Some(user));
                }
            },
        }
    }
}

enum Found {
    Nobody,
    WithoutApi,
    User(UserInfo),
}

async fn look(console: Console, is_sure: bool) -> Found {
    let client = console.client();
    // An appliance that does not answer is asked again in 2 s. Not every version tells `remaining_seconds`.
    let told = client.appliance().await;
    let is_alive = console.last_reply_had_session()
        || told.is_ok_and(|info| info.firmware_version.or(info.version).is_some());
    if !(is_alive || is_sure) {
        return Found::Nobody;
    }
    match client.adopt_session().await {
        Ok(user) => Found::User(user),
        Err(error) if lacks_api_right(&error) => Found::WithoutApi,
        Err(_) => Found::Nobody,
    }
}

/// Ends a session at the gateway that nobody worked in. If it does not confirm, the session ends by its time without
/// activity.
async fn end_session() {
    drop(gateway::drop_session().await);
}

/// The method by which the person left for the certificate port in this tab a moment ago; asked once.
fn came_back() -> Option<String> {
    let storage = window().session_storage().ok().flatten()?;
    let left = storage.get_item(LEFT).ok().flatten()?;
    storage.remove_item(LEFT).unwrap_or_default();
    let (at, name) = left.split_once(' ')?;
    let at = at.parse::<u64>().ok()?;
    (js_sys::Date::now() - (at as f64) < STILL_GOOD_MS).then(|| name.to_owned())
}
