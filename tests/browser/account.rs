//! What says why it is off, what is copied, and a table of hundreds of rights.

use leptos::prelude::*;
use sps_client::{Error, Refusal};
use sps_console::{
    rights::{Barred, refused},
    state::{Console, Toasts},
    ui::{Refused, Task, element, problem},
};
use sps_workbench::rights::Lack;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::mounted::{Mounted, settle};

#[wasm_bindgen_test]
async fn a_barred_control_takes_the_focus_says_why_and_does_nothing() {
    let lacks = RwSignal::new(vec![
        Lack::of_refusal("PUT", "/api/configuration/rdp/connections"),
        Lack::of_refusal("PUT", "/api/configuration/something_new"),
    ]);
    let clicks = RwSignal::new(0);
    let page = Mounted::new(move || {
        Toasts::provide();
        Console::provide();
        let barred = Barred::by(move || lacks.get());
        let button = barred
            .mark(element("BUTTON"), || false)
            .on("click", move |_| clicks.update(|clicks| *clicks += 1))
            .words("Stage");
        (button.view(), barred.explanation())
    });
    settle().await;
    let button: HtmlElement = page.one("button[aria-disabled]");
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    button.focus().unwrap();
    assert_eq!(document().active_element().as_ref(), Some(button.as_ref()));
    let id = button.get_attribute("aria-describedby").unwrap();
    let reason = page.one(&format!("#{id}")).text_content().unwrap();
    for part in [
        "Needs PUT on /api/configuration/rdp/connections – privilege RDP Control / Connections (read and write).",
        // Nothing is guessed where the documents name no privilege.
        "Needs PUT on /api/configuration/something_new.",
    ] {
        assert!(reason.contains(part), "{part} in {reason}");
    }
    button.click();
    settle().await;
    assert_eq!(clicks.get_untracked(), 0);

    lacks.set(Vec::new());
    settle().await;
    let button: HtmlElement = page.one("button").unchecked_into();
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("false")
    );
    assert!(!button.has_attribute("aria-describedby"));
    button.click();
    settle().await;
    assert_eq!(clicks.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn a_403_names_the_privilege_and_sends_nobody_away() {
    let refusal = Refusal {
        status: 403,
        kind: Some("Unauthorized".to_owned()),
        message: None,
        details: None,
        method: "GET".to_owned(),
        path: "/api/configuration/ssh/options".to_owned(),
    };
    let error = Error::LacksRight(Box::new(refusal));
    let page = Mounted::new(move || {
        provide_context(Refused(refused));
        problem(&error, Task::Read)
    });
    settle().await;
    let text = page.text();
    for part in [
        "You may not GET /api/configuration/ssh/options.",
        "privilege SSH Control / Global Options (read)",
        "Rights may have changed; privileges apply after you sign in again.",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}
