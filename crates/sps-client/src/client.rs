//! The client itself: one session's token, the observers, and the one way in and out.

use std::cell::{Cell, Ref, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use http::HeaderValue;
use zeroize::Zeroize as _;

use crate::envelope;
use crate::error::Error;
use crate::memory::Memory;
use crate::places::{Listing, Place, Places};
use crate::reply::{self, Asked, Reply, ReplyFacts};
use crate::request::Call;
use crate::transport::Transport;

type Observer = Rc<dyn Fn(&ReplyFacts)>;
/// A call on its way.
pub(crate) type Exchange<'a> = Pin<Box<dyn Future<Output = Result<Reply, Error>> + 'a>>;

/// A client for one appliance and one session at a time.
///
/// It keeps the `X-Token` of the session and nothing else; the cookie is kept by whoever carries the requests. Every
/// method takes `&self`, so one client can be shared by a whole single-threaded program.
pub struct Client<T> {
    transport: T,
    x_token: RefCell<Option<HeaderValue>>,
    /// Counts sessions, so that an answer that comes late cannot bring back a forgotten token.
    session: Cell<u64>,
    observers: RefCell<Vec<Observer>>,
    places: RefCell<Places>,
    memory: RefCell<Memory>,
    largest_reply: Cell<usize>,
}

/// The largest body of a reply that is read, in bytes: 32 MiB (`security.md` §11).
const LARGEST_REPLY: usize = 32 * 1024 * 1024;

impl<T: Transport> Client<T> {
    /// A client that sends its requests by `transport`. Nothing is sent yet.
    pub fn new(transport: T) -> Self {
        Self {
            transport,
            x_token: RefCell::new(None),
            session: Cell::new(0),
            observers: RefCell::new(Vec::new()),
            places: RefCell::default(),
            memory: RefCell::default(),
            largest_reply: Cell::new(LARGEST_REPLY),
        }
    }

    /// Sets the largest body of a reply that is read, in bytes; 32 MiB if it is never set. A larger success ends in
    /// [`TransportError::TooLarge`](crate::TransportError::TooLarge). JSON deeper than 128 levels is refused whatever
    /// its size.
    ///
    /// This bounds the work of reading; memory is bounded by the transport, which should refuse such a body before it
    /// has arrived.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::{Error, TransportError};
    ///
    /// let client = canned([r#"{"key":"timezone","body":"Europe/Budapest"}"#]);
    /// client.set_largest_reply(16);
    /// let outcome = pollster::block_on(client.resource("/api/configuration/datetime/timezone"));
    /// assert!(matches!(
    ///     outcome,
    ///     Err(Error::Transport(TransportError::TooLarge { limit_bytes: 16 }))
    /// ));
    /// ```
    pub fn set_largest_reply(&self, bytes: usize) {
        self.largest_reply.set(bytes);
    }

    /// The transport this client was made with.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// Calls `observer` after every reply, success or error, with what that reply said of the session.
    ///
    /// A request without an answer is no reply. Observers are kept as long as the client and called in the order they
    /// came.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// use std::{cell::Cell, rc::Rc};
    ///
    /// let client = canned([r#"{"meta":{"remaining_seconds":600}}"#]);
    /// let left = Rc::new(Cell::new(None));
    /// let keep = Rc::clone(&left);
    /// client.on_reply(move |facts| keep.set(facts.remaining_seconds));
    /// client.resource("/api").await?;
    /// assert_eq!(left.get(), Some(600));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn on_reply(&self, observer: impl Fn(&ReplyFacts) + 'static) {
        self.observers.borrow_mut().push(Rc::new(observer));
    }

    /// Forgets what belongs to the session: its `X-Token`, the links it was given, and what its resources allowed. Call
    /// it when a session is over without [`Client::sign_out`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"timezone","body":"Europe/Budapest"}"#]);
    /// client.resource("/api/configuration/datetime/timezone").await?;
    /// assert!(client.allowed("/api/configuration/datetime/timezone").is_some());
    /// client.forget();
    /// assert!(client.allowed("/api/configuration/datetime/timezone").is_none());
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn forget(&self) {
        self.session.set(self.session.get().wrapping_add(1));
        self.x_token.replace(None);
        self.places.replace(Places::default());
        self.memory.replace(Memory::default());
    }

    /// The verbs the last answer of `path` named in its `Allow` header; `None` if it had none, or was never asked for
    /// in this session. The last 512 paths are remembered.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"timezone","body":"Europe/Budapest"}"#]);
    /// client.resource("/api/configuration/datetime/timezone").await?;
    /// let verbs = client.allowed("/api/configuration/datetime/timezone");
    /// assert_eq!(verbs.unwrap_or_default(), ["GET", "PUT"]);
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn allowed(&self, path: &str) -> Option<Vec<String>> {
        self.memory.borrow().allowed(path).map(<[String]>::to_vec)
    }

    /// How many seconds the last answer of `path` asked to wait (`Retry-After`, such as with a 429); a date in that
    /// header is counted from the `Date` of the same answer.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"items":[]}"#]);
    /// client.resource("/api/audit/sessions").await?;
    /// assert_eq!(client.retry_after_seconds("/api/audit/sessions"), None);
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn retry_after_seconds(&self, path: &str) -> Option<u64> {
        self.memory.borrow().retry_after(path)
    }

    /// What is known of paths; not to be held over an await.
    pub(crate) fn memory(&self) -> &RefCell<Memory> {
        &self.memory
    }

    /// The token of this session's writes.
    pub(crate) fn token(&self) -> Option<HeaderValue> {
        self.x_token.borrow().clone()
    }

    /// What is known of places; not to be held over an await.
    pub(crate) fn places(&self) -> Ref<'_, Places> {
        self.places.borrow()
    }

    pub(crate) fn learn(&self, place: Place, link: Option<&str>) {
        self.places.borrow_mut().learn(place, link);
    }

    pub(crate) fn keep_listing(&self, path: &str, listing: Listing) {
        self.places.borrow_mut().keep_listing(path, listing);
    }

    /// A session begins with the answer to its sign-in, if the client saw one: what was known before is forgotten, and
    /// what that answer says of the way on is kept.
    pub(crate) fn begin(&self, sign_in: Option<&Reply>) {
        self.forget();
        let mut places = self.places.borrow_mut();
        places.began = true;
        let Some(reply) = sign_in else { return };
        let meta = reply
            .content
            .as_ref()
            .map(envelope::meta)
            .unwrap_or_default();
        places.learn(Place::Root, reply.location.as_deref());
        places.learn(Place::Root, meta.next.as_deref());
        places.learn(Place::Transaction, meta.transaction.as_deref());
        self.memory
            .borrow_mut()
            .keep(crate::paths::AUTHENTICATION, reply.allow.clone(), None);
    }

    /// Keeps what a reply said of its path and of others.
    fn remember(
        &self,
        Asked { method, path, .. }: &Asked,
        outcome: &Result<Reply, Error>,
        response: &http::Response<Vec<u8>>,
    ) {
        let allow = reply::allowed(response.headers());
        let retry_after = reply::retry_after_seconds(response.headers());
        let mut memory = self.memory.borrow_mut();
        memory.keep(path, allow, retry_after);
        memory.note(method, path, matches!(outcome, Err(Error::LacksRight(_))));
        drop(memory);
        if let Ok(Reply {
            content: Some(content),
            ..
        }) = outcome
        {
            let meta = envelope::meta(content);
            self.learn(Place::Transaction, meta.transaction.as_deref());
            self.learn(Place::Changes, meta.changes.as_deref());
        }
    }

    /// The session that is current now; see [`Client::keep_token`].
    pub(crate) fn current_session(&self) -> u64 {
        self.session.get()
    }

    /// Keeps the token of `session`, unless that session was forgotten meanwhile.
    pub(crate) fn keep_token(&self, session: u64, token: Option<HeaderValue>) {
        if session == self.session.get() {
            self.x_token.replace(token);
        }
    }

    /// Sends one call and reads its reply. Everything this crate sends goes through here.
    ///
    /// The future is boxed: a compiled program then holds it once, and not once in every method that waits for it.
    pub(crate) fn exchange<'a>(&'a self, call: Call<'a>) -> Exchange<'a> {
        Box::pin(self.send(call))
    }

    async fn send(&self, call: Call<'_>) -> Result<Reply, Error> {
        let asked = Asked {
            method: call.method.as_str().to_owned(),
            path: call.path.to_owned(),
            about: call.about,
        };
        let x_token = self.token();
        let Some(request) = call.into_request(x_token) else {
            return Err(Error::RefusedLink { path: asked.path });
        };
        let session = self.session.get();
        let mut response = self.transport.send(request).await?;
        let limit = self.largest_reply.get();
        let (facts, outcome) = reply::read(&asked, &response, limit);
        if session == self.session.get() {
            self.remember(&asked, &outcome, &response);
        }
        // It was read; it may hold a key or a token.
        response.body_mut().zeroize();
        // A copy, so that an observer may use the client.
        let observers = self.observers.borrow().clone();
        for observer in observers {
            observer(&facts);
        }
        outcome
    }
}
