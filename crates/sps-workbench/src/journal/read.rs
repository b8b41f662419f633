//! The journal read from text that may be anything: storage is open to whoever sits at the browser.

use serde_json::{Map, Value};

use super::book::Journal;
use super::entry::{Entry, KeptDraft, Method, Owner, Reason, Standing, Unkept, WallTime};
use super::write::{FORMAT, VERSION, reason};
use crate::document::Pointer;

/// JSON of JavaScript counts exactly up to here, and nobody makes so many writes: there is room to count on.
const LARGEST_NUMBER: u64 = 1 << 53;

/// Why a text is no journal. It does not quote the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// It is no JSON.
    #[error("the kept changes are damaged: they are no JSON")]
    NotJson,
    /// It is JSON of something else.
    #[error("these are not the kept changes of this console")]
    Foreign,
    /// It is a journal of another version.
    #[error("the kept changes were written by another version of the console")]
    Version {
        /// The version it has.
        found: u64,
    },
    /// Something in it is not as it must be.
    #[error("the kept changes are damaged at {place}")]
    Damaged {
        /// Where: a JSON pointer into the text.
        place: String,
    },
}

impl Journal {
    /// Reads what [`Journal::to_text`] wrote. Whose it is has to be asked before it is used: [`Journal::owner`].
    ///
    /// # Errors
    /// [`JournalError`] for any other text; nothing of it is used then.
    pub fn from_text(text: &str) -> Result<Self, JournalError> {
        let document: Value = serde_json::from_str(text).map_err(|_| JournalError::NotJson)?;
        let members = document.as_object().ok_or(JournalError::Foreign)?;
        if members.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(JournalError::Foreign);
        }
        let version = number(members, "version").ok_or_else(|| damaged("/version"))?;
        if version != VERSION {
            return Err(JournalError::Version { found: version });
        }
        let whole = |name: &str| number(members, name).ok_or_else(|| damaged(&format!("/{name}")));
        let said = |name: &str| text_of(members, name).ok_or_else(|| damaged(&format!("/{name}")));
        let mut journal = Self::with_limit(
            Owner {
                appliance: said("appliance")?,
                user: said("user")?,
            },
            usize::try_from(whole("limit")?).map_err(|_| damaged("/limit"))?,
        );
        journal.next = whole("next")?;
        journal.transaction = whole("transaction")?;
        journal.unanswered = whole("unanswered")?;
        for (name, number) in [
            ("/next", journal.next),
            ("/transaction", journal.transaction),
            ("/unanswered", journal.unanswered),
        ] {
            if number > LARGEST_NUMBER {
                return Err(damaged(name));
            }
        }
        journal.entries = list(members, "writes", entry)?;
        journal.drafts = list(members, "drafts", draft)?;
        journal.unkept = list(members, "unkept", unkept)?;
        for (position, entry) in journal.entries.iter().enumerate() {
            // Numbers name entries: two alike, and a commit would wipe what it did not contain.
            let mut others = journal.entries.iter().take(position);
            if entry.number >= journal.next || others.any(|other| other.number == entry.number) {
                return Err(damaged(&format!("/writes/{position}/number")));
            }
        }
        journal.measure();
        Ok(journal)
    }
}

fn damaged(place: &str) -> JournalError {
    JournalError::Damaged {
        place: place.to_owned(),
    }
}

type Members = Map<String, Value>;

fn list<T>(
    members: &Members,
    name: &str,
    read: impl Fn(&Members) -> Option<T>,
) -> Result<Vec<T>, JournalError> {
    let place = format!("/{name}");
    let items = members.get(name).and_then(Value::as_array);
    let items = items.ok_or_else(|| damaged(&place))?;
    let read = |(position, item): (usize, &Value)| {
        let item = item.as_object().and_then(&read);
        item.ok_or_else(|| damaged(&format!("{place}/{position}")))
    };
    items.iter().enumerate().map(read).collect()
}

fn number(members: &Members, name: &str) -> Option<u64> {
    members.get(name)?.as_u64()
}

fn text_of(members: &Members, name: &str) -> Option<String> {
    members.get(name)?.as_str().map(ToOwned::to_owned)
}

fn time(members: &Members) -> Option<WallTime> {
    number(members, "at").map(WallTime)
}

fn entry(members: &Members) -> Option<Entry> {
    let method = Method::parse(members.get("method")?.as_str()?)?;
    let (body, base) = (members.get("body"), members.get("base"));
    // A write without a body, or a deletion with one, could not be replayed as it was made.
    if body.is_some() == (method == Method::Delete) {
        return None;
    }
    let created = match members.get("created") {
        Some(created) => Some(created.as_str()?.to_owned()),
        None => None,
    };
    let standing = match number(members, "staged")? {
        1 => Standing::Staged,
        0 => Standing::Waiting,
        _ => return None,
    };
    Some(Entry {
        number: number(members, "number")?,
        method,
        path: text_of(members, "path")?,
        body: body.cloned(),
        base: base.cloned(),
        created,
        at: time(members)?,
        standing,
        transaction: number(members, "transaction")?,
    })
}

fn draft(members: &Members) -> Option<KeptDraft> {
    let typed = members.get("typed")?.as_array()?.iter();
    let typed = typed.map(|pair| match pair.as_array()?.as_slice() {
        [at, text] => Some((Pointer::parse(at.as_str()?)?, text.as_str()?.to_owned())),
        _ => None,
    });
    Some(KeptDraft {
        path: text_of(members, "path")?,
        base: members.get("base")?.clone(),
        current: members.get("current")?.clone(),
        typed: typed.collect::<Option<_>>()?,
        at: time(members)?,
        is_sent: match number(members, "sent")? {
            1 => true,
            0 => false,
            _ => return None,
        },
    })
}

fn unkept(members: &Members) -> Option<Unkept> {
    let method = match members.get("method")? {
        Value::Null => None,
        verb => Some(Method::parse(verb.as_str()?)?),
    };
    let said = members.get("reason")?.as_str()?;
    let reasons = [Reason::ApiKey, Reason::TooLarge, Reason::TooDeep];
    Some(Unkept {
        method,
        path: text_of(members, "path")?,
        reason: reasons.into_iter().find(|known| reason(*known) == said)?,
        at: time(members)?,
    })
}
