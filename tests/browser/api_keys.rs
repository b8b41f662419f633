//! The API keys page without an appliance: what it says when nothing answers, and that a link's name is text.

use leptos::prelude::*;
use serde_json::json;
use sps_client::{Change, ChangeKind};
use sps_console::{
    pages::{api_keys_page, dead_keys},
    state::{Console, Toasts, use_console},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mounted::{Mounted, settle};

#[wasm_bindgen_test]
async fn a_roll_back_names_the_keys_it_kills_as_text() {
    let page = Mounted::new(|| {
        Toasts::provide();
        Console::provide();
        let created = |id: &str, name: &str| Change {
            kind: ChangeKind::Create,
            path: format!("/api/user/api_keys/{id}"),
            old_value: None,
            new_value: Some(json!({ "name": name, "token": "never-to-be-seen" })),
            old_order: None,
            new_order: None,
            raw: json!({}),
        };
        use_console().pending.update(|pending| {
            pending.changes = vec![created("k1", "<b>one</b>"), created("k2", "two")];
        });
        dead_keys()
    });
    settle().await;
    let text = page.text();
    for name in ["<b>one</b>", "two"] {
        let told = format!("Key {name} will never work. Delete it wherever you pasted it.");
        assert!(text.contains(&told), "{told} in {text}");
    }
    assert!(!page.has("b") && !text.contains("never-to-be-seen"));
}

#[wasm_bindgen_test]
async fn the_form_ties_rule_and_trouble_to_the_name() {
    let page = Mounted::new(|| {
        Toasts::provide();
        Console::provide();
        api_keys_page()
    });
    settle().await;
    page.one(".key-opening button").click();
    settle().await;
    let name = page.one("#key-name");
    assert_eq!(
        name.get_attribute("aria-describedby").as_deref(),
        Some("key-name-rule key-name-trouble")
    );
    assert_eq!(name.get_attribute("aria-invalid").as_deref(), Some("false"));
    assert!(page.text().contains("no spaces or special characters"));
    // Nothing typed: the trouble comes with the first try, and the progress line is empty.
    assert!(
        page.one("#key-name-trouble")
            .text_content()
            .unwrap()
            .is_empty()
    );
    assert!(page.one(".key-progress").text_content().unwrap().is_empty());
    assert_eq!(
        page.one(".key-progress").get_attribute("role").as_deref(),
        Some("status")
    );
}
