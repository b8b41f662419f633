//! The last word: a panic cannot be recovered from, so the page says so instead of standing dead.

use leptos::prelude::document;
use wasm_bindgen::JsValue;

/// Makes every panic show the crash message of `index.html` and write the reason to the browser's console.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
        show();
    }));
}

/// Shows the crash message over the page. Its *Reload* button is wired by `boot.js`, which outlives this program.
pub fn show() {
    if let Some(crash) = document().get_element_by_id("crash") {
        // The only failure is a page without the message, and then there is nobody left to tell.
        crash.remove_attribute("hidden").unwrap_or_default();
    }
}
