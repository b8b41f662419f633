//! The words of a search stand in the address, so that it can be kept, sent and loaded again.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

use crate::{navigation, route::Route};

const WORDS: &str = "q";

/// The words in the address bar; none elsewhere than on the search screen.
pub fn words_here() -> Option<String> {
    let location = window().location();
    if Route::parse(&location.pathname().ok()?) != Route::Search {
        return None;
    }
    let parameters = UrlSearchParams::new_with_str(&location.search().ok()?).ok()?;
    Some(parameters.get(WORDS).unwrap_or_default())
}

/// Puts the words into the address bar without a new step for the *Back* button.
pub fn keep_in_address(words: &str) {
    if let Ok(history) = window().history() {
        // Where the browser refuses (too many in a short time) the address is that of a moment ago.
        history
            .replace_state_with_url(&JsValue::NULL, "", Some(&href(words)))
            .unwrap_or_default();
    }
}

/// Goes to the results.
pub fn search_for(words: &str) {
    navigation::go_to(&href(words));
}

fn href(words: &str) -> String {
    let href = Route::Search.href();
    if words.trim().is_empty() {
        return href;
    }
    match UrlSearchParams::new() {
        Ok(parameters) => {
            parameters.set(WORDS, words);
            href + "?" + &String::from(parameters.to_string())
        }
        Err(_) => href,
    }
}
