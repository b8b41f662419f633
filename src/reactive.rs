//! Leptos' effects, memos and tasks, each from one boxed closure: they are then compiled once, and not for every use. And
//! the time they take.

use std::{pin::Pin, time::Duration};

use leptos::{prelude::*, task};

/// Runs `act` now and again with the signals it has read.
pub fn effect(act: impl Fn() + 'static) {
    boxed_effect(Box::new(act));
}

#[inline(never)]
fn boxed_effect(act: Box<dyn Fn()>) {
    Effect::new(act);
}

/// A yes or no that tells only of its changes, not of every change of what it is made from.
pub fn whether(is: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    boxed_whether(Box::new(is))
}

#[inline(never)]
fn boxed_whether(is: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
    Memo::new(move |_| is())
}

/// Runs `work` to its end, whatever becomes of the screen that started it.
pub fn run(work: impl Future<Output = ()> + 'static) {
    boxed_run(Box::pin(work));
}

#[inline(never)]
fn boxed_run(work: Pin<Box<dyn Future<Output = ()>>>) {
    task::spawn_local(work);
}

/// Milliseconds by a clock that nobody sets, from some moment on: for how long something takes.
pub fn monotonic_ms() -> f64 {
    window()
        .performance()
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Lets the page do something else for some milliseconds, or just in between.
pub async fn pause(milliseconds: u64) {
    let waited = js_sys::Promise::new(&mut |resolve, _| {
        let done = move || {
            // Calling the resolver of a promise does not throw.
            resolve
                .call0(&wasm_bindgen::JsValue::NULL)
                .unwrap_or_default();
        };
        set_timeout(done, Duration::from_millis(milliseconds));
    });
    // It is never rejected.
    wasm_bindgen_futures::JsFuture::from(waited)
        .await
        .unwrap_or_default();
}

/// Runs `act` when the page has been updated. Not with an animation frame: a browser may hold those back for seconds,
/// and a focus that moves late takes away what is being typed.
pub fn soon(act: impl FnOnce() + 'static) {
    set_timeout(act, Duration::ZERO);
}
