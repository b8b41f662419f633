//! The catalogue of documented resources, fetched when the first screen needs it.

use std::{cell::RefCell, sync::Arc};

use gloo_net::http::Method;
use js_sys::Promise;
use sps_workbench::catalogue::Catalogue;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::fetch::request;

/// Where the catalogue lies.
const FILE: &str = "/console/catalogue.json";

thread_local! {
    /// Read once; it belongs to the console's version.
    static LOADED: RefCell<Option<Arc<Catalogue>>> = const { RefCell::new(None) };
    /// The request that is on its way.
    static LOADING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// The catalogue, if it was loaded before.
pub fn loaded_catalogue() -> Option<Arc<Catalogue>> {
    LOADED.with_borrow(Clone::clone)
}

/// The catalogue. Where it cannot be had, an empty one: forms work without it, and the next form asks again.
pub async fn load_catalogue() -> Arc<Catalogue> {
    if let Some(loaded) = loaded_catalogue() {
        return loaded;
    }
    // Several parts of a screen ask at once: one request answers them all.
    let loading = LOADING.with_borrow_mut(|loading| {
        loading
            .get_or_insert_with(|| future_to_promise(read_catalogue()))
            .clone()
    });
    // It never fails; where there is no catalogue, none is loaded.
    JsFuture::from(loading).await.unwrap_or_default();
    loaded_catalogue().unwrap_or_default()
}

async fn read_catalogue() -> Result<JsValue, JsValue> {
    let answer = match request(Method::GET, FILE).send().await {
        Ok(answer) if answer.ok() => answer.text().await.ok(),
        _ => None,
    };
    if let Some(Ok(catalogue)) = answer.as_deref().map(Catalogue::parse) {
        LOADED.set(Some(Arc::new(catalogue)));
    }
    // After a failure the next screen tries again.
    LOADING.set(None);
    Ok(JsValue::UNDEFINED)
}
