//! Writes to keep, and a journal that has some.

use serde_json::{Value, json};
use sps_workbench::journal::{Journal, Kept, Method, NewWrite, Owner, WallTime};

pub const EMAIL: &str = "/api/configuration/management/email";
pub const SNMP: &str = "/api/configuration/management/snmp/agent";
pub const PASSWORDS: &str = "/api/configuration/passwords";

pub fn owner() -> Owner {
    Owner {
        appliance: "https://sps.example.org".to_owned(),
        user: "ügyelő".to_owned(),
    }
}

pub fn replace<'a>(path: &'a str, base: &'a Value, body: &'a Value, at: u64) -> NewWrite<'a> {
    NewWrite {
        method: Method::Replace,
        path,
        body: Some(body),
        base: Some(base),
        created: None,
        at: WallTime(at),
    }
}

pub fn create<'a>(path: &'a str, body: &'a Value, key: &'a str) -> NewWrite<'a> {
    NewWrite {
        method: Method::Create,
        path,
        body: Some(body),
        base: None,
        created: Some(key),
        at: WallTime(1),
    }
}

/// A journal with a write of `management/email` made at 1 and one of another resource made at 2.
pub fn two_writes() -> Journal {
    let mut journal = Journal::new(owner());
    let kept = journal.keep_write(replace(EMAIL, &json!({"a": 1}), &json!({"a": 2}), 1));
    assert_eq!(kept, Kept::Kept);
    let other = json!({"timeout": 20});
    let kept = journal.keep_write(replace("/api/configuration/w", &json!({}), &other, 2));
    assert_eq!(kept, Kept::Kept);
    journal
}

pub fn read_again(journal: &Journal) -> Journal {
    let again = Journal::from_text(&journal.to_text()).expect("what was written is read");
    assert_eq!(&again, journal);
    again
}
