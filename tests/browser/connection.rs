//! Whose fault it is that the appliance is out of reach, by what answers.

use js_sys::{Function, Object, Reflect};
use leptos::prelude::window;
use sps_console::{
    gateway::{Tested, test_connection},
    probe,
    ui::{Element, connection_test, together},
};
use sps_workbench::session::Trouble;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mounted::{Mounted, settle};

/// Answers every request of the page until it is dropped.
struct Fetch(JsValue);

impl Fetch {
    /// `answer` is JavaScript: the answer to a request to `path`.
    fn answering(answer: &str) -> Self {
        let real = Reflect::get(&window(), &"fetch".into()).unwrap();
        let body = format!(
            "const path = new URL(request.url ?? request, location.href).pathname;
             const page = (status) => new Response('<html>', {{ status, headers: {{ 'content-type': 'text/html' }} }});
             const refusal = (status, type, headers) =>
                 new Response(JSON.stringify({{ error: {{ type }} }}), {{ status, headers }});
             const json = (body) => new Response(JSON.stringify(body));
             return (async () => {answer})();"
        );
        let stand_in = Function::new_with_args("request", &body);
        Reflect::set(&window(), &"fetch".into(), &stand_in).unwrap();
        Self(real)
    }
}

impl Drop for Fetch {
    fn drop(&mut self) {
        Reflect::set(&window(), &"fetch".into(), &self.0).unwrap();
    }
}

/// Has the browser say whether it has a network.
fn say_online(is: bool) {
    let descriptor = Object::new();
    for (name, value) in [("value", is), ("configurable", true)] {
        Reflect::set(&descriptor, &name.into(), &value.into()).unwrap();
    }
    Object::define_property(&window().navigator(), &"onLine".into(), &descriptor);
}

#[wasm_bindgen_test]
async fn who_answers_tells_whose_fault_it_is() {
    for (is_online, answer, expected) in [
        // The browser's word alone proves nothing.
        (false, "json({ state: 'ok' })", Ok(())),
        (
            false,
            "Promise.reject(new TypeError())",
            Err(Trouble::Offline),
        ),
        (
            true,
            "Promise.reject(new TypeError())",
            Err(Trouble::Gateway),
        ),
        (true, "json({ state: 'down' })", Err(Trouble::Appliance)),
        (true, "page(502)", Err(Trouble::Gateway)),
        (true, "refusal(503, 'Elsewhere')", Err(Trouble::Gateway)),
        (
            true,
            "path.startsWith('/console/') ? page(404) : refusal(502, 'UpstreamDown')",
            Err(Trouble::Appliance),
        ),
        (
            true,
            "path.startsWith('/console/') ? page(404) : refusal(502, 'UpstreamCert')",
            Err(Trouble::Certificate),
        ),
        (
            true,
            "path.startsWith('/console/') ? refusal(429) : json({})",
            Ok(()),
        ),
    ] {
        say_online(is_online);
        let fetch = Fetch::answering(answer);
        assert_eq!(probe::connection().await.result, expected, "{answer}");
        drop(fetch);
    }
    Reflect::delete_property(&window().navigator(), &"onLine".into()).unwrap();
}

#[wasm_bindgen_test]
async fn a_test_that_comes_too_early_is_told_how_long_to_wait() {
    let fetch = Fetch::answering("refusal(429, 'TooManyRequests', { 'retry-after': '7' })");
    assert_eq!(test_connection().await, Tested::Wait("7".to_owned()));
    let page = Mounted::new(|| together(connection_test().map(Element::view).into()));
    page.one("button").click();
    for _ in 0..20 {
        settle().await;
    }
    assert_eq!(
        page.one("[role=status]").text_content().unwrap(),
        "The gateway asks for a pause. Try again in 7 seconds."
    );
    drop(fetch);
    let _fetch = Fetch::answering("page(404)");
    assert_eq!(test_connection().await, Tested::Unknown);
}
