//! What the tabs of a browser tell each other about their one session (product.md M3.5, M3.11; `security.md` §6.3).
//!
//! A message is a line of text: `sps/1`, the wall clock of the sender (the tabs share it, their steady clocks differ),
//! a word, and numbers. No value, no name and no secret has a place in it. Whatever else is on the channel, such as
//! messages of a newer console, is not understood and ignored.

use super::ending::EndedBecause;

const MARK: &str = "sps/1";
/// No session lasts longer than a year; longer is nonsense.
const LONGEST_MS: f64 = 366.0 * 86_400_000.0;
/// An older message tells of the past: a tab that was frozen gets it when it wakes up.
const FRESH_MS: f64 = 10_000.0;

/// One message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TabMessage {
    /// Somebody signed in here.
    SignedIn,
    /// The person signed out here, which ended the session everywhere.
    SignedOut,
    /// The appliance refused the session here.
    Ended(EndedBecause),
    /// An answer said how long the session lasts.
    Deadline {
        /// Milliseconds left when the message was sent.
        left_ms: f64,
        /// Milliseconds of the whole span.
        span_ms: f64,
    },
    /// The transaction was opened, changed, committed or rolled back here.
    TransactionChanged,
    /// Who has work that a sign-out would touch? Told with a number that the answers repeat.
    AskForWork(u32),
    /// So many resources with drafts are here; the answer to the question of that number.
    Work(u32, u32),
    /// A page read kept changes under this number of a tab, and names itself by a second one: does a living page hold
    /// them? A tab that is duplicated brings a copy along (M3.7).
    WhoseChanges(u32, u32),
    /// They are those of another page; the answer to the page of that number.
    OfAnotherPage(u32),
    /// A commit was done here that was sent at this moment, in milliseconds since 1970 by the wall clock of all tabs.
    Committed(u64),
    /// The transaction was rolled back here at this moment, as above.
    RolledBack(u64),
    /// Who knows of the transaction that is open? Told with a number that the answers repeat.
    AskForTransaction(u32),
    /// It is known here; the answer to the question of that number.
    KnowsTransaction(u32),
}

/// A message that arrived.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heard {
    /// What it says.
    pub message: TabMessage,
    /// Milliseconds since it was sent; 0 if the wall clock was set back meanwhile.
    pub age_ms: f64,
}

impl Heard {
    /// Sent a moment ago: the person is at it in another tab right now.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.age_ms < FRESH_MS
    }
}

impl TabMessage {
    /// The line to send, at `wall_ms` of the wall clock.
    #[must_use]
    pub fn encode(self, wall_ms: f64) -> String {
        let sent = whole(wall_ms);
        match self {
            Self::SignedIn => format!("{MARK} {sent} signed-in"),
            Self::SignedOut => format!("{MARK} {sent} signed-out"),
            Self::Ended(because) => format!("{MARK} {sent} ended {}", because.word()),
            Self::Deadline { left_ms, span_ms } => format!(
                "{MARK} {sent} deadline {} {}",
                whole(left_ms),
                whole(span_ms)
            ),
            Self::TransactionChanged => format!("{MARK} {sent} transaction"),
            Self::AskForWork(question) => format!("{MARK} {sent} ask {question}"),
            Self::Work(question, drafts) => format!("{MARK} {sent} work {question} {drafts}"),
            Self::WhoseChanges(tab, page) => format!("{MARK} {sent} whose {tab} {page}"),
            Self::OfAnotherPage(page) => format!("{MARK} {sent} taken {page}"),
            Self::Committed(at) => format!("{MARK} {sent} committed {at}"),
            Self::RolledBack(at) => format!("{MARK} {sent} rolled-back {at}"),
            Self::AskForTransaction(question) => format!("{MARK} {sent} who-opened {question}"),
            Self::KnowsTransaction(question) => format!("{MARK} {sent} known {question}"),
        }
    }

    /// Reads a line at `wall_ms` of the wall clock; nothing if it is not one of ours.
    #[must_use]
    pub fn decode(line: &str, wall_ms: f64) -> Option<Heard> {
        let mut words = line.split(' ');
        if words.next() != Some(MARK) {
            return None;
        }
        let sent: u64 = words.next()?.parse().ok()?;
        let message = match words.next()? {
            "signed-in" => Self::SignedIn,
            "signed-out" => Self::SignedOut,
            "ended" => Self::Ended(EndedBecause::from_word(words.next()?)?),
            "deadline" => Self::Deadline {
                left_ms: span(words.next()?)?,
                span_ms: span(words.next()?)?,
            },
            "transaction" => Self::TransactionChanged,
            "ask" => Self::AskForWork(words.next()?.parse().ok()?),
            "who-opened" => Self::AskForTransaction(words.next()?.parse().ok()?),
            "known" => Self::KnowsTransaction(words.next()?.parse().ok()?),
            "work" => Self::Work(words.next()?.parse().ok()?, words.next()?.parse().ok()?),
            "whose" => Self::WhoseChanges(words.next()?.parse().ok()?, words.next()?.parse().ok()?),
            "taken" => Self::OfAnotherPage(words.next()?.parse().ok()?),
            "committed" => Self::Committed(words.next()?.parse().ok()?),
            "rolled-back" => Self::RolledBack(words.next()?.parse().ok()?),
            _ => return None,
        };
        if words.next().is_some() {
            return None;
        }
        let age_ms = (wall_ms - float(sent)).max(0.0);
        Some(Heard { message, age_ms })
    }
}

fn span(word: &str) -> Option<f64> {
    let ms = float(word.parse().ok()?);
    (ms <= LONGEST_MS).then_some(ms)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "times in milliseconds are far below 2^53; more is refused or harmless"
)]
fn float(ms: u64) -> f64 {
    ms as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "times are not negative; the cast saturates"
)]
fn whole(ms: f64) -> u64 {
    ms as u64
}
