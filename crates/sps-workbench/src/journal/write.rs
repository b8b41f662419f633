//! The journal as text.

use serde_json::{Map, Value, json};

use super::book::Journal;
use super::entry::{Entry, KeptDraft, Reason, Standing, Unkept};

/// Says that a text is a journal of this console.
pub(super) const FORMAT: &str = "sps-console kept changes";
/// The version of the text. A text of another version is not read.
pub(super) const VERSION: u64 = 1;

impl Journal {
    /// The journal as JSON text; [`Journal::from_text`] reads it. Its length is bounded by the journal's limit, and a few
    /// hundred bytes for each thing that was not kept.
    pub fn to_text(&self) -> String {
        json!({
            "format": FORMAT,
            "version": VERSION,
            "appliance": self.owner.appliance,
            "user": self.owner.user,
            "limit": self.limit_bytes,
            "next": self.next,
            "transaction": self.transaction,
            "unanswered": self.unanswered,
            "writes": self.entries.iter().map(entry).collect::<Value>(),
            "drafts": self.drafts.iter().map(draft).collect::<Value>(),
            "unkept": self.unkept.iter().map(unkept).collect::<Value>(),
        })
        .to_string()
    }
}

pub(super) fn length_of_entry(kept: &Entry) -> usize {
    entry(kept).to_string().len() + 1
}

pub(super) fn length_of_draft(kept: &KeptDraft) -> usize {
    draft(kept).to_string().len() + 1
}

fn entry(entry: &Entry) -> Value {
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    put("number", entry.number.into());
    put("method", entry.method.verb().into());
    put("path", entry.path.clone().into());
    // A body of null and no body are two things.
    if let Some(body) = &entry.body {
        put("body", body.clone());
    }
    if let Some(base) = &entry.base {
        put("base", base.clone());
    }
    if let Some(created) = &entry.created {
        put("created", created.clone().into());
    }
    put("at", entry.at.0.into());
    // 1 and 0 are equally long: an entry that starts to wait does not outgrow the limit.
    put(
        "staged",
        u8::from(entry.standing == Standing::Staged).into(),
    );
    put("transaction", entry.transaction.into());
    Value::Object(members)
}

fn draft(draft: &KeptDraft) -> Value {
    let typed = draft.typed.iter();
    json!({
        "path": draft.path,
        "base": draft.base,
        "current": draft.current,
        "typed": typed.map(|(at, text)| json!([at.to_string(), text])).collect::<Value>(),
        "at": draft.at.0,
        // As with the writes: equally long either way.
        "sent": u8::from(draft.is_sent),
    })
}

fn unkept(unkept: &Unkept) -> Value {
    json!({
        "method": unkept.method.map(|method| method.verb()),
        "path": unkept.path,
        "reason": reason(unkept.reason),
        "at": unkept.at.0,
    })
}

pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::ApiKey => "api-key",
        Reason::TooLarge => "too-large",
        Reason::TooDeep => "too-deep",
    }
}
