//! A page whose program died says so.

use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_crash_message_is_shown_when_asked_for() {
    let message = document().create_element("div").unwrap();
    message.set_id("crash");
    message.set_attribute("hidden", "").unwrap();
    message
        .append_child(&document().create_element("pre").unwrap())
        .unwrap();
    document().body().unwrap().append_child(&message).unwrap();
    sps_console::crash::show("because");
    assert!(!message.has_attribute("hidden"));
    assert_eq!(message.text_content().as_deref(), Some("because"));
    message.remove();
    // A page without the message must not make it worse.
    sps_console::crash::show("because");
}
