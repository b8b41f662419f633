//! The last word: a panic cannot be recovered from, so the page says so instead of standing dead.

use leptos::prelude::document;
use wasm_bindgen::JsValue;

/// Makes every panic show the crash message of `index.html` and write the reason to the browser's console.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let reason = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&reason));
        show(&reason);
    }));
}

/// Shows the crash message over the page, with `reason` in its technical details. Its *Reload* button is wired by
/// `boot.js`, which outlives this program.
pub fn show(reason: &str) {
    let Some(crash) = document().get_element_by_id("crash") else {
        // A page without the message; there is nobody left to tell.
        return;
    };
    // What fails here leaves the message without its details, or hidden as before.
    crash.remove_attribute("hidden").unwrap_or_default();
    if let Ok(Some(details)) = crash.query_selector("pre") {
        details.set_text_content(Some(reason));
    }
}
