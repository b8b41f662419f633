//! A text handed to the browser as a file.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser may take to begin before the text is forgotten.
const KEPT: Duration = Duration::from_secs(60);

/// Downloads `words` as a file. No address is fetched: the page's security policy has nothing to allow.
///
/// # Errors
/// What the browser threw: it has no room, or no downloads are allowed here.
pub fn download(name: &str, kind: &str, words: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(words));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    set_timeout(
        // An address that is unknown is forgotten already.
        move || Url::revoke_object_url(&address).unwrap_or_default(),
        KEPT,
    );
    Ok(())
}
