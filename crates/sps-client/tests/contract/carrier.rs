//! A transport that hands requests to an appliance in memory, with a clock of its own and a cookie jar.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use http::{HeaderValue, Request, Response};
use sps_appliance::{Appliance, ClientCertificate, Timestamp, TransportHint};
use sps_client::{Transport, TransportError, parse_http_date};

/// What a browser calls itself: appliances from 7.5 on want an X-Token of it.
pub const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64)";
/// What a program may call itself.
pub const PROGRAM: &str = "sps-client/0.1";

/// The appliance and the time, shared by all who talk to it.
#[derive(Clone)]
pub struct Desk {
    pub appliance: Rc<RefCell<Appliance>>,
    pub milliseconds: Rc<Cell<u64>>,
}

impl Desk {
    pub fn new(appliance: Appliance) -> Self {
        Self {
            appliance: Rc::new(RefCell::new(appliance)),
            milliseconds: Rc::new(Cell::new(1_700_000_000_000)),
        }
    }

    pub fn seconds(&self) -> i64 {
        i64::try_from(self.milliseconds.get() / 1000).unwrap()
    }
}

/// One program or browser tab in front of the appliance.
pub struct Carrier {
    pub desk: Desk,
    pub agent: &'static str,
    /// The name in the client certificate of its connection, if it shows one.
    pub certificate: Option<&'static str>,
    cookie: RefCell<Option<(String, Option<i64>)>>,
    asked: RefCell<Vec<String>>,
}

impl Carrier {
    pub fn new(desk: Desk, agent: &'static str) -> Self {
        Self {
            desk,
            agent,
            certificate: None,
            cookie: RefCell::default(),
            asked: RefCell::default(),
        }
    }

    /// What was asked, as `VERB /path`.
    pub fn asked(&self) -> Vec<String> {
        self.asked.borrow().clone()
    }

    /// A browser throws a cookie away that is past its expiry by the browser's own clock.
    fn cookie(&self) -> Option<String> {
        let now = self.desk.seconds();
        let cookie = self.cookie.borrow();
        let (cookie, expiry) = cookie.as_ref()?;
        expiry
            .is_none_or(|expiry| expiry > now)
            .then(|| cookie.clone())
    }

    /// Whether the cookie is gone in so many seconds.
    pub fn cookie_runs_out_within(&self, seconds: i64) -> bool {
        let cookie = self.cookie.borrow();
        let expiry = cookie.as_ref().and_then(|(_, expiry)| *expiry);
        expiry.is_some_and(|expiry| expiry <= self.desk.seconds() + seconds)
    }

    fn keep_cookies(&self, response: &Response<Vec<u8>>) {
        for value in response.headers().get_all("set-cookie") {
            let mut parts = value.to_str().unwrap().split("; ");
            let pair = parts.next().unwrap().to_owned();
            let expiry = parts
                .find_map(|part| part.strip_prefix("expires="))
                .map(|date| parse_http_date(date).unwrap());
            self.cookie.replace(Some((pair, expiry)));
        }
    }
}

impl Transport for Carrier {
    async fn send(
        &self,
        mut request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        let time = &self.desk.milliseconds;
        time.set(time.get() + 20);
        self.asked
            .borrow_mut()
            .push(format!("{} {}", request.method(), request.uri()));
        let headers = request.headers_mut();
        headers.insert("user-agent", HeaderValue::from_static(self.agent));
        if let Some(cookie) = self.cookie() {
            headers.insert("cookie", HeaderValue::from_str(&cookie).unwrap());
        }
        if let Some(name) = self.certificate {
            request.extensions_mut().insert(ClientCertificate {
                subject_common_name: name.to_owned(),
            });
        }
        let now = Timestamp(time.get());
        let response = self.desk.appliance.borrow_mut().handle(&request, now);
        if let Some(hint) = response.extensions().get::<TransportHint>().copied() {
            time.set(time.get() + hint.delay_milliseconds);
            if hint.cut.is_some() {
                return Err(TransportError::Cut {
                    detail: "the connection was cut".to_owned(),
                });
            }
        }
        self.keep_cookies(&response);
        Ok(response)
    }
}
