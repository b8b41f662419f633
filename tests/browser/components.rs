//! Components that know nothing of SPS.

use leptos::prelude::*;
use serde_json::json;
use sps_client::{Error, Refusal, TransportError};
use sps_console::ui::{Task, Tone, dialog, element, notice, plain, problem, together};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlDialogElement};

use crate::mounted::{Mounted, later, settle};

#[wasm_bindgen_test]
async fn failures_interrupt_and_confirmations_wait() {
    for (tone, role) in [
        (Tone::Danger, "alert"),
        (Tone::Warning, "status"),
        (Tone::Info, "status"),
        (Tone::Success, "status"),
    ] {
        let page = Mounted::new(move || notice(tone, vec![plain("text".to_owned())]));
        settle().await;
        assert_eq!(
            page.root()
                .first_element_child()
                .unwrap()
                .get_attribute("role")
                .as_deref(),
            Some(role)
        );
    }
}

#[wasm_bindgen_test]
async fn an_error_tells_what_happened_and_keeps_the_appliances_words_folded_away() {
    let refusal = Refusal {
        status: 403,
        kind: Some("Unauthorized".to_owned()),
        message: Some("<b>no</b> right".to_owned()),
        details: Some(json!({ "path": "aaa/settings" })),
        method: "PUT".to_owned(),
        path: "/api/configuration/aaa/settings".to_owned(),
    };
    let error = Error::LacksRight(Box::new(refusal));
    let page = Mounted::new(move || problem(&error, Task::Stage));
    settle().await;
    let text = page.text();
    for part in [
        "You may not PUT /api/configuration/aaa/settings.",
        "Nothing you typed is lost.",
        "Ask an administrator",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let details = page.one("details");
    assert!(!details.has_attribute("open"));
    let words = details.text_content().unwrap();
    for part in [
        "HTTP 403",
        "Unauthorized",
        "<b>no</b> right",
        "aaa/settings",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    assert!(!page.has("b"), "the appliance's text is text, never HTML");
}

#[wasm_bindgen_test]
async fn technical_details_say_when_and_can_be_copied_where_there_is_no_clipboard() {
    let descriptor = js_sys::Object::new();
    for (name, value) in [
        ("value", JsValue::UNDEFINED),
        ("configurable", JsValue::TRUE),
    ] {
        js_sys::Reflect::set(&descriptor, &name.into(), &value).unwrap();
    }
    let navigator = window().navigator();
    js_sys::Object::define_property(&navigator, &"clipboard".into(), &descriptor);
    let cut = TransportError::Cut {
        detail: "half of it".to_owned(),
    };
    let page = Mounted::new(move || problem(&Error::Transport(cut), Task::Read));
    settle().await;
    page.one("details").set_attribute("open", "").unwrap();
    let details = page.one("pre").text_content().unwrap();
    let (time, words) = details.split_once('\n').unwrap();
    assert!(!js_sys::Date::parse(time).is_nan(), "{time}");
    assert!(words.contains("half of it"), "{words}");
    page.one("details button").click();
    settle().await;
    let selected = window().get_selection().unwrap().unwrap();
    assert_eq!(String::from(selected.to_string()), details);
    js_sys::Reflect::delete_property(&navigator, &"clipboard".into()).unwrap();
}

#[wasm_bindgen_test]
async fn what_the_gateway_itself_says_is_told_as_the_gateways() {
    type Variant = fn(Box<Refusal>) -> Error;
    let (refused, fault): (Variant, Variant) = (Error::Refused, Error::ApplianceFault);
    for (variant, status, kind, says, next) in [
        (
            refused,
            421,
            "WrongHost",
            "not the console's public address",
            "Open the console by the address",
        ),
        (
            refused,
            403,
            "CrossSiteRefused",
            "came from another site",
            "a tab of its own",
        ),
        (
            refused,
            403,
            "NotFromConsole",
            "came from another site",
            "a tab of its own",
        ),
        (
            refused,
            400,
            "CookieRefused",
            "The gateway refused this: Said so.",
            "Tell the administrator of the gateway",
        ),
        (
            fault,
            504,
            "UpstreamTimeout",
            "The answer took too long.",
            "Try again",
        ),
        (
            fault,
            502,
            "UpstreamBroken",
            "The answer was incomplete.",
            "Try again",
        ),
    ] {
        let error = variant(Box::new(Refusal {
            status,
            kind: Some(kind.to_owned()),
            message: Some("Said so.".to_owned()),
            details: None,
            method: "GET".to_owned(),
            path: "/api/configuration".to_owned(),
        }));
        let page = Mounted::new(move || problem(&error, Task::Read));
        settle().await;
        let told = page.text();
        assert!(told.contains(says) && told.contains(next), "{kind}: {told}");
    }
}

#[wasm_bindgen_test]
async fn a_dialog_is_modal_takes_the_focus_and_gives_it_back() {
    let open = RwSignal::new(false);
    let page = Mounted::new(move || {
        element("DIV")
            .child(element("INPUT"))
            .child(dialog(
                move || open.get(),
                || "Sure?".to_owned(),
                Some(Callback::new(move |()| open.set(false))),
                || vec![element("P").words("body").view()],
            ))
            .view()
    });
    settle().await;
    assert!(!page.has("dialog"));
    page.one("input").focus().unwrap();

    open.set(true);
    settle().await;
    let dialog: HtmlDialogElement = page.one("dialog").unchecked_into();
    assert!(dialog.open() && dialog.matches(":modal").unwrap());
    assert_eq!(dialog.get_attribute("aria-label").as_deref(), Some("Sure?"));
    assert_eq!(document().active_element().unwrap().tag_name(), "H2");

    // Escape reaches a dialog as its cancel event.
    let init = EventInit::new();
    init.set_cancelable(true);
    dialog
        .dispatch_event(&Event::new_with_event_init_dict("cancel", &init).unwrap())
        .unwrap();
    later().await;
    assert!(!open.get_untracked() && !page.has("dialog"));
    assert_eq!(document().active_element().unwrap().tag_name(), "INPUT");
}

#[wasm_bindgen_test]
async fn a_dialog_that_is_still_wanted_is_there_again_after_the_browser_closed_it() {
    let asked = RwSignal::new(0);
    let page = Mounted::new(move || {
        dialog(
            || true,
            || "Sending".to_owned(),
            Some(Callback::new(move |()| asked.update(|asked| *asked += 1))),
            Vec::new,
        )
    });
    settle().await;
    let dialog: HtmlDialogElement = page.one("dialog").unchecked_into();
    // As a browser does at the second Escape.
    dialog.close();
    later().await;
    assert_eq!(asked.get_untracked(), 1);
    assert!(dialog.open() && dialog.matches(":modal").unwrap());
}

#[wasm_bindgen_test]
async fn without_a_way_out_a_dialog_lies_beside_the_page() {
    let page = Mounted::new(|| dialog(|| true, || "Over".to_owned(), None, Vec::new));
    later().await;
    let beside: HtmlDialogElement = page.one("dialog").unchecked_into();
    assert!(beside.open() && !beside.matches(":modal").unwrap());
    assert_eq!(document().active_element().unwrap().tag_name(), "H2");
    drop(page);

    // Behind another one that is modal nobody could reach it.
    let page = Mounted::new(|| {
        let way_out = Some(Callback::new(|()| {}));
        together(vec![
            dialog(|| true, || "First".to_owned(), way_out, Vec::new),
            dialog(|| true, || "Over".to_owned(), None, Vec::new),
        ])
    });
    later().await;
    let beside: HtmlDialogElement = page.one("dialog.beside").unchecked_into();
    assert!(beside.matches(":modal").unwrap());
}
