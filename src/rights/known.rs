//! What is known of this person's rights, read once per sign-in and widened by every answer.

use leptos::prelude::*;
use sps_client::{Error, Place, Rights, UserInfo, paths};
use sps_workbench::rights::{
    self, Area, Call, Heard, Lack, Verdict, area_places, ask, closed_areas, judge, lacking,
    predates_api_keys,
};

use crate::{
    reactive::{effect, run},
    state::{Console, Person},
};

/// What is known of this person's rights.
#[derive(Clone, Copy)]
pub struct MyRights {
    console: Console,
    /// What the appliance published; `None` before its answer.
    published: RwSignal<Option<Result<Rights, Error>>>,
    // Where things are on this appliance.
    transaction: RwSignal<String>,
    api_keys: RwSignal<String>,
    configuration: RwSignal<String>,
    /// Where its areas are, once that is known.
    areas: StoredValue<Vec<(Area, String)>>,
    /// This firmware has no API keys.
    has_no_keys: RwSignal<bool>,
    /// Goes up with every answer: each may have told verbs.
    heard: RwSignal<u32>,
    /// Paths whose refusal was looked into since the sign-in.
    checked: StoredValue<Vec<String>>,
    /// Answers are counted already.
    is_listening: StoredValue<bool>,
}

/// The rights of this person; `None` where the console is not (a single component on its own).
pub fn use_rights() -> Option<MyRights> {
    use_context()
}

impl MyRights {
    /// Must be called at the root of the application, after the console's state is there: what is known of rights outlives
    /// the screens. Nothing is read before [`MyRights::follow`].
    pub fn provide(console: Console) {
        let rights = MyRights {
            console,
            published: RwSignal::new(None),
            transaction: RwSignal::new(paths::TRANSACTION.to_owned()),
            api_keys: RwSignal::new(paths::API_KEYS.to_owned()),
            configuration: RwSignal::new(paths::CONFIGURATION.to_owned()),
            areas: StoredValue::new(Vec::new()),
            has_no_keys: RwSignal::new(false),
            heard: RwSignal::new(0),
            checked: StoredValue::new(Vec::new()),
            is_listening: StoredValue::new(false),
        };
        provide_context(rights);
    }

    /// Reads the rights of whoever is signed in, as long as the screens are there. Not at the root: the sign-in page does
    /// not need it and must not load it.
    pub fn follow(self) {
        let (rights, console) = (self, self.console);
        if !self.is_listening.get_value() {
            self.is_listening.set_value(true);
            console.client().on_reply(move |_| {
                rights
                    .heard
                    .try_update(|heard| *heard = heard.wrapping_add(1));
            });
        }
        // A renewed sign-in of the same person is a new session, maybe with other rights.
        effect(move || {
            let user = console.person.with(|person| match person {
                Person::SignedIn(user) => Some(user.clone()),
                _ => None,
            });
            rights.published.set(None);
            rights.has_no_keys.set(false);
            rights.checked.set_value(Vec::new());
            if let Some(user) = user {
                run(rights.read(*user));
            }
        });
        effect(move || {
            let is_older = console.appliance.with(|info| {
                let version = info
                    .as_ref()
                    .and_then(|info| info.firmware_version.as_deref());
                version.is_some_and(predates_api_keys)
            });
            if is_older && console.user_name().is_some() {
                run(rights.look_for_keys());
            }
        });
    }

    /// Older firmware has no API keys, and its links tell.
    async fn look_for_keys(self) {
        if let Ok(None) = self.console.client().linked(Place::ApiKeys).await {
            self.has_no_keys.try_set(true);
        }
    }

    /// Reads the rights again.
    pub fn read_again(self) {
        let user = self.console.person.with_untracked(|person| match person {
            Person::SignedIn(user) => Some(user.clone()),
            _ => None,
        });
        if let Some(user) = user {
            run(self.read(*user));
        }
    }

    async fn read(self, user: UserInfo) {
        let client = self.console.client();
        let found = self.console.watch(client.rights(&user).await);
        self.published.set(Some(found));
        // On an appliance with the documented names nothing is sent for this.
        for (place, path) in [
            (Place::Transaction, self.transaction),
            (Place::ApiKeys, self.api_keys),
            (Place::Configuration, self.configuration),
        ] {
            // Where links cannot be read, the documented path is as good a guess as any.
            let link = client.address(place).await;
            path.set(link.unwrap_or_else(|_| place.documented().to_owned()));
        }
        if untrack(|| self.to_configure().is_empty()) {
            let places = area_places(&client).await.unwrap_or_default();
            self.areas.set_value(places);
            // What depends on it is looked at again, as after an answer.
            self.heard.update(|heard| *heard = heard.wrapping_add(1));
        }
    }

    /// After a refusal that the published rights did not foretell: reads the user information again, and with it the
    /// token of the writes, which may have been out of date (product F17), then the rights. Whether the token was.
    pub async fn after_refusal(self, verb: &str, path: &str) -> bool {
        let foretold =
            untrack(|| self.with_rights(|rights| judge(rights, verb, path, Heard::default())));
        if matches!(foretold, Verdict::No(_)) {
            return false;
        }
        // What shows the refusal of a read may be built anew by the rights read here: once is enough.
        let is_known = self
            .checked
            .with_value(|checked| checked.iter().any(|it| it == path));
        if verb == "GET" && is_known {
            return false;
        }
        self.checked
            .update_value(|checked| checked.push(path.to_owned()));
        let renewed = self.console.client().renew_token().await;
        // What went wrong here is no news: the refusal itself is being explained.
        let Ok((user, is_new)) = self.console.watch(renewed) else {
            return false;
        };
        self.read(user).await;
        is_new
    }

    /// What the appliance published, newest answer first.
    pub fn with<R>(self, look: impl FnOnce(Option<&Result<Rights, Error>>) -> R) -> R {
        self.published.with(|published| look(published.as_ref()))
    }

    fn with_rights<R>(self, look: impl FnOnce(Option<&Rights>) -> R) -> R {
        self.heard.track();
        self.with(|published| look(published.and_then(|published| published.as_ref().ok())))
    }

    /// What the answers of this session told of their paths; follows every answer.
    pub fn learnt(self) -> Vec<sps_client::Endpoint> {
        self.heard.track();
        self.console.client().learnt()
    }

    /// May this person use `verb` at `path`?
    pub fn verdict(self, verb: &str, path: &str) -> Verdict {
        let client = self.console.client();
        self.with_rights(|rights| ask(&client, rights, verb, path))
    }

    /// What of these requests this person may not make.
    pub fn lacking(self, calls: &[Call]) -> Vec<Lack> {
        let client = self.console.client();
        self.with_rights(|rights| lacking(&client, rights, calls))
    }

    /// What staging a change of `resource`, and committing it, lacks.
    pub fn to_stage(self, resource: &str) -> Vec<Lack> {
        let transaction = self.transaction.get();
        self.lacking(&rights::stage(resource, &transaction))
    }

    /// What creating an object in `list`, and committing it, lacks.
    pub fn to_create(self, list: &str) -> Vec<Lack> {
        self.lacking(&rights::create_object(list, &self.transaction.get()))
    }

    /// What deleting `object`, and committing that, lacks.
    pub fn to_delete(self, object: &str) -> Vec<Lack> {
        self.lacking(&rights::delete_object(object, &self.transaction.get()))
    }

    /// What committing lacks.
    pub fn to_commit(self) -> Vec<Lack> {
        self.lacking(&rights::commit(&self.transaction.get()))
    }

    /// What rolling back lacks.
    pub fn to_roll_back(self) -> Vec<Lack> {
        self.lacking(&rights::roll_back(&self.transaction.get()))
    }

    /// What creating an API key lacks.
    pub fn to_create_key(self) -> Vec<Lack> {
        let keys = self.api_keys.get();
        self.lacking(&rights::create_key(&keys, &self.transaction.get()))
    }

    /// What deleting an API key lacks.
    pub fn to_delete_key(self, key: &str) -> Vec<Lack> {
        let keys = self.api_keys.get();
        self.lacking(&rights::delete_key(&keys, key, &self.transaction.get()))
    }

    /// What changing the own password at `path` lacks.
    pub fn to_change_password(self, path: &str) -> Vec<Lack> {
        self.lacking(&rights::change_own_password(path, &self.transaction.get()))
    }

    /// What opening the list of API keys lacks.
    pub fn to_list_keys(self) -> Vec<Lack> {
        let keys = self.api_keys.get();
        self.lacking(&[Call::new("GET", keys)])
    }

    /// This firmware is older than API keys, and nothing leads to any: no right would help.
    pub fn has_no_keys(self) -> bool {
        self.has_no_keys.get()
    }

    /// What opening the configuration lacks.
    pub fn to_configure(self) -> Vec<Lack> {
        self.lacking(&[Call::new("GET", self.configuration.get())])
    }

    /// What reviewing the transaction lacks.
    pub fn to_review(self) -> Vec<Lack> {
        self.lacking(&[Call::new("GET", self.transaction.get())])
    }

    /// The areas of the configuration that this person may not read.
    pub fn closed_areas(self) -> Vec<(Area, Lack)> {
        let client = self.console.client();
        self.areas
            .with_value(|places| self.with_rights(|rights| closed_areas(&client, rights, places)))
    }
}
