//! Everything a person does in one sitting: sign in, look round, change one setting, make a key, sign out.

mod writing;

use std::cell::RefCell;
use std::rc::Rc;

use pollster::block_on;
use sps_appliance::{Appliance, Setup, Switches};
use sps_client::{
    Client, Credential, Credentials, Error, May, Place, RightsSource, SignOut, UserInfo,
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
