//! How far a sign-in on the certificate port came, as the bytes show from outside.
//!
//! Browser and appliance speak TLS with each other; nothing of it is opened here. But the page that waits cannot see the
//! other window, and four refusals look the same from there (product M2.5). The outline of the handshake tells them apart:
//! the kinds and lengths of the records, and in TLS 1.2 also what a certificate message and an alert say. It explains;
//! nobody is let in or kept out by it.

mod records;
mod server_hello;

use self::records::{ALERT, APPLICATION_DATA, CHANGE_CIPHER_SPEC, HANDSHAKE, Record, Records};
use self::server_hello::ServerHello;

/// An encrypted alert of TLS 1.3: two bytes, the kind, and the tag of every cipher suite in use.
const ENCRYPTED_ALERT: usize = 2 + 1 + 16;
/// The browser's last part of a handshake in TLS 1.3 is below this when it holds an empty list and no signature. The
/// shortest certificate with its signature is several times as long.
const WITHOUT_CERTIFICATE: usize = 128;
/// Messages of a handshake in TLS 1.2.
const CERTIFICATE: u8 = 11;
const CLIENT_KEY_EXCHANGE: u8 = 16;

/// What became of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The browser went before it answered: it asks the person which certificate to show, or warns of the appliance's own.
    BrowserLeft,
    /// The browser showed no certificate.
    NoCertificate,
    /// The appliance ended the handshake after it had seen the certificate.
    Refused,
    /// The appliance closed the connection without a word.
    NoAnswer,
    /// The handshake is done, with a certificate. Whether that signs anybody in is said inside.
    Accepted,
}

impl Seen {
    /// The word for it in the gateway's answer.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::BrowserLeft => "browser-left",
            Self::NoCertificate => "no-certificate",
            Self::Refused => "refused",
            Self::NoAnswer => "no-answer",
            Self::Accepted => "accepted",
        }
    }
}

/// Which side a piece of bytes comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Browser,
    Appliance,
}

/// What the browser answered to the appliance's question for a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Nothing,
    Certificate,
    /// The one of an earlier handshake, without showing it again.
    AsBefore,
}

/// One handshake under way.
#[derive(Debug, Default)]
pub(crate) struct Handshake {
    from_browser: Records,
    from_appliance: Records,
    hello: Option<ServerHello>,
    shown: Option<Shown>,
    seen: Option<Seen>,
}

impl Handshake {
    /// Takes bytes in the order in which they pass. Answers what became of it, once, in the moment in which that is clear.
    pub(crate) fn pass(&mut self, side: Side, bytes: &[u8]) -> Option<Seen> {
        if self.seen.is_some() {
            return None;
        }
        let records = match side {
            Side::Browser => self.from_browser.take(bytes),
            Side::Appliance => self.from_appliance.take(bytes),
        };
        for record in records {
            self.seen = self.seen.or(match side {
                Side::Browser => self.browser(&record),
                Side::Appliance => self.appliance(&record),
            });
        }
        self.seen
    }

    /// The connection has ended: what became of it, if nothing was clear before.
    pub(crate) fn end(&mut self, first: Side) -> Option<Seen> {
        if self.seen.is_some() {
            return None;
        }
        let is_left = self.shown.is_none() && first == Side::Browser;
        self.seen = Some(if is_left {
            Seen::BrowserLeft
        } else {
            Seen::NoAnswer
        });
        self.seen
    }

    fn browser(&mut self, record: &Record) -> Option<Seen> {
        let hello = self.hello?;
        if self.shown.is_some() {
            return None;
        }
        let first = record.start.first().copied();
        self.shown = match (hello.is_13, record.kind) {
            (true, APPLICATION_DATA) if record.length == ENCRYPTED_ALERT => None,
            (true, APPLICATION_DATA) if hello.is_resumed => Some(Shown::AsBefore),
            (true, APPLICATION_DATA) if record.length < WITHOUT_CERTIFICATE => Some(Shown::Nothing),
            (true, APPLICATION_DATA) => Some(Shown::Certificate),
            (false, HANDSHAKE) if first == Some(CERTIFICATE) => Some(in_the_open(&record.start)),
            // The appliance did not ask for a certificate.
            (false, HANDSHAKE) if first == Some(CLIENT_KEY_EXCHANGE) => Some(Shown::Nothing),
            (false, CHANGE_CIPHER_SPEC) => Some(Shown::AsBefore),
            _ => None,
        };
        (self.shown == Some(Shown::Nothing)).then_some(Seen::NoCertificate)
    }

    fn appliance(&mut self, record: &Record) -> Option<Seen> {
        if self.shown.is_none() {
            if record.kind == HANDSHAKE
                && let Some(hello) = server_hello::read(&record.start)
            {
                self.hello = Some(hello);
            }
            return None;
        }
        match record.kind {
            ALERT => Some(Seen::Refused),
            APPLICATION_DATA if record.length == ENCRYPTED_ALERT => Some(Seen::Refused),
            APPLICATION_DATA | CHANGE_CIPHER_SPEC => Some(Seen::Accepted),
            // A new ticket of TLS 1.2.
            _ => None,
        }
    }
}

/// A certificate message of TLS 1.2: its kind, its length and the length of the list.
fn in_the_open(message: &[u8]) -> Shown {
    match message.get(4..7) {
        Some([0, 0, 0]) => Shown::Nothing,
        _ => Shown::Certificate,
    }
}
