//! The commands of the screen and what they need to know: one small `Copy` struct for its parts.

use leptos::prelude::*;
use sps_client::{ApiKey, ApiKeyName, Error};
use sps_workbench::{
    api_keys::{Around, Ended, KeyJourney, Scene, look_around, other_changes},
    commit::MessageNeed,
    session_clock::Moment,
};

use super::{deep_link::keep_name_in_address, leave::Way};
use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, text_with},
    reactive::soon,
    state::{Console, Pending, Reading, Sending, use_console},
    ui::{ElementRef, focus},
};

/// What became of the clipboard.
#[derive(Clone, PartialEq)]
pub enum Copied {
    NotYet,
    At(String),
    Refused,
    Saved(String),
    SaveRefused,
}

/// When a key becomes active.
#[derive(Clone, Copy, PartialEq)]
pub enum When {
    Now,
    Later,
}

/// The state of the screen.
#[derive(Clone, Copy)]
pub struct Flow {
    pub console: Console,
    pub kept: KeptChanges,
    /// The only place that holds a key value.
    pub journey: RwSignal<KeyJourney, LocalStorage>,
    pub keys: Reading<Vec<ApiKey>>,
    /// The form is open.
    pub open: RwSignal<bool>,
    pub name: RwSignal<String>,
    /// A commit message that was typed; until then it follows the name.
    pub message: RwSignal<Option<String>>,
    pub need: RwSignal<MessageNeed>,
    /// The message is empty and must not be.
    pub message_missing: RwSignal<bool>,
    /// How many other changes the guard asks about; 0 while it does not.
    pub guard: RwSignal<usize>,
    pub copied: RwSignal<Copied>,
    /// What went wrong before anything was written.
    pub failed: RwSignal<Option<Error>>,
    pub sending: Sending,
    /// Where the value is painted.
    pub value: ElementRef,
    /// The button that opens the form, and has the focus again when it or the card is closed.
    pub opener: ElementRef,
    /// The field of the name.
    pub field: ElementRef,
    /// The way out that the close guard asks about.
    pub way: RwSignal<Option<Way>, LocalStorage>,
}

impl Flow {
    pub fn new(keys: Reading<Vec<ApiKey>>) -> Self {
        Self {
            console: use_console(),
            kept: use_kept(),
            journey: RwSignal::new_local(KeyJourney::new()),
            keys,
            open: RwSignal::new(false),
            name: RwSignal::new(String::new()),
            message: RwSignal::new(None),
            need: RwSignal::new(MessageNeed::Unknown),
            message_missing: RwSignal::new(false),
            guard: RwSignal::new(0),
            copied: RwSignal::new(Copied::NotYet),
            failed: RwSignal::new(None),
            sending: Sending::new(),
            value: ElementRef::new(),
            opener: ElementRef::new(),
            field: ElementRef::new(),
            way: RwSignal::new_local(None),
        }
    }

    pub fn scene(self) -> Scene {
        self.journey.with(KeyJourney::scene)
    }

    pub fn now(self) -> Moment {
        self.console.now.get_untracked()
    }

    /// Tells the journey; where the screen has gone, nobody is told and the value in `act` is dropped.
    pub fn tell(self, act: impl FnOnce(&mut KeyJourney)) -> Scene {
        self.tell_boxed(Box::new(act))
    }

    #[inline(never)]
    fn tell_boxed(self, act: Box<dyn FnOnce(&mut KeyJourney) + '_>) -> Scene {
        let scene = self.journey.try_update(|journey| {
            act(journey);
            journey.scene()
        });
        scene.unwrap_or(Scene::Form)
    }

    /// The message of the commit: typed, or drafted from the name.
    pub fn message_text(self) -> String {
        self.message
            .get()
            .unwrap_or_else(|| text_with(Msg::CreateKeyMessage, &[("name", &self.name.get())]))
    }

    /// The first steps of *Create*: look what is staged, ask for a message, warn of other changes; then create.
    /// `ask_message` shows and focuses the message.
    pub fn begin(self, name: ApiKeyName, ask_message: impl Fn() + 'static) {
        self.failed.set(None);
        self.tell(KeyJourney::close);
        self.sending.start(async move {
            let asked = self.need.get_untracked() == MessageNeed::Required;
            let Some(around) = self.look().await.filter(|_| self.is_here()) else {
                return;
            };
            if around.need == MessageNeed::Required {
                let is_missing = untrack(|| self.message_text()).trim().is_empty();
                self.message_missing.try_set(is_missing);
                if !asked || is_missing {
                    ask_message();
                    return;
                }
            }
            match other_changes(&around.changes, None) {
                0 => self.create(name, When::Now).await,
                others => {
                    self.guard.try_set(others);
                }
            }
        });
    }

    /// What the guard decided.
    pub fn go_on(self, name: ApiKeyName, when: When) {
        self.guard.set(0);
        self.sending.start(self.create(name, when));
    }

    /// Reads the transaction anew, for everybody on the page.
    async fn look(self) -> Option<Around> {
        let client = self.console.client();
        match self.console.watch(look_around(&client).await) {
            Ok(around) => {
                self.need.try_set(around.need);
                self.console.pending.set(Pending {
                    state: around.state.clone(),
                    changes: around.changes.clone(),
                });
                Some(around)
            }
            Err(error) => {
                self.failed.try_set(Some(error));
                None
            }
        }
    }

    /// The card is closed: a new key starts from nothing.
    pub fn close(self) {
        self.tell(KeyJourney::close);
        self.copied.set(Copied::NotYet);
        self.name.set(String::new());
        self.message.set(None);
        keep_name_in_address(None);
        self.focus_form();
    }

    /// What had the focus goes: the form is where one goes on, or the button that opens it.
    pub fn focus_form(self) {
        let is_open = self.open.try_get_untracked() == Some(true);
        soon(move || focus(if is_open { self.field } else { self.opener }));
    }

    /// How the last journey ended was read; what stands in the form stays.
    pub fn dismiss(self) {
        self.tell(KeyJourney::close);
        self.focus_form();
    }

    /// Whether something is to be told of how the last journey ended.
    pub fn ended(self) -> Option<Ended> {
        self.journey.with(|journey| journey.ended().cloned())
    }

    /// The id of the key under way.
    pub fn id(self) -> Option<String> {
        self.journey
            .with_untracked(|journey| journey.id().map(str::to_owned))
    }

    /// The screen is still there: what was not begun is not begun behind its back.
    fn is_here(self) -> bool {
        self.journey.try_with_untracked(|_| ()).is_some()
    }

    pub(super) async fn read_again(self) {
        self.keys.refetch();
        self.console.read_pending().await;
    }
}
