//! The style sheets of the screens behind the sign-in page: `index.html` names them, switched off, so that the first load
//! does not wait for them.

use js_sys::{Array, Promise};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlLinkElement;

/// Switches them on; what comes back waits until they are here, at no cost once they are. After a failure the next call tries
/// again.
pub fn load() -> impl Future<Output = Result<(), JsValue>> {
    let links = switched_off();
    let loads = Array::new();
    for link in &links {
        loads.push(&Promise::new(&mut |loaded, failed| {
            link.set_onload(Some(&loaded));
            link.set_onerror(Some(&failed));
        }));
        link.set_disabled(false);
    }
    async move {
        let loaded = JsFuture::from(Promise::all(&loads)).await;
        if loaded.is_err() {
            for link in &links {
                link.set_disabled(true);
            }
        }
        loaded.map(drop)
    }
}

fn switched_off() -> Vec<HtmlLinkElement> {
    let found = document().query_selector_all("link[rel=stylesheet][disabled]");
    found.map_or_else(
        |_| Vec::new(),
        |found| {
            (0..found.length())
                .filter_map(|place| found.item(place))
                .map(JsCast::unchecked_into)
                .collect()
        },
    )
}
