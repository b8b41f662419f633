//! Everything a person does in one sitting: sign in, look round, change one setting, make a key, sign out.

use std::cell::RefCell;
use std::rc::Rc;

use pollster::block_on;
use serde_json::json;
use sps_appliance::{Appliance, Setup, Switches, UnknownMembers};
use sps_client::{
    Client, Credential, Credentials, Error, May, MessageRule, Outcome, Place, RightsSource,
    SignOut, TransactionStatus, UserInfo, VerifyError,
};

use crate::browse::browse;
use crate::carrier::{Carrier, Desk};
use crate::expected;
use crate::keys;

/// How far a walk goes.
#[derive(Clone, Copy, PartialEq)]
pub enum Extent {
    /// Everything.
    Whole,
    /// Everything but the tour of the whole configuration.
    WithoutBrowsing,
}

/// One walk through an appliance with these switches. Tells how many resources were seen.
pub fn walk(what: &str, switches: Switches, extent: Extent) -> usize {
    let walk = Walk::new(what, switches);
    block_on(walk.go(extent))
}

pub struct Walk {
    pub what: String,
    pub switches: Switches,
    pub client: Client<Carrier>,
    dates: Rc<RefCell<Vec<Option<i64>>>>,
}

impl Walk {
    pub fn new(what: &str, switches: Switches) -> Self {
        let appliance = Appliance::new(Setup {
            seed: 7,
            switches: switches.clone(),
        });
        let desk = Desk::new(appliance);
        let client = Client::new(Carrier::new(desk.clone(), expected::agent(&switches)));
        let dates: Rc<RefCell<Vec<Option<i64>>>> = Rc::default();
        let (keep, clock) = (Rc::clone(&dates), desk.clone());
        client.on_reply(move |facts| keep.borrow_mut().push(facts.skew_seconds(clock.seconds())));
        Self {
            what: what.to_owned(),
            switches,
            client,
            dates,
        }
    }

    async fn go(&self, extent: Extent) -> usize {
        let what = &self.what;
        let info = self.sign_in_as_offered().await;
        self.look_at_oneself(&info).await;
        let start = self.client.address(Place::Configuration).await.unwrap();
        let found = match extent {
            Extent::Whole => browse(&self.client, &start, what).await,
            Extent::WithoutBrowsing => 0,
        };
        if expected::writing_is_possible(&self.switches) {
            self.change_one_setting().await;
            self.commit_with_a_required_message().await;
            self.make_and_throw_away().await;
            keys::make_and_delete(self).await;
        } else {
            self.writes_are_refused().await;
        }
        let dates = self.dates.borrow().clone();
        assert!(!dates.is_empty());
        for skew in dates.iter() {
            // A commit that takes its time is dated when it was asked for.
            let late = self.switches.clock_skew_seconds - skew.unwrap();
            let delay = i64::from(self.switches.tx_commit_delay_seconds);
            assert!(late == 0 || late == delay, "{what}: {skew:?}");
        }
        self.sign_out().await;
        found
    }

    async fn sign_in_as_offered(&self) -> UserInfo {
        let what = &self.what;
        let methods = match self.client.login_methods().await {
            Ok(methods) => methods,
            // The list is told to nobody without a session: the form without a method is left.
            Err(Error::SessionEnded(_)) if !self.switches.login_methods_anonymous => Vec::new(),
            Err(error) => panic!("{what}: {error}"),
        };
        let with_password = |name: Option<&str>| {
            methods.iter().find(|method| {
                method.credential == Credential::Password
                    && name.is_none_or(|name| method.name == name)
            })
        };
        let method = with_password(Some("local")).or_else(|| with_password(None));
        assert!(
            method.is_some() || methods.is_empty(),
            "{what}: {methods:?}"
        );
        let name = method.map(|method| method.name.clone());
        self.sign_in(name.as_deref()).await
    }

    pub async fn sign_in(&self, method: Option<&str>) -> UserInfo {
        let credentials = Credentials::new("admin", "demo").unwrap();
        let signed_in = self
            .client
            .sign_in_with_password(method, &credentials)
            .await;
        signed_in.unwrap_or_else(|error| panic!("{}: signing in: {error}", self.what))
    }

    async fn look_at_oneself(&self, info: &UserInfo) {
        let what = &self.what;
        assert_eq!(info.name, "admin", "{what}");
        let rights = self.client.rights(info).await.unwrap();
        let appliance = self.client.appliance().await;
        if !expected::user_information_is_found(&self.switches) {
            assert_eq!(rights.source, RightsSource::NotPublished, "{what}");
            assert!(matches!(appliance, Err(Error::NotFound(_))), "{what}");
            return;
        }
        assert!(appliance.unwrap().firmware_version.is_some(), "{what}");
        let place = self.client.address(Place::Configuration).await.unwrap();
        for verb in ["GET", "PUT", "POST", "DELETE"] {
            assert_eq!(rights.judge(verb, &place, None), May::Yes, "{what} {verb}");
        }
        assert_eq!(
            self.client.user_info().await.unwrap().name,
            "admin",
            "{what}"
        );
    }

    async fn timeout_path(&self) -> String {
        let keys = ["management", "webinterface"];
        self.client.configuration_path(&keys).await.unwrap()
    }

    async fn timeout(&self) -> i64 {
        let resource = self
            .client
            .resource(&self.timeout_path().await)
            .await
            .unwrap();
        resource.put_body().unwrap()["timeout"].as_i64().unwrap()
    }

    async fn change_one_setting(&self) {
        let what = &self.what;
        let client = &self.client;
        client
            .ensure_transaction()
            .await
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        // Opening what is open is no error, whatever the appliance thinks of it.
        client.ensure_transaction().await.unwrap();
        let state = client.transaction().await.unwrap();
        assert_eq!(state.status, TransactionStatus::Open, "{what}");
        assert_eq!(
            client.message_rule(&state).await.unwrap(),
            MessageRule::Optional,
            "{what}"
        );

        let path = self.timeout_path().await;
        let mut body = client.resource(&path).await.unwrap().put_body().unwrap();
        assert_eq!(body["timeout"], 10, "{what}");
        body["timeout"] = json!(20);
        let verified = client.replace_verified(&path, &body).await.unwrap();
        assert!(
            verified.ignored.is_empty(),
            "{what}: {:?}",
            verified.ignored
        );
        body["colour"] = json!("blue");
        match client.replace_verified(&path, &body).await {
            Ok(verified) => assert_eq!(verified.ignored, ["/colour"], "{what}"),
            Err(VerifyError::Write(Error::Refused(refusal))) => {
                assert_eq!(
                    self.switches.write_unknown_members,
                    UnknownMembers::Refused,
                    "{what}"
                );
                assert_eq!(refusal.status, 400, "{what}");
            }
            Err(error) => panic!("{what}: {error:?}"),
        }

        let changes = client.changes().await;
        if expected::the_change_list_is_found(&self.switches) {
            let changes = changes.unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(changes.len(), 1, "{what}: {changes:?}");
            let change = &changes[0];
            assert!(change.path.contains("webinterface"), "{what}: {changes:?}");
            assert!(change.raw.to_string().contains("20"), "{what}");
        } else {
            assert!(matches!(changes, Err(Error::NotFound(_))), "{what}");
        }

        self.commit("a longer time-out").await;
        let now = if expected::commits_are_applied(&self.switches) {
            20
        } else {
            10
        };
        assert_eq!(self.timeout().await, now, "{what}");
    }

    /// Commits, and copes with what a commit does to the session.
    pub async fn commit(&self, message: &str) {
        let what = &self.what;
        match self.client.commit(Some(message)).await {
            Ok(()) => assert!(!expected::commits_are_cut(&self.switches), "{what}"),
            Err(error) => {
                assert!(expected::commits_are_cut(&self.switches), "{what}: {error}");
                assert_eq!(error.outcome(), Outcome::Unknown, "{what}");
            }
        }
        let is_over = expected::commits_end_the_session(&self.switches);
        if is_over {
            let state = self.client.transaction().await;
            assert!(
                matches!(state, Err(Error::SessionEnded(_))),
                "{what}: {state:?}"
            );
        }
        // Commits may take 15 seconds each, and a cookie may live for a minute: appliances set it once.
        if is_over || self.client.transport().cookie_runs_out_within(20) {
            self.client.forget();
            self.sign_in(None).await;
        }
        // Reading may bind a new copy of the configuration; it has no changes then.
        let state = self
            .client
            .transaction()
            .await
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        if state.status == TransactionStatus::Open && state.has_changes_link {
            assert!(self.client.changes().await.unwrap().is_empty(), "{what}");
        }
    }

    /// Requires a message for every commit, and looks at the refusal of one without.
    async fn commit_with_a_required_message(&self) {
        let (what, client) = (&self.what, &self.client);
        if !expected::commits_are_applied(&self.switches) {
            // Nothing that is committed comes to be, so the rule cannot be set.
            return;
        }
        let mut path = None;
        for keys in [["aaa", "settings"], ["management", "accounting"]] {
            let resource = client.configuration(&keys).await;
            if let Ok(resource) = resource
                && resource
                    .put_body()
                    .unwrap()
                    .get("require_commitlog")
                    .is_some()
            {
                path = Some(resource.path);
            }
        }
        let path = path.unwrap_or_else(|| panic!("{what}: require_commitlog is nowhere"));
        self.require_commitlog(&path, true).await;
        self.commit("require messages").await;

        client.ensure_transaction().await.unwrap();
        let state = client.transaction().await.unwrap();
        let rule = client.message_rule(&state).await.unwrap();
        assert_eq!(rule, MessageRule::Required, "{what}");
        self.require_commitlog(&path, false).await;
        match client.commit(None).await {
            Err(error @ Error::MessageRequired(_)) => {
                assert!(
                    expected::refusals_have_words(&self.switches),
                    "{what}: {error}"
                );
            }
            // Where the appliance's words do not tell, the status is all there is; the rule was known before.
            Err(error @ (Error::Refused(_) | Error::LacksRight(_))) => {
                let refusal = error.refusal().unwrap();
                let is_named = refusal.kind.as_deref() == Some("CommitMessageRequired");
                assert!(!is_named, "{what}: {error}");
            }
            other => panic!("{what}: {other:?}"),
        }
        let state = client.transaction().await.unwrap();
        assert_eq!(state.status, TransactionStatus::Open, "{what}");
        self.commit("no messages any more").await;
    }

    async fn require_commitlog(&self, path: &str, required: bool) {
        let client = &self.client;
        client.ensure_transaction().await.unwrap();
        let mut body = client.resource(path).await.unwrap().put_body().unwrap();
        body["require_commitlog"] = json!(required);
        let verified = client.replace_verified(path, &body).await.unwrap();
        assert!(
            verified.ignored.is_empty(),
            "{}: {:?}",
            self.what,
            verified.ignored
        );
    }

    /// A password nobody refers to, thrown away with its transaction.
    async fn make_and_throw_away(&self) {
        let (what, client) = (&self.what, &self.client);
        client.ensure_transaction().await.unwrap();
        let key = client.create_password("correct horse").await.unwrap();
        assert!(!key.is_empty(), "{what}");
        let key = client
            .create_private_key("-----BEGIN PRIVATE KEY-----")
            .await;
        assert!(!key.unwrap().is_empty(), "{what}");
        client.roll_back().await.unwrap();
        match client.roll_back().await {
            Ok(()) | Err(Error::NotFound(_) | Error::Refused(_)) => {}
            Err(error) => panic!("{what}: {error}"),
        }
    }

    /// Everybody needs a token that nobody is told: every write is refused, in the appliance's own words.
    async fn writes_are_refused(&self) {
        let refused = self.client.open_transaction().await;
        let error = refused.expect_err("the token is missing");
        assert_eq!(error.outcome(), Outcome::NotDone, "{}: {error}", self.what);
        assert!(error.refusal().is_some(), "{}: {error}", self.what);
    }

    async fn sign_out(&self) {
        let what = &self.what;
        let ends = expected::sign_out_ends_the_session(&self.switches);
        let out = self
            .client
            .sign_out()
            .await
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        let expected = if ends {
            SignOut::Ended
        } else {
            SignOut::NotOffered
        };
        assert_eq!(out, expected, "{what}");
        let after = self.client.configuration(&[]).await;
        match out {
            SignOut::Ended if !self.switches.endpoints_renamed => {
                assert!(
                    matches!(after, Err(Error::SessionEnded(_))),
                    "{what}: {after:?}"
                );
            }
            // The client has forgotten the links, and the documented path is nowhere, or the session lives on.
            _ => {}
        }
    }
}
