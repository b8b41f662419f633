//! `?new-key=NAME` (or `?name=NAME`) fills in the name and nothing more (M4.12).

use leptos::prelude::*;
use percent_encoding::percent_decode_str;

use wasm_bindgen::JsValue;

use crate::route::Route;

/// The name that the address asks for, as text; the form checks it like any other.
pub fn name_in_address() -> Option<String> {
    name_in(&window().location().search().ok()?)
}

/// The name in a query.
fn name_in(query: &str) -> Option<String> {
    let parameters = query.trim_start_matches('?');
    ["new-key", "name"].into_iter().find_map(|wanted| {
        parameters.split('&').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            if name != wanted {
                return None;
            }
            let spaced = value.replace('+', " ");
            Some(percent_decode_str(&spaced).decode_utf8_lossy().into_owned())
        })
    })
}

/// Puts the name into the address, so that the way back from another screen finds it filled in; without one, takes it
/// out.
pub fn keep_name_in_address(name: Option<&str>) {
    let mut address = Route::ApiKeys.href();
    if let Some(name) = name {
        // A checked name: letters, digits, hyphen and underscore.
        address = address + "?new-key=" + name;
    }
    let Ok(history) = window().history() else {
        return;
    };
    // Where the history is out of reach the way back only finds an empty form.
    history
        .replace_state_with_url(&JsValue::NULL, "", Some(&address))
        .unwrap_or_default();
}
