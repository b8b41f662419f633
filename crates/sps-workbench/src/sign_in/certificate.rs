//! Waiting for a sign-in that happens in another window (product M1.7).
//!
//! The page can neither see nor close the window in which browser and appliance speak: it asks whether a session is
//! there, every 2 s for at most 60 s, and at once when the person comes back to this page.

use super::attempts::seconds_until;
use crate::Moment;

/// How long the answer is waited for, in milliseconds.
const PATIENCE_MS: f64 = 60_000.0;
/// How often it is asked, in milliseconds: at every other tick of the page's clock, whose seconds are not all alike.
const PAUSE_MS: f64 = 1_500.0;
/// After so many questions that found nobody, an accepted certificate signed nobody in.
const STILL_NOBODY: u32 = 2;

/// What the gateway saw of the other window from outside: how far browser and appliance came in their handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateSeen {
    /// The browser went before it answered: it asks which certificate to show, or warns of the appliance's own.
    BrowserLeft,
    /// The browser showed no certificate.
    NoCertificate,
    /// The appliance refused the certificate.
    Refused,
    /// The appliance closed the connection without a word.
    NoAnswer,
    /// The connection stands, with a certificate; whether it signs in is said inside.
    Accepted,
}

impl CertificateSeen {
    /// By the gateway's word for it (its README); a word of a newer gateway says nothing.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "browser-left" => Self::BrowserLeft,
            "no-certificate" => Self::NoCertificate,
            "refused" => Self::Refused,
            "no-answer" => Self::NoAnswer,
            "accepted" => Self::Accepted,
            _ => return None,
        })
    }
}

/// One try to sign in with a certificate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CertificateWait {
    began: Moment,
    /// The next question is due then.
    next: Moment,
    /// A question is on its way.
    is_asking: bool,
    end: Option<End>,
    seen: Option<CertificateSeen>,
    /// Questions that found nobody after the certificate had been accepted.
    unanswered: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Blocked,
    Cancelled,
    SignedIn,
}

/// What the page says about the try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateStanding {
    /// The other window is open.
    Waiting {
        /// Seconds for which it is still waited.
        left_seconds: u64,
    },
    /// Nobody signed in within a minute.
    TimedOut,
    /// The person gave up.
    Cancelled,
    /// The browser opened no window.
    Blocked,
    /// A session is there, proved by user information.
    SignedIn,
}

impl CertificateWait {
    /// Begins at the click; `is_open` says whether the browser opened the window.
    pub fn begin(is_open: bool, now: Moment) -> Self {
        Self {
            began: now,
            // Where the browser knows which certificate to show, the window is done at once.
            next: Moment(now.0 + PAUSE_MS / 2.0),
            is_asking: false,
            end: (!is_open).then_some(End::Blocked),
            seen: None,
            unanswered: 0,
        }
    }

    /// What the page says now.
    pub fn standing(&self, now: Moment) -> CertificateStanding {
        match self.end {
            Some(End::Blocked) => CertificateStanding::Blocked,
            Some(End::Cancelled) => CertificateStanding::Cancelled,
            Some(End::SignedIn) => CertificateStanding::SignedIn,
            None => match seconds_until(Moment(self.began.0 + PATIENCE_MS), now) {
                Some(left_seconds) => CertificateStanding::Waiting { left_seconds },
                None => CertificateStanding::TimedOut,
            },
        }
    }

    /// Whether to ask now; if so, the question counts as sent until [`CertificateWait::answer`].
    pub fn ask(&mut self, now: Moment) -> bool {
        let is_due = matches!(self.standing(now), CertificateStanding::Waiting { .. })
            && !self.is_asking
            && now >= self.next;
        if is_due {
            self.is_asking = true;
            self.next = Moment(now.0 + PAUSE_MS);
        }
        is_due
    }

    /// The person is back on this page: the next question is due at once.
    pub fn come_back(&mut self, now: Moment) {
        self.next = now;
    }

    /// The answer to a question. A session counts also when it is found after the time was over, but not after
    /// *Cancel*: then `false` comes back, and the session is nobody's.
    pub fn answer(&mut self, is_signed_in: bool) -> bool {
        self.is_asking = false;
        if self.seen == Some(CertificateSeen::Accepted) {
            self.unanswered += 1;
        }
        let is_taken = is_signed_in && self.end.is_none();
        if is_taken {
            self.end = Some(End::SignedIn);
        }
        is_taken
    }

    /// What the gateway saw by now; `None` where it knows nothing, or nothing for certain.
    pub fn saw(&mut self, seen: Option<CertificateSeen>) {
        self.seen = seen.or(self.seen);
    }

    /// Why nobody is signed in, once that is clear (product M2.5). While the other window asks which certificate to show
    /// there is nothing to explain, and the session of one that was just accepted may be on its way.
    pub fn why(&self, now: Moment) -> Option<CertificateSeen> {
        let is_over = match self.standing(now) {
            CertificateStanding::Waiting { .. } => false,
            CertificateStanding::TimedOut => true,
            CertificateStanding::Cancelled
            | CertificateStanding::Blocked
            | CertificateStanding::SignedIn => return None,
        };
        self.seen.filter(|seen| match seen {
            CertificateSeen::BrowserLeft => is_over,
            CertificateSeen::Accepted => is_over || self.unanswered >= STILL_NOBODY,
            CertificateSeen::NoCertificate
            | CertificateSeen::Refused
            | CertificateSeen::NoAnswer => true,
        })
    }

    /// The person gives up.
    pub fn cancel(&mut self) {
        if self.end.is_none() {
            self.end = Some(End::Cancelled);
        }
    }
}
