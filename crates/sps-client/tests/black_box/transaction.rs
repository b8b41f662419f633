//! The transaction and its change list.

use pollster::block_on;
use serde_json::json as value;
use sps_client::{ChangeKind, Error, MessageRule, TransactionStatus};

use crate::script::{client, empty, ok, refusal};

#[test]
fn the_state_is_read_in_three_shapes() {
    let shapes = [
        r#"{"body":{"status":"open"},"key":"transaction","meta":{"href":"/api/transaction"}}"#,
        r#"{"key":"transaction","transaction":{"status":"open"},"meta":{}}"#,
        r#"{"transaction":{"status":"open"}}"#,
        r#"{"status":"open","meta":{}}"#,
    ];
    for shape in shapes {
        let state = block_on(client([ok(shape)]).transaction()).unwrap();
        assert_eq!(state.status, TransactionStatus::Open, "{shape}");
        assert_eq!(state.commit_message, MessageRule::Unknown, "{shape}");
        assert!(!state.has_changes_link, "{shape}");
    }
}

#[test]
fn status_rule_and_link_are_read() {
    let state = |body: &str| block_on(client([ok(body)]).transaction()).unwrap();
    let closed = state(r#"{"body":{"commit_message":"optional","status":"closed"}}"#);
    assert_eq!(closed.status, TransactionStatus::Closed);
    assert_eq!(closed.commit_message, MessageRule::Optional);

    let open = state(
        r#"{"body":{"commit_message":"required","status":"open"},"meta":{"changes":"/api/transaction/changes"}}"#,
    );
    assert_eq!(open.commit_message, MessageRule::Required);
    assert!(open.has_changes_link);

    let other =
        state(r#"{"body":{"commit_message":"?","status":"committing"},"meta":{"changes":null}}"#);
    assert_eq!(
        other.status,
        TransactionStatus::Other("committing".to_owned())
    );
    assert_eq!(other.commit_message, MessageRule::Unknown);
    assert!(!other.has_changes_link);
}

#[test]
fn an_answer_without_a_status_is_not_the_api() {
    for body in ["", "{}", r#"{"body":{"status":1}}"#] {
        let outcome = block_on(client([ok(body)]).transaction());
        assert!(matches!(outcome, Err(Error::NotTheApi { .. })), "{body}");
    }
}

#[test]
fn opening_posts_nothing_and_says_how_long_nothing_is() {
    let client = client([ok(
        r#"{"meta":{"href":"/api/transaction","parent":"/api"}}"#,
    )]);
    block_on(client.open_transaction()).unwrap();
    assert_eq!(client.transport().asked(), ["POST /api/transaction"]);
    assert_eq!(
        client.transport().header(0, "content-length").as_deref(),
        Some("0")
    );
    assert!(client.transport().bytes(0).is_empty());
}

#[test]
fn a_commit_carries_its_message_and_is_sent_once() {
    let with = client([ok(r#"{"meta":{}}"#)]);
    block_on(with.commit(Some("Längeres Timeout"))).unwrap();
    assert_eq!(with.transport().asked(), ["PUT /api/transaction"]);
    assert_eq!(
        with.transport().body(0),
        value!({"status": "commit", "message": "Längeres Timeout"})
    );

    // 202 and 204 are possible readings of an undocumented table.
    for status in [202, 204] {
        let without = client([empty(status)]);
        block_on(without.commit(None)).unwrap();
        assert_eq!(without.transport().body(0), value!({"status": "commit"}));
    }

    let refused = client([refusal(500, "InternalError")]);
    assert!(matches!(
        block_on(refused.commit(None)),
        Err(Error::ApplianceFault(_))
    ));
    assert_eq!(refused.transport().asked().len(), 1);
}

#[test]
fn a_roll_back_deletes_the_transaction() {
    let client = client([ok(r#"{"meta":{}}"#)]);
    block_on(client.roll_back()).unwrap();
    assert_eq!(client.transport().asked(), ["DELETE /api/transaction"]);
}

#[test]
fn changes_of_every_type_are_read_in_order() {
    let client = client([ok(r##"{"changes":[
        {"type":"replace","path":"/api/configuration/management/webinterface/timeout","old_value":10,"new_value":20},
        {"type":"create","path":"policies/time_policies/99","new_value":{"name":"nights"}},
        {"type":"delete","path":"network/nics/nic1#interfaces/1","old_value":null},
        {"type":"reorder","path":"/api/configuration/ssh/connections","old_order":["k1","k2"],"new_order":["k2","k1"]},
        {"type":"transmogrify","path":"/x","extra":true},
        {"path":7},
        "nonsense"
    ],"meta":{}}"##)]);
    let changes = block_on(client.changes()).unwrap();
    assert_eq!(client.transport().asked(), ["GET /api/transaction/changes"]);
    let kinds: Vec<_> = changes.iter().map(|change| change.kind.clone()).collect();
    assert_eq!(
        kinds,
        [
            ChangeKind::Replace,
            ChangeKind::Create,
            ChangeKind::Delete,
            ChangeKind::Reorder,
            ChangeKind::Other("transmogrify".to_owned()),
            ChangeKind::Other(String::new()),
            ChangeKind::Other(String::new()),
        ]
    );
    assert_eq!(changes[0].old_value, Some(value!(10)));
    assert_eq!(changes[0].new_value, Some(value!(20)));
    assert_eq!(changes[1].path, "policies/time_policies/99");
    assert_eq!(changes[1].old_value, None);
    // A value that is there and null is not a value that is missing.
    assert_eq!(changes[2].old_value, Some(value!(null)));
    assert_eq!(changes[2].path, "network/nics/nic1#interfaces/1");
    assert_eq!(changes[3].old_order, Some(value!(["k1", "k2"])));
    assert_eq!(changes[3].new_order, Some(value!(["k2", "k1"])));
    assert_eq!(
        changes[4].raw,
        value!({"type": "transmogrify", "path": "/x", "extra": true})
    );
    assert_eq!(changes[5].path, "");
    assert_eq!(changes[6].raw, value!("nonsense"));
}

#[test]
fn the_change_list_may_be_wrapped_and_may_be_empty() {
    for body in [
        r#"{"changes":[],"meta":{}}"#,
        r#"{"key":"changes","body":[]}"#,
        r#"{"body":{"changes":[]}}"#,
    ] {
        assert_eq!(block_on(client([ok(body)]).changes()).unwrap(), []);
    }
    let outcome = block_on(client([ok(r#"{"meta":{}}"#)]).changes());
    assert!(matches!(outcome, Err(Error::NotTheApi { .. })));
}

#[test]
fn debug_of_a_change_hides_its_values() {
    let body = r#"{"changes":[{"type":"replace","path":"/p","new_value":"canary"}]}"#;
    let changes = block_on(client([ok(body)]).changes()).unwrap();
    assert!(!format!("{changes:?}").contains("canary"));
}
