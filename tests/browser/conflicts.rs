//! The conflict table: three values per place, decided by mouse or by keys, secrets never shown.

use leptos::prelude::*;
use serde_json::{Value, json};
use sps_console::pages::conflict::{ConflictsOf, Deciding, conflict_table, left_to_decide};
use sps_workbench::merge::Merge;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlElement, HtmlInputElement};

use crate::mounted::{Mounted, later, settle};

struct Table {
    page: Mounted,
    deciding: Deciding,
}

impl Table {
    async fn of(before: Value, theirs: Value, mine: Value) -> Self {
        Self::merging(Merge::new(Some(before), Some(theirs), Some(mine))).await
    }

    async fn merging(merge: Merge) -> Self {
        let deciding = StoredValue::new(None);
        let page = Mounted::new(move || {
            let own = Deciding::new(merge);
            deciding.set_value(Some(own));
            let of = ConflictsOf {
                path: "/api/configuration/management/email".to_owned(),
                who: "another administrator".to_owned(),
            };
            (
                left_to_decide(move || vec![own]).view(),
                conflict_table(of, own),
            )
        });
        settle().await;
        Self {
            page,
            deciding: deciding.get_value().unwrap(),
        }
    }

    fn radio(&self, name: &str) -> HtmlInputElement {
        self.page
            .one(&format!("input[type=radio][aria-label='{name}']"))
            .unchecked_into()
    }

    fn checked(&self) -> Vec<String> {
        let all = self
            .page
            .root()
            .query_selector_all("input[type=radio]")
            .unwrap();
        (0..all.length())
            .filter_map(|number| {
                let radio: HtmlInputElement = all.get(number)?.unchecked_into();
                radio.checked().then(|| radio.get_attribute("aria-label"))?
            })
            .collect()
    }

    /// A key pressed in whatever has the focus; whether the table took it.
    async fn key(&self, key: &str) -> bool {
        let press = js_sys::Function::new_with_args(
            "target, key",
            "return target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))",
        );
        let went_on = press
            .call2(&JsValue::NULL, &focused(), &key.into())
            .unwrap()
            .is_truthy();
        later().await;
        !went_on
    }

    fn result(&self) -> Value {
        let merge = self.deciding.merge.get_untracked();
        merge.result().cloned().unwrap_or_default()
    }

    fn left(&self) -> String {
        self.page.one(".left").text_content().unwrap()
    }
}

fn focused() -> HtmlElement {
    document().active_element().unwrap().unchecked_into()
}

fn focused_name() -> String {
    focused().get_attribute("aria-label").unwrap_or_default()
}

fn type_into(field: &HtmlElement, typed: &str) {
    js_sys::Reflect::set(field, &"value".into(), &typed.into()).unwrap();
    let init = EventInit::new();
    init.set_bubbles(true);
    let event = Event::new_with_event_init_dict("input", &init).unwrap();
    field.dispatch_event(&event).unwrap();
}

async fn email() -> Table {
    Table::of(
        json!({"timeout": 10, "sender_address": "a@example.org", "enabled": false, "note": "x"}),
        json!({"timeout": 15, "sender_address": "theirs@example.org", "enabled": true, "note": "x"}),
        json!({"timeout": 20, "sender_address": "mine@example.org", "enabled": false, "note": "y"}),
    )
    .await
}

#[wasm_bindgen_test]
async fn a_conflict_has_nothing_chosen_and_tells_all_three_values() {
    let table = email().await;
    assert_eq!(table.left(), "2 conflicts left to decide");
    assert!(table.checked().is_empty());
    let text = table.page.text();
    for part in [
        "Before (when you started)",
        "Now on the appliance",
        "Yours",
        "Sender address",
        "a@example.org",
        "theirs@example.org",
        "mine@example.org",
        "Changed by you and by another administrator",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(
        !text.contains("Enabled"),
        "what needs no decision is folded away"
    );
    let groups = table
        .page
        .root()
        .query_selector_all("[role=radiogroup]")
        .unwrap();
    assert_eq!(groups.length(), 2);
    table
        .page
        .one("[role=radiogroup][aria-label='Decision: Timeout']");
    table.radio("Take theirs: Timeout").click();
    settle().await;
    assert_eq!(table.left(), "1 conflict left to decide");
    assert_eq!(table.checked(), ["Take theirs: Timeout"]);
}

#[wasm_bindgen_test]
async fn what_needs_no_decision_says_what_goes_on() {
    let table = email().await;
    table.page.one("button[aria-expanded='false']").click();
    settle().await;
    assert_eq!(table.checked(), ["Take theirs: Enabled", "Keep mine: Note"]);
    // It can be decided all the same.
    table.radio("Keep mine: Enabled").click();
    settle().await;
    assert_eq!(table.result()["enabled"], json!(false));
}

#[wasm_bindgen_test]
async fn keys_decide_and_move_while_the_focus_is_inside() {
    let table = email().await;
    table.radio("Keep mine: Timeout").focus().unwrap();
    assert!(table.key("1").await);
    assert!(table.key("j").await);
    assert_eq!(focused_name(), "Keep mine: Sender address");
    assert!(table.key("2").await);
    assert_eq!(table.left(), "All conflicts are decided");
    assert_eq!(
        table.checked(),
        ["Keep mine: Timeout", "Take theirs: Sender address"]
    );
    assert!(table.key("K").await);
    assert_eq!(focused_name(), "Keep mine: Timeout");
    assert_eq!(
        table.result(),
        json!({"timeout": 20, "sender_address": "theirs@example.org", "enabled": true, "note": "y"})
    );

    // Elsewhere the same keys are nobody's.
    focused().blur().unwrap();
    assert!(!table.key("2").await);
    assert_eq!(table.result()["timeout"], json!(20));
}

#[wasm_bindgen_test]
async fn a_value_of_ones_own_is_typed_in_the_row() {
    let table = email().await;
    table.radio("Keep mine: Timeout").focus().unwrap();
    table.key("3").await;
    assert_eq!(focused_name(), "Value of Timeout");
    // Digits are text here.
    assert!(!table.key("1").await);
    type_into(&focused(), "many");
    settle().await;
    assert!(table.page.text().contains("Enter a whole number."));
    assert_eq!(table.left(), "2 conflicts left to decide");
    assert_eq!(table.checked(), ["Edit: Timeout"]);
    assert!(table.page.has("tr.undecided[data-row='0']"));
    type_into(&focused(), "25");
    settle().await;
    assert_eq!(table.left(), "1 conflict left to decide");
    assert_eq!(table.result()["timeout"], json!(25));
    table.key("Enter").await;
    assert_eq!(focused_name(), "Edit: Timeout");
    table.key("2").await;
    assert_eq!(table.result()["timeout"], json!(15));
    assert!(!table.page.has("[aria-label='Value of Timeout']"));
}

#[wasm_bindgen_test]
async fn all_at_once_counts_what_is_left() {
    let table = email().await;
    let buttons = || {
        let all = table
            .page
            .root()
            .query_selector_all(".actions button")
            .unwrap();
        [0, 1].map(|number| all.get(number).unwrap().unchecked_into::<HtmlElement>())
    };
    let names = || buttons().map(|button| button.text_content().unwrap());
    assert_eq!(names(), ["Keep all mine (2)", "Take all theirs (2)"]);
    table.radio("Keep mine: Timeout").click();
    settle().await;
    assert_eq!(names(), ["Keep all mine (1)", "Take all theirs (1)"]);
    buttons()[1].click();
    settle().await;
    assert_eq!(table.left(), "All conflicts are decided");
    assert_eq!(
        table.checked(),
        ["Keep mine: Timeout", "Take theirs: Sender address"]
    );
}

#[wasm_bindgen_test]
async fn a_move_is_told_as_a_move_and_an_order_is_edited_by_lines() {
    let table = Table::of(
        json!({"servers": ["a", "b", "c"]}),
        json!({"servers": ["c", "a", "b"]}),
        json!({"servers": ["b", "a", "c"]}),
    )
    .await;
    let text = table.page.text();
    assert!(text.contains("Order of Servers"), "{text}");
    assert!(text.contains("Moved c from position 3 to 1"), "{text}");
    assert!(
        text.contains("Moved by you and by another administrator"),
        "{text}"
    );
    table.radio("Edit: Order of Servers").click();
    later().await;
    let lines = focused();
    type_into(&lines, "c\nc");
    settle().await;
    assert!(table.page.text().contains("c stands in it twice."));
    type_into(&lines, "b\nc\na");
    settle().await;
    assert_eq!(table.result(), json!({"servers": ["b", "c", "a"]}));
}

#[wasm_bindgen_test]
async fn a_secret_is_decided_like_any_other_and_never_shown() {
    let table = Table::of(
        json!({"community": "old-secret"}),
        json!({"community": "their-secret"}),
        json!({"community": "my-secret"}),
    )
    .await;
    assert!(table.page.text().contains("secret, not shown"));
    table.radio("Edit: Community").click();
    later().await;
    assert_eq!(focused().get_attribute("type").as_deref(), Some("password"));
    assert_eq!(table.left(), "1 conflict left to decide");
    assert!(!table.page.root().inner_html().contains("-secret"));
    type_into(&focused(), "another");
    settle().await;
    assert_eq!(table.left(), "All conflicts are decided");
    assert_eq!(table.result(), json!({"community": "another"}));
}

#[wasm_bindgen_test]
async fn a_whole_object_is_edited_as_json_with_its_problems_told() {
    let mine = json!({"name": "ops", "users": ["me"]});
    let merge = Merge::new(Some(json!({"name": "ops", "users": []})), None, Some(mine));
    let table = Table::merging(merge).await;
    let text = table.page.text();
    assert!(
        text.contains("Removed by another administrator, changed by you"),
        "{text}"
    );
    assert!(text.contains("not there"), "{text}");
    table.radio("Edit: The whole object").click();
    later().await;
    type_into(&focused(), "{\"name\": ");
    settle().await;
    assert!(table.page.has(".trouble"));
    assert_eq!(table.left(), "1 conflict left to decide");
    type_into(&focused(), "{\"name\": \"ops\", \"users\": [\"you\"]}");
    settle().await;
    assert_eq!(table.result(), json!({"name": "ops", "users": ["you"]}));
}

#[wasm_bindgen_test]
async fn use_of_something_removed_is_told_as_that() {
    let merge = Merge::knowing(
        Some(json!({"policy": "p1"})),
        Some(json!({"policy": "p1"})),
        Some(json!({"policy": "p2-is-gone"})),
        vec!["p2-is-gone".to_owned()],
        false,
    );
    let table = Table::merging(merge).await;
    assert!(
        table
            .page
            .text()
            .contains("Depends on something that was removed")
    );
    table.radio("Take theirs: Policy").click();
    settle().await;
    assert_eq!(table.result(), json!({"policy": "p1"}));
}
