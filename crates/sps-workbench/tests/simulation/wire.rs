//! The way between a person's console and the appliance: it loses, cuts, delays and repeats, and notes what the appliance
//! really did.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use http::{HeaderValue, Request, Response};
use sps_appliance::{Appliance, Timestamp, TransportHint};
use sps_client::{Transport, TransportError, parse_http_date};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64)";

/// What happens to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It never arrives.
    LostRequest,
    /// It is done, and no answer comes.
    LostAnswer,
    /// It is done, and the answer breaks off.
    CutAnswer,
    /// The answer takes so many seconds.
    Slow(u64),
    /// A GET arrives twice.
    RepeatedRead,
    /// Something else answers in its place, with a page.
    Page,
    /// The appliance restarts before it arrives.
    Restart,
    /// The appliance restarts after it was done; no answer comes.
    RestartAfter,
}

/// A request the appliance answered.
#[derive(Debug, Clone)]
pub struct Done {
    pub who: usize,
    pub method: String,
    pub path: String,
    pub is_done: bool,
}

/// The appliance and the time, shared by all who talk to it.
#[derive(Clone)]
pub struct Desk {
    pub appliance: Rc<RefCell<Appliance>>,
    milliseconds: Rc<Cell<u64>>,
    pub log: Rc<RefCell<Vec<Done>>>,
    pub met: Rc<RefCell<Vec<String>>>,
}

impl Desk {
    pub fn new(appliance: Rc<RefCell<Appliance>>) -> Self {
        Self {
            appliance,
            milliseconds: Rc::new(Cell::new(1_700_000_000_000)),
            log: Rc::default(),
            met: Rc::default(),
        }
    }

    pub fn now(&self) -> u64 {
        self.milliseconds.get()
    }

    pub fn timestamp(&self) -> Timestamp {
        Timestamp(self.now())
    }

    pub fn pass(&self, milliseconds: u64) {
        self.milliseconds.set(self.now() + milliseconds);
    }

    pub fn meet(&self, what: &str) {
        self.met.borrow_mut().push(what.to_owned());
    }
}

/// One browser in front of the appliance.
pub struct Wire {
    pub desk: Desk,
    who: usize,
    pub is_behind_gateway: bool,
    cookie: RefCell<Option<(String, Option<i64>)>>,
    /// How many requests to let through, then what happens to the next.
    faults: RefCell<VecDeque<(u32, Fault)>>,
    /// What was asked, as `VERB /path`.
    pub asked: RefCell<Vec<String>>,
}

impl Wire {
    pub fn new(desk: Desk, who: usize) -> Self {
        Self {
            desk,
            who,
            is_behind_gateway: false,
            cookie: RefCell::default(),
            faults: RefCell::default(),
            asked: RefCell::default(),
        }
    }

    pub fn plan_fault(&self, after: u32, fault: Fault) {
        self.faults.borrow_mut().push_back((after, fault));
    }

    pub fn forget_faults(&self) {
        self.faults.borrow_mut().clear();
    }

    fn due_fault(&self) -> Option<Fault> {
        let mut faults = self.faults.borrow_mut();
        let (left, fault) = faults.front_mut()?;
        if *left > 0 {
            *left -= 1;
            return None;
        }
        let fault = *fault;
        faults.pop_front();
        Some(fault)
    }

    /// A browser throws a cookie away that is past its expiry by the browser's own clock.
    fn cookie(&self) -> Option<String> {
        let now = i64::try_from(self.desk.now() / 1000).unwrap();
        let cookie = self.cookie.borrow();
        let (cookie, expiry) = cookie.as_ref()?;
        // Behind the gateway, a cookie lasts as long as the browser (product M11.1).
        (self.is_behind_gateway || expiry.is_none_or(|expiry| expiry > now)).then(|| cookie.clone())
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

    fn deliver(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        let now = self.desk.timestamp();
        let response = self.desk.appliance.borrow_mut().handle(request, now);
        self.desk.log.borrow_mut().push(Done {
            who: self.who,
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            is_done: response.status().is_success(),
        });
        response
    }
}

impl Transport for Wire {
    async fn send(
        &self,
        mut request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        self.desk.pass(20);
        let asked = format!("{} {}", request.method(), request.uri());
        self.asked.borrow_mut().push(asked);
        let headers = request.headers_mut();
        headers.insert("user-agent", HeaderValue::from_static(BROWSER));
        if let Some(cookie) = self.cookie() {
            headers.insert("cookie", HeaderValue::from_str(&cookie).unwrap());
        }
        let fault = self.due_fault();
        let cut = || TransportError::Cut {
            detail: "the connection was cut".to_owned(),
        };
        if let Some(fault) = fault {
            self.desk.meet(&format!("{fault:?}"));
        }
        match fault {
            Some(Fault::LostRequest) => {
                self.desk.pass(60_000);
                return Err(TransportError::TimedOut);
            }
            Some(Fault::Page) => {
                let page = Response::builder()
                    .status(503)
                    .header("content-type", "text/html");
                return Ok(page
                    .body(b"<html>Service Unavailable</html>".to_vec())
                    .unwrap());
            }
            Some(Fault::Slow(seconds)) => self.desk.pass(seconds * 1000),
            Some(Fault::RepeatedRead) if request.method() == http::Method::GET => {
                self.deliver(&request);
            }
            Some(Fault::Restart) => self.desk.appliance.borrow_mut().restart(),
            _ => {}
        }
        let response = self.deliver(&request);
        if fault == Some(Fault::RestartAfter) {
            self.desk.appliance.borrow_mut().restart();
        }
        if let Some(hint) = response.extensions().get::<TransportHint>().copied() {
            self.desk.pass(hint.delay_milliseconds);
            if hint.cut.is_some() {
                return Err(cut());
            }
        }
        match fault {
            Some(Fault::LostAnswer) => {
                self.desk.pass(60_000);
                Err(TransportError::TimedOut)
            }
            Some(Fault::CutAnswer | Fault::RestartAfter) => Err(cut()),
            _ => {
                self.keep_cookies(&response);
                Ok(response)
            }
        }
    }
}
