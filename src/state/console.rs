//! What every screen shares: who is signed in, the transaction, the commands.

use std::rc::Rc;

use leptos::prelude::*;
use sps_client::{ApplianceInfo, Client, Error, Outcome, TransactionStatus, UserInfo};
use sps_workbench::session::{
    Connection, EndedBecause, Moment, PageTime, SessionClock, TabMessage,
};

use super::{
    Clocks, Pending, Person, Sending, Slow, Toasts, drafts::Drafts, input::Input,
    session::read_clocks, starting::WITHOUT_API, tabs::Tabs, use_toasts,
};
use crate::{
    gateway::{self, GatewayInfo},
    navigation,
    reactive::run,
    storage,
    transport::BrowserTransport,
};

/// The state of the console; a handful of signals, cheap to copy.
#[derive(Clone, Copy)]
pub struct Console {
    client: StoredValue<Rc<Client<BrowserTransport>>, LocalStorage>,
    /// Who is signed in.
    pub person: RwSignal<Person>,
    /// The session is over; the page stays and asks to sign in again.
    pub ended: RwSignal<bool>,
    /// Why it is over.
    pub ended_because: RwSignal<EndedBecause>,
    /// How long the session lasts, fed by every reply.
    pub clock: RwSignal<SessionClock>,
    /// The clock of this computer beside the appliance's.
    pub clocks: Clocks,
    /// The time of this page, once a second.
    pub now: RwSignal<Moment>,
    /// The clocks of the page disagree, and nobody has said yet which is right.
    pub in_doubt: RwSignal<bool>,
    /// *Stay signed in* was answered, and did not help.
    pub cannot_be_extended: RwSignal<bool>,
    /// *Stay signed in* failed.
    pub stay_failure: RwSignal<Option<Error>>,
    pub(super) staying: Sending,
    /// So many changes were staged when the session ended.
    pub(crate) staged_at_end: StoredValue<usize>,
    /// Whether the appliance can be reached.
    pub connection: RwSignal<Connection>,
    /// The connection is being tried right now.
    pub trying: RwSignal<bool>,
    /// Something takes long.
    pub slow: RwSignal<Slow>,
    /// The browser opened its own box for a name and a password, because something on the way to the appliance has it so.
    pub browser_asked: RwSignal<bool>,
    /// The server has a new version of the console.
    pub new_version: RwSignal<bool>,
    /// The open transaction.
    pub pending: RwSignal<Pending>,
    /// How many resources have drafts.
    pub draft_count: RwSignal<u32>,
    /// The appliance's facts.
    pub appliance: RwSignal<Option<ApplianceInfo>>,
    /// What the gateway says.
    pub gateway: RwSignal<GatewayInfo>,
    /// What was typed into a resource and not staged, by path: leaving a screen loses nothing.
    pub(super) drafts: StoredValue<Drafts>,
    /// Keeps what was typed in the last moment, while a form waits for quiet.
    pub(crate) last_keys: StoredValue<Option<Callback<()>>>,
    /// Goes up when everything on the screen must be read again: after sign-in, commit, roll back.
    pub epoch: RwSignal<u32>,
    /// The appliance's newest answer spoke of a session with time left.
    pub(super) has_session: StoredValue<bool>,
    pub(super) time: StoredValue<PageTime>,
    pub(super) input: StoredValue<Input>,
    /// The other tabs.
    pub(crate) tabs: Tabs,
    /// Told what other tabs say of kept changes.
    pub(crate) hears_of_changes: StoredValue<Option<Callback<TabMessage>>>,
    /// Goes up with every change of a draft.
    pub(crate) drafts_version: RwSignal<u32>,
    /// Somebody has just signed in, in this very tab.
    pub(crate) signed_in_here: StoredValue<bool>,
    /// The session is another one than that of what was kept before: somebody signed in, or it began elsewhere.
    pub(crate) is_new_session: StoredValue<bool>,
    pub(super) toasts: Toasts,
    /// The connection was lost since the appliance's last answer in this session.
    pub(super) was_away: StoredValue<bool>,
    pub(super) reads_when_back: StoredValue<bool>,
    pub(super) looked_for_version: StoredValue<Option<Moment>>,
}

/// The console's state.
pub fn use_console() -> Console {
    expect_context()
}

impl Console {
    /// Creates the state at the root, starts the clock and finds out whether a session is there already.
    pub fn provide() -> Console {
        let client = Rc::new(Client::new(BrowserTransport::default()));
        let time = PageTime::new(read_clocks());
        let console = Console {
            client: StoredValue::new_local(client.clone()),
            person: RwSignal::new(Person::Starting),
            ended: RwSignal::new(false),
            ended_because: RwSignal::new(EndedBecause::default()),
            clock: RwSignal::new(SessionClock::new()),
            clocks: Clocks::new(),
            now: RwSignal::new(time.now()),
            in_doubt: RwSignal::new(false),
            cannot_be_extended: RwSignal::new(false),
            stay_failure: RwSignal::new(None),
            staying: Sending::new(),
            staged_at_end: StoredValue::new(0),
            connection: RwSignal::new(Connection::default()),
            trying: RwSignal::new(false),
            slow: RwSignal::new(Slow::No),
            browser_asked: RwSignal::new(false),
            new_version: RwSignal::new(false),
            pending: RwSignal::new(Pending::default()),
            draft_count: RwSignal::new(0),
            appliance: RwSignal::new(None),
            gateway: RwSignal::new(GatewayInfo::default()),
            drafts: StoredValue::new(Drafts::default()),
            last_keys: StoredValue::new(None),
            epoch: RwSignal::new(0),
            has_session: StoredValue::new(false),
            time: StoredValue::new(time),
            input: StoredValue::new(Input::default()),
            tabs: Tabs::open(),
            hears_of_changes: StoredValue::new(None),
            drafts_version: RwSignal::new(0),
            is_new_session: StoredValue::new(false),
            signed_in_here: StoredValue::new(false),
            toasts: use_toasts(),
            was_away: StoredValue::new(false),
            reads_when_back: StoredValue::new(false),
            looked_for_version: StoredValue::new(None),
        };
        client.on_reply(move |facts| console.observe(facts));
        provide_context(console);
        console.keep_session();
        console.keep_connection();
        console.listen_to_tabs();
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

    pub(super) fn user_name_untracked(self) -> Option<String> {
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
            if self.ended.get_untracked() {
                self.clock.update(SessionClock::end);
            } else {
                self.refused();
            }
        }
    }

    /// Takes over a proven sign-in, and tells the other tabs of it.
    pub fn signed_in(self, user: UserInfo) {
        self.signed_in_here.set_value(true);
        self.take_over(user);
        self.tabs.say(TabMessage::SignedIn);
    }

    /// Takes over a session that is there already.
    pub(super) fn take_over(self, user: UserInfo) {
        let again = self.ended.get_untracked();
        let was_out = self
            .person
            .with_untracked(|person| !matches!(person, Person::Starting));
        self.is_new_session.set_value(was_out);
        storage::forget(WITHOUT_API);
        let now = self.tick();
        self.clock.update(|clock| clock.begin(now));
        self.cannot_be_extended.set(false);
        self.was_away.set_value(false);
        self.ended.set(false);
        self.person.set(Person::SignedIn(Box::new(user)));
        navigation::arrive();
        if again {
            self.read_anew();
        }
        run(async move {
            self.ask_gateway_again().await;
            self.read_appliance().await;
            self.read_pending().await;
        });
    }

    /// Asks the gateway about itself where it could not be asked before.
    pub(super) async fn ask_gateway_again(self) {
        let is_known = |info: &GatewayInfo| info.kept_in_memory_only.is_some();
        if !self.gateway.with_untracked(is_known) {
            self.gateway.set(gateway::info().await.0);
        }
    }

    /// Has every screen read again what it shows.
    pub fn read_anew(self) {
        self.epoch.update(|epoch| *epoch = epoch.wrapping_add(1));
    }

    /// As [`Console::read_anew`], and what is pending.
    pub(super) fn read_all_anew(self) {
        self.read_anew();
        if self.is_working() {
            run(self.read_pending());
        }
    }

    /// Reads the transaction and its change list, and tells the other tabs if it is another than before.
    pub async fn read_pending(self) {
        if self.find_pending().await {
            self.tabs.say(TabMessage::TransactionChanged);
        }
    }

    /// Reads the transaction and its change list; whether anything changed.
    pub(super) async fn find_pending(self) -> bool {
        let client = self.client();
        let pending = match self.watch(client.transaction().await) {
            Ok(state) if state.status == TransactionStatus::Open => {
                let changes = self.watch(client.changes().await);
                if changes.as_ref().is_err_and(is_unanswered) {
                    return false;
                }
                Pending {
                    state: Some(state),
                    changes: changes.unwrap_or_default(),
                }
            }
            Ok(state) => Pending {
                state: Some(state),
                changes: Vec::new(),
            },
            // What is staged stays staged while nobody answers.
            Err(error) if is_unanswered(&error) => return false,
            // Not everybody may read it; then nothing is known to be pending.
            Err(_) => Pending::default(),
        };
        let is_news = self.pending.with_untracked(|before| {
            before.is_open() != pending.is_open() || before.changes != pending.changes
        });
        self.pending.set(pending);
        is_news
    }
}

/// Whether nobody knows, because no answer of the API came.
fn is_unanswered(error: &Error) -> bool {
    error.outcome() == Outcome::Unknown
}
