//! What is on its way to the appliance, and signs of trouble on that way (product.md M10).

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use http::{Response, header::WWW_AUTHENTICATE};
use sps_client::TransportError;
use web_sys::AbortController;

use crate::reactive::monotonic_ms;

/// What a request told of the connection, beside its own answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// No answer at all, or one that may be of somebody in between (502, 503, 504).
    Trouble,
    /// The appliance answered.
    Answered,
    /// It answered, and the browser itself asked the person for a name and a password before it let us know.
    BrowserAsked,
}

/// The schemes of challenges that browsers answer with a box of their own.
const BOXES: [&str; 4] = ["Basic", "Digest", "NTLM", "Negotiate"];

type Watcher = Rc<dyn Fn(Sign)>;

/// The requests on their way; cheap to clone, all clones are one.
#[derive(Clone, Default)]
pub struct Line(Rc<Inner>);

#[derive(Default)]
struct Inner {
    waiting: RefCell<Vec<Waiting>>,
    next: Cell<u32>,
    watcher: RefCell<Option<Watcher>>,
}

struct Waiting {
    id: u32,
    is_read: bool,
    since_ms: f64,
    abort: AbortController,
}

impl Line {
    /// Has `watcher` told of what the requests show; it replaces an earlier one.
    pub fn watch(&self, watcher: impl Fn(Sign) + 'static) {
        self.0.watcher.replace(Some(Rc::new(watcher)));
    }

    /// For how many milliseconds the longest request has been waiting, and whether there is a read among those that
    /// wait, which may be given up.
    pub fn longest_wait(&self) -> Option<(f64, bool)> {
        let waiting = self.0.waiting.borrow();
        let since = waiting.iter().map(|one| one.since_ms).reduce(f64::min)?;
        let has_reads = waiting.iter().any(|one| one.is_read);
        Some((monotonic_ms() - since, has_reads))
    }

    /// Gives up every read on its way. Writes go on: the appliance may have them already.
    pub fn cancel_reads(&self) {
        let reads: Vec<AbortController> = self
            .0
            .waiting
            .borrow()
            .iter()
            .filter(|one| one.is_read)
            .map(|one| one.abort.clone())
            .collect();
        for read in reads {
            read.abort();
        }
    }

    /// Notes a request, until the guard is dropped.
    pub(super) fn waits(&self, is_read: bool, abort: AbortController) -> Guard {
        let id = self.0.next.get();
        self.0.next.set(id.wrapping_add(1));
        self.0.waiting.borrow_mut().push(Waiting {
            id,
            is_read,
            since_ms: monotonic_ms(),
            abort,
        });
        Guard {
            line: self.clone(),
            id,
        }
    }

    pub(super) fn notice(&self, answer: &Result<Response<Vec<u8>>, TransportError>) {
        let sign = match answer {
            Err(TransportError::Unreachable { .. }) => Sign::Trouble,
            Ok(answer) if matches!(answer.status().as_u16(), 502..=504) => Sign::Trouble,
            Ok(answer) if browser_asked(answer) => Sign::BrowserAsked,
            Ok(_) => Sign::Answered,
            Err(_) => return,
        };
        // A copy, so that the watcher may send requests.
        let watcher = self.0.watcher.borrow().clone();
        if let Some(watcher) = watcher {
            watcher(sign);
        }
    }
}

/// Whether the browser opened its own box for a name and a password (product.md M2.2). Our gateway takes the challenge out
/// of every answer, a foreign proxy may leave it in.
///
/// A script can see this only now: while the box is open the request waits like a slow one, and nothing tells the two
/// apart. When the person has closed the box, the refusal comes with its headers, which a page of the same origin may read
/// (Fetch standard, "HTTP-network-or-cache fetch", 401). To find out beforehand a request without cookies would have to
/// be refused on purpose at every start, an error on the browser's console each time.
fn browser_asked(answer: &Response<Vec<u8>>) -> bool {
    let Some(challenge) = answer.headers().get(WWW_AUTHENTICATE) else {
        return false;
    };
    let begins_with = |scheme: &&str| {
        let start = challenge.as_bytes().get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    answer.status().as_u16() == 401 && BOXES.iter().any(begins_with)
}

/// A request on its way.
pub(super) struct Guard {
    line: Line,
    id: u32,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.line
            .0
            .waiting
            .borrow_mut()
            .retain(|one| one.id != self.id);
    }
}
