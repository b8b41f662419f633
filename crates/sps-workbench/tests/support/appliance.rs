//! The simulated appliance in memory, and one signed-in program in front of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use http::{HeaderValue, Request, Response};
use serde_json::Value;
use sps_appliance::{Appliance, Setup, Switches, Timestamp};
use sps_client::{Client, Credentials, Transport, TransportError};

/// The appliance, shared by the test and its client.
pub type Shared = Rc<RefCell<Appliance>>;

/// Hands requests to the appliance; keeps the session cookie.
pub struct Carrier {
    appliance: Shared,
    milliseconds: Cell<u64>,
    cookie: RefCell<Option<String>>,
}

impl Transport for Carrier {
    async fn send(
        &self,
        mut request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        self.milliseconds.set(self.milliseconds.get() + 20);
        if let Some(cookie) = self.cookie.borrow().as_deref() {
            let cookie = HeaderValue::from_str(cookie).expect("a cookie is ASCII");
            request.headers_mut().insert("cookie", cookie);
        }
        let now = Timestamp(self.milliseconds.get());
        let response = self.appliance.borrow_mut().handle(&request, now);
        for cookie in response.headers().get_all("set-cookie") {
            let pair = cookie.to_str().expect("ASCII").split(';').next();
            self.cookie.replace(pair.map(ToOwned::to_owned));
        }
        Ok(response)
    }
}

/// An appliance of profile 8.0 with these switches in other positions, and an administrator signed in to it.
pub async fn signed_in(positions: &[(&str, &str)]) -> (Shared, Client<Carrier>) {
    let mut switches = Switches::v8_0();
    for (name, position) in positions {
        switches.set(name, position).expect("a known switch");
    }
    let setup = Setup {
        switches,
        ..Setup::default()
    };
    let appliance = Rc::new(RefCell::new(Appliance::new(setup)));
    let client = Client::new(Carrier {
        appliance: appliance.clone(),
        milliseconds: Cell::new(1_700_000_000_000),
        cookie: RefCell::default(),
    });
    let credentials = Credentials::new("admin", "demo").expect("good credentials");
    client
        .sign_in_with_password(None, &credentials)
        .await
        .expect("the demo account signs in");
    (appliance, client)
}

/// Everything that is committed: resources by path, and lists with their objects.
pub fn committed(appliance: &Shared) -> Value {
    let mut state = appliance.borrow().export();
    state
        .as_object_mut()
        .expect("an object")
        .retain(|name, _| matches!(name.as_str(), "resources" | "lists"));
    state
}
