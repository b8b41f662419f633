//! The session of the person at this browser, and the commands every screen shares.

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;
use sps_client::{ApplianceInfo, Client, Error, TransactionStatus, UserInfo};
use sps_workbench::{
    document::Draft,
    session_clock::{Moment, SessionClock, Standing},
    sign_in::{Ending, lacks_api_right},
};

use super::{Clocks, Pending, Person, SignedOut, drafts::Drafts, last_method};
use crate::{
    gateway::{self, GatewayInfo},
    navigation,
    reactive::{effect, run, whether},
    transport::BrowserTransport,
};

/// The state of the console; a handful of signals, cheap to copy.
#[derive(Clone, Copy)]
pub struct Console {
    client: StoredValue<Rc<Client<BrowserTransport>>, LocalStorage>,
    /// Who is signed in.
    pub person: RwSignal<Person>,
    /// The appliance answered that the session is over; the page stays and asks to sign in again.
    pub ended: RwSignal<bool>,
    /// How long the session lasts, fed by every reply.
    pub clock: RwSignal<SessionClock>,
    /// What replies said of the time of day.
    pub clocks: Clocks,
    /// The monotonic clock of this page, once a second.
    pub now: RwSignal<Moment>,
    /// The open transaction.
    pub pending: RwSignal<Pending>,
    /// The appliance's facts.
    pub appliance: RwSignal<Option<ApplianceInfo>>,
    /// What the gateway says.
    pub gateway: RwSignal<GatewayInfo>,
    /// What was typed into a resource and not staged, by path: leaving a screen loses nothing.
    drafts: StoredValue<Drafts>,
    /// Goes up when everything on the screen must be read again: after sign-in, commit, roll back.
    pub epoch: RwSignal<u32>,
}

/// The console's state.
pub fn use_console() -> Console {
    expect_context()
}

impl Console {
    /// Creates the state at the root, starts the clock and finds out whether a session is there already.
    pub fn provide() -> Console {
        let client = Rc::new(Client::new(BrowserTransport));
        let console = Console {
            client: StoredValue::new_local(client.clone()),
            person: RwSignal::new(Person::Starting),
            ended: RwSignal::new(false),
            clock: RwSignal::new(SessionClock::new()),
            clocks: Clocks::new(),
            now: RwSignal::new(monotonic_now()),
            pending: RwSignal::new(Pending::default()),
            appliance: RwSignal::new(None),
            gateway: RwSignal::new(GatewayInfo::default()),
            drafts: StoredValue::new(Drafts::default()),
            epoch: RwSignal::new(0),
        };
        client.on_reply(move |facts| {
            let at = monotonic_now();
            let before = console.clock.with_untracked(|clock| clock.standing(at));
            console.clocks.observe(facts, before);
            console
                .clock
                .update(|clock| clock.observe(facts.remaining_seconds, at));
            console.now.set(at);
        });
        // Only this page's clock moves: no request is made, which would defeat the appliance's idle time-out.
        set_interval(
            move || {
                console.now.try_set(monotonic_now());
            },
            Duration::from_secs(1),
        );
        let visible = window_event_listener(leptos::ev::visibilitychange, move |_| {
            console.now.try_set(monotonic_now());
        });
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            if console.has_drafts() {
                // Asks the browser to ask the person; the words are the browser's own.
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            visible.remove();
            leaving.remove();
        });
        // The page's own clock only suspects an end: another tab may have kept the session alive. One read tells.
        let is_over = whether(move || {
            console
                .clock
                .with(|clock| clock.standing(console.now.get()) == Standing::Ended)
        });
        effect(move || {
            if is_over.get()
                && !console.ended.get_untracked()
                && console.user_name_untracked().is_some()
            {
                run(async move {
                    drop(console.stay_signed_in().await);
                });
            }
        });
        provide_context(console);
        run(console.look_around());
        console
    }

    /// The client; cheap to clone into a task.
    pub fn client(self) -> Rc<Client<BrowserTransport>> {
        self.client.get_value()
    }

    /// Name of the signed-in user, or nothing.
    #[inline(never)]
    pub fn user_name(self) -> Option<String> {
        self.person.with(|person| match person {
            Person::SignedIn(info) => Some(info.name.clone()),
            _ => None,
        })
    }

    fn user_name_untracked(self) -> Option<String> {
        untrack(|| self.user_name())
    }

    /// How many changes are pending.
    #[inline(never)]
    pub fn pending_count(self) -> usize {
        self.pending.with(Pending::count)
    }

    /// What to call the appliance.
    #[inline(never)]
    pub fn appliance_name(self) -> String {
        self.appliance
            .with(|info| info.as_ref().and_then(ApplianceInfo::display_name))
            .unwrap_or_else(|| "SPS".to_owned())
    }

    /// Passes a result on, and notices when it says that the session is over.
    pub fn watch<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        if let Err(error) = &result {
            self.notice(error);
        }
        result
    }

    /// Notices an error that says the session is over.
    pub fn notice(self, error: &Error) {
        if matches!(error, Error::SessionEnded(_))
            && matches!(self.person.get_untracked(), Person::SignedIn(_))
        {
            self.ended.set(true);
            self.clock.update(SessionClock::end);
            self.pending.set(Pending::default());
        }
    }

    /// Asks the gateway and, where this browser has a session cookie, the appliance whose it is.
    pub async fn look_around(self) {
        let info = gateway::info().await;
        let has_cookie = info.session_cookie.unwrap_or(true);
        self.gateway.set(info);
        let client = self.client();
        let mut why = SignedOut::Fresh;
        if has_cookie {
            match client.user_info().await {
                Ok(user) => {
                    self.signed_in(user);
                    return;
                }
                Err(error) if lacks_api_right(&error) => {
                    self.person.set(Person::WithoutApi(None));
                    return;
                }
                // The cookie is of an earlier visit.
                Err(Error::SessionEnded(_)) => why = SignedOut::Ended(Ending::Unknown),
                // The sign-in page finds out what is in the way.
                Err(_) => {}
            }
        }
        self.person.set(Person::SignedOut(why));
        self.read_appliance().await;
    }

    async fn read_appliance(self) {
        // Only the name in the header depends on it; where it is refused the header says "SPS".
        if let Ok(info) = self.client().appliance().await {
            self.appliance.set(Some(info));
        }
    }

    /// Takes over a proven sign-in.
    pub fn signed_in(self, user: UserInfo) {
        let again = self.ended.get_untracked();
        self.clock.update(|clock| clock.begin(monotonic_now()));
        self.ended.set(false);
        self.person.set(Person::SignedIn(Box::new(user)));
        navigation::arrive();
        if again {
            self.read_anew();
        }
        run(async move {
            self.read_appliance().await;
            self.read_pending().await;
        });
    }

    /// Has every screen read again what it shows.
    pub fn read_anew(self) {
        self.epoch.update(|epoch| *epoch = epoch.wrapping_add(1));
    }

    /// The draft kept for a resource, if there is one.
    pub fn draft(self, path: &str) -> Option<Draft> {
        self.drafts.with_value(|drafts| drafts.get(path))
    }

    /// Keeps a draft for a resource, or forgets it when nothing in it is changed.
    pub fn keep_draft(self, path: &str, draft: &Draft) {
        self.drafts.update_value(|drafts| drafts.keep(path, draft));
    }

    /// Something was typed and is not staged.
    pub fn has_drafts(self) -> bool {
        self.drafts.with_value(|drafts| !drafts.is_empty())
    }

    /// Reads the transaction and its change list.
    pub async fn read_pending(self) {
        let client = self.client();
        let pending = match self.watch(client.transaction().await) {
            Ok(state) if state.status == TransactionStatus::Open => {
                let changes = self.watch(client.changes().await).unwrap_or_default();
                Pending {
                    state: Some(state),
                    changes,
                }
            }
            Ok(state) => Pending {
                state: Some(state),
                changes: Vec::new(),
            },
            // Not everybody may read it; then nothing is known to be pending.
            Err(_) => Pending::default(),
        };
        self.pending.set(pending);
    }

    /// One cheap read that extends the session (product.md M3.3).
    ///
    /// # Errors
    /// What the appliance answered instead of the transaction's state.
    pub async fn stay_signed_in(self) -> Result<(), Error> {
        self.watch(self.client().transaction().await).map(drop)
    }

    /// Rolls the open transaction back, then forgets the session here and at the gateway.
    ///
    /// # Errors
    /// The roll back failed; the person is still signed in.
    pub async fn sign_out(self) -> Result<(), Error> {
        let client = self.client();
        if self.pending.with_untracked(Pending::is_open) {
            match client.roll_back().await {
                // Gone already: that is what was wanted.
                Ok(()) | Err(Error::SessionEnded(_) | Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let remembered = last_method::take_along();
        let why = match gateway::sign_out().await {
            Ok(()) => SignedOut::ByYou,
            Err(_) => SignedOut::ByYouUnconfirmed,
        };
        remembered.put_back();
        self.forget(why);
        Ok(())
    }

    /// Drops everything that belongs to the person who was here.
    pub fn forget(self, why: SignedOut) {
        self.client().forget();
        self.clock.set(SessionClock::new());
        self.pending.set(Pending::default());
        self.drafts.set_value(Drafts::default());
        self.ended.set(false);
        self.person.set(Person::SignedOut(why));
    }
}

/// Milliseconds that never jump, whatever happens to the wall clock.
pub fn monotonic_now() -> Moment {
    Moment(
        window()
            .performance()
            .map_or_else(js_sys::Date::now, |performance| performance.now()),
    )
}
