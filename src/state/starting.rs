//! Finding out who is at this browser: when the page starts, and when the appliance is found again.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::sign_in::lacks_api_right;

use super::{Console, Person, SignedOut};
use crate::{gateway, storage};

/// Holds the name of somebody who is signed in and not let in: nobody else tells it.
pub(super) const WITHOUT_API: &str = "sps-without-api";

impl Console {
    /// Asks the gateway and, where this browser has a session cookie, the appliance whose it is.
    pub async fn look_around(self) {
        let who = move || self.person.with_untracked(std::mem::discriminant);
        let before = who();
        let (info, date_ms) = gateway::info().await;
        if let Some(date_ms) = date_ms {
            self.hear_date(date_ms);
        }
        let cookie = info.session_cookie;
        self.gateway.set(info);
        let mut why = SignedOut::Fresh;
        if cookie != Some(false) && who() == before {
            let answer = self.client().user_info().await;
            if who() != before {
                // Nobody waits for it any more, or somebody signed in meanwhile.
                return;
            }
            match answer {
                Ok(user) => {
                    self.take_over(user);
                    return;
                }
                Err(error) if lacks_api_right(&error) => {
                    self.person
                        .set(Person::WithoutApi(storage::noted(WITHOUT_API)));
                    return self.read_appliance().await;
                }
                // Without a gateway nobody knows whether there was one.
                Err(Error::SessionEnded(_)) if cookie.is_some() => {
                    why = SignedOut::EarlierSessionOver;
                }
                // The sign-in page finds out what is in the way.
                Err(_) => {}
            }
        }
        if who() == before {
            self.person.set(Person::SignedOut(why));
        }
        self.read_appliance().await;
    }

    /// Somebody is signed in and not let in; the name, where it is known, outlives a reload.
    pub fn without_api(self, name: Option<String>) {
        match &name {
            Some(name) => storage::note(WITHOUT_API, name),
            None => storage::forget(WITHOUT_API),
        }
        self.person.set(Person::WithoutApi(name));
    }

    /// The person does not wait any longer to learn whether a session is there.
    pub fn stop_starting(self) {
        self.person.set(Person::SignedOut(SignedOut::Fresh));
        self.cancel_reads();
    }

    pub(super) async fn read_appliance(self) {
        // Only the name in the header depends on it; where it is refused the header says "SPS".
        if let Ok(info) = self.client().appliance().await {
            self.appliance.set(Some(info));
        }
    }
}
