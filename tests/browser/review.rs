//! The review without an appliance: what a change list says, readable without colour and never with a secret.

use leptos::prelude::*;
use serde_json::{Value, json};
use sps_client::{Change, ChangeKind};
use sps_console::{
    pages::staging_panel,
    route::Route,
    state::{Console, Toasts, use_console},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mounted::{Mounted, settle};

fn change(kind: ChangeKind, path: &str) -> Change {
    Change {
        kind,
        path: path.to_owned(),
        old_value: None,
        new_value: None,
        old_order: None,
        new_order: None,
        raw: json!({}),
    }
}

fn replaced(path: &str, old: Value, new: Value) -> Change {
    Change {
        old_value: Some(old),
        new_value: Some(new),
        ..change(ChangeKind::Replace, path)
    }
}

/// The change list as every screen shows it.
fn shown(changes: Vec<Change>) -> Mounted {
    Mounted::new(move || {
        Toasts::provide();
        Console::provide();
        use_console()
            .pending
            .update(|pending| pending.changes = changes);
        staging_panel(Memo::new(|_| Route::Account))
    })
}

#[wasm_bindgen_test]
async fn before_and_after_are_told_by_tag_sign_and_word() {
    let page = shown(vec![replaced(
        "/api/configuration/aaa/settings/backend/expiration_days",
        json!(10),
        json!(20),
    )]);
    settle().await;
    let text = page.text();
    for part in [
        "aaa › settings",
        "Changed",
        "Backend › Expiration days",
        "was",
        "now",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(page.one("del").text_content().unwrap(), "−\u{a0}10");
    assert_eq!(page.one("ins").text_content().unwrap(), "+\u{a0}20");
    // The sign is for the eye; the word before it is what is read out.
    assert_eq!(
        page.one("del .sign")
            .get_attribute("aria-hidden")
            .as_deref(),
        Some("true")
    );
}

#[wasm_bindgen_test]
async fn a_move_is_told_with_its_effect() {
    let page = shown(vec![Change {
        old_order: Some(json!(["a", "b", "c", "d"])),
        new_order: Some(json!(["d", "a", "b", "c"])),
        ..change(ChangeKind::Reorder, "/api/configuration/ssh/connections")
    }]);
    settle().await;
    let text = page.text();
    assert!(
        text.contains("Moved d from position 4 to 1 – now evaluated before a, b, c"),
        "{text}"
    );
    assert!(text.contains("stops at the first match"), "{text}");
}

#[wasm_bindgen_test]
async fn of_a_secret_only_its_fate_is_told() {
    let password = "/api/configuration/management/snmp/trap/password";
    for (old, new, told) in [
        (json!("old-secret"), json!("new-secret"), "secret replaced"),
        (
            json!("same-secret"),
            json!("same-secret"),
            "secret unchanged",
        ),
        (json!("old-secret"), json!(""), "secret now empty"),
    ] {
        let page = shown(vec![replaced(password, old, new)]);
        settle().await;
        let text = page.text();
        assert!(text.contains(told), "{told} in {text}");
        assert!(!page.root().inner_html().contains("-secret"), "{text}");
    }
}

#[wasm_bindgen_test]
async fn items_of_a_list_come_and_go_one_by_one() {
    let page = shown(vec![replaced(
        "/api/configuration/local_services/ssh/access_restriction/allowed_from",
        json!(["10.0.0.0/8", "192.168.0.0/16"]),
        json!(["192.168.0.0/16", "172.16.0.0/12"]),
    )]);
    settle().await;
    assert_eq!(page.one("del").text_content().unwrap(), "−\u{a0}10.0.0.0/8");
    assert_eq!(
        page.one("ins").text_content().unwrap(),
        "+\u{a0}172.16.0.0/12"
    );
    assert!(!page.text().contains("192.168"), "what stayed is no change");
}

#[wasm_bindgen_test]
async fn a_long_text_is_compared_word_by_word_and_stays_text() {
    let old = "Only authorised persons may use this system. <b>Everything</b> is recorded.";
    let new = old.replace("authorised persons", "administrators");
    let page = shown(vec![replaced(
        "/api/configuration/local_services/ssh/banner",
        json!(old),
        json!(new),
    )]);
    settle().await;
    let diff = page.one(".word-diff");
    assert!(
        diff.text_content()
            .unwrap()
            .contains("<b>Everything</b> is recorded.")
    );
    assert_eq!(
        page.one("del").text_content().unwrap(),
        "−\u{a0}authorised persons"
    );
    assert_eq!(
        page.one("ins").text_content().unwrap(),
        "+\u{a0}administrators"
    );
    // The label is the only bold word.
    assert_eq!(page.one("b").text_content().unwrap(), "Banner");
}
