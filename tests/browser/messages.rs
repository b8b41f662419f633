//! The catalogue: filled texts, unique keys, no place without its closing brace.

use std::collections::HashSet;

use sps_console::messages::{Msg, count_text, text, text_with};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn places_are_filled_and_values_are_never_read_as_places() {
    let filled = text_with(
        Msg::Title,
        &[("page", "{appliance}"), ("appliance", "sps1")],
    );
    assert_eq!(filled, "{appliance} – sps1");
}

#[wasm_bindgen_test]
fn a_place_without_a_value_stays_visible() {
    assert_eq!(
        text_with(Msg::Title, &[("page", "Review")]),
        "Review – {appliance}"
    );
}

#[wasm_bindgen_test]
fn a_count_chooses_its_form() {
    let forms = [0, 1, 2].map(|count| count_text(count, Msg::PendingChange, Msg::PendingChanges));
    assert_eq!(
        forms,
        ["0 pending changes", "1 pending change", "2 pending changes"]
    );
}

#[wasm_bindgen_test]
fn every_message_has_a_key_of_its_own_and_a_sound_text() {
    let mut keys = HashSet::new();
    for (key, message) in Msg::all() {
        assert!(keys.insert(key), "{key} twice");
        let words = text(message);
        assert!(!words.trim().is_empty(), "{key} is empty");
        let (open, close) = (words.matches('{').count(), words.matches('}').count());
        assert_eq!(open, close, "braces of {key}");
    }
}
