//! The journal's text: read back, foreign, damaged.

use serde_json::{Value, json};
use sps_workbench::journal::{Journal, JournalError, Kept, Reason, WallTime};
use sps_workbench::replay::{Found, draft_merge};
use sps_workbench::{Draft, Pointer};

use crate::writes::{EMAIL, create, owner, read_again, two_writes};

#[test]
fn a_journal_reads_back_from_its_text() {
    let mut journal = two_writes();
    let mut draft = Draft::new(json!({"port": 25, "name": "ő\u{2028}\"\u{0}"}));
    let port = Pointer::parse("/port").unwrap();
    draft.type_text(&port, "twenty").unwrap_err();
    assert_eq!(journal.keep_draft(EMAIL, &draft, WallTime(3)), Kept::Kept);
    let body = json!({"name": "x"});
    assert_eq!(
        journal.keep_write(create("/api/user/api_keys", &body, "k")),
        Kept::NotKept(Reason::ApiKey)
    );
    journal.transaction_gone();
    let again = read_again(&journal);
    assert_eq!(again.owner(), &owner());
    let kept = &again.drafts()[0];
    let read_now = Found::Object(kept.base.clone());
    let restored = kept.draft(&draft_merge(kept, &read_now));
    assert_eq!(restored.typed(&port).unwrap().0, "twenty");
}

#[test]
fn other_texts_are_refused_with_a_reason_and_without_a_word_of_them() {
    use JournalError::{Damaged, Foreign, NotJson, Version};
    for (text, expected) in [
        ("", NotJson),
        ("{\"format\":", NotJson),
        ("[]", Foreign),
        ("{\"format\":\"S3CRET\"}", Foreign),
    ] {
        let error = Journal::from_text(text).unwrap_err();
        assert_eq!(error, expected);
        assert!(!error.to_string().contains("S3CRET"));
    }
    let whole: Value = serde_json::from_str(&two_writes().to_text()).unwrap();
    let changed = |place: &str, value: Value| {
        let mut text = whole.clone();
        *text.pointer_mut(place).unwrap() = value;
        Journal::from_text(&text.to_string()).unwrap_err()
    };
    assert_eq!(changed("/version", json!(2)), Version { found: 2 });
    for (place, value, told) in [
        ("/version", json!("1"), "/version"),
        ("/user", json!(1), "/user"),
        ("/writes", json!({}), "/writes"),
        ("/writes/1", json!(null), "/writes/1"),
        ("/writes/0/method", json!("PATCH"), "/writes/0"),
        ("/writes/0/staged", json!(2), "/writes/0"),
        ("/writes/1/number", json!(1), "/writes/1/number"),
        ("/next", json!(2), "/writes/1/number"),
        ("/limit", json!(-1), "/limit"),
        ("/next", json!(u64::MAX), "/next"),
    ] {
        let place = changed(place, value);
        assert_eq!(
            place,
            Damaged {
                place: told.to_owned()
            }
        );
    }
}

#[test]
fn every_damaged_text_is_an_error_or_a_journal_and_never_a_panic() {
    let text = two_writes().to_text();
    for length in (0..text.len()).filter(|length| text.is_char_boundary(*length)) {
        assert!(Journal::from_text(&text[..length]).is_err());
    }
    // Every member taken away, one at a time.
    let whole: Value = serde_json::from_str(&text).unwrap();
    for name in whole.as_object().unwrap().keys() {
        let mut damaged = whole.clone();
        damaged.as_object_mut().unwrap().shift_remove(name);
        assert!(Journal::from_text(&damaged.to_string()).is_err(), "{name}");
    }
    let entry = whole["writes"][0].as_object().unwrap();
    for name in entry.keys().filter(|name| *name != "base") {
        let mut damaged = whole.clone();
        damaged["writes"][0]
            .as_object_mut()
            .unwrap()
            .shift_remove(name);
        assert!(Journal::from_text(&damaged.to_string()).is_err(), "{name}");
    }
}
