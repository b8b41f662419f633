//! Which runs of a long list are near the sight: the browser tells.

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, prelude::Closure};
use web_sys::{
    Element as DomElement, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit,
};

use super::{ElementRef, LongList};
use crate::reactive::effect;

/// How far from the sight rows are built, in CSS pixels: about one screen.
const AHEAD: &str = "700px 0px";

impl LongList {
    /// Has the browser tell which runs come near and which go away.
    pub(super) fn observe(self, node: ElementRef, near: Vec<RwSignal<bool>>) {
        let watch = StoredValue::new_local(None::<Watch>);
        effect(move || {
            let Some(frame) = node.get() else { return };
            let near = near.clone();
            let seen = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
                for entry in entries.iter() {
                    let entry: IntersectionObserverEntry = entry.unchecked_into();
                    self.seen(&entry, &near);
                }
            });
            let options = IntersectionObserverInit::new();
            options.set_root_margin(AHEAD);
            if self.scrolls {
                options.set_root(Some(frame.unchecked_ref::<DomElement>()));
            }
            let Ok(observer) =
                IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options)
            else {
                return;
            };
            let runs = frame.unchecked_ref::<DomElement>().children();
            for at in 0..runs.length() {
                if let Some(run) = runs.item(at).filter(|run| run.has_attribute("data-run")) {
                    observer.observe(&run);
                }
            }
            watch.set_value(Some(Watch {
                observer,
                _seen: seen,
            }));
        });
        on_cleanup(move || {
            watch.try_update_value(|watch| *watch = None);
        });
    }

    fn seen(self, entry: &IntersectionObserverEntry, near: &[RwSignal<bool>]) {
        let run: HtmlElement = entry.target().unchecked_into();
        let number = run
            .get_attribute("data-run")
            .and_then(|number| number.parse::<usize>().ok());
        let Some((number, near)) = number.and_then(|at| Some((at, near.get(at)?))) else {
            return;
        };
        let is_near = entry.is_intersecting();
        if near.try_get_untracked() == Some(is_near) {
            return;
        }
        if !is_near {
            let height = f64::from(run.offset_height());
            self.heights.try_update_value(|heights| {
                if heights.len() <= number {
                    heights.resize(number + 1, 0.0);
                }
                if let Some(known) = heights.get_mut(number) {
                    *known = height;
                }
            });
        }
        near.try_set(is_near);
    }
}

/// Watches until it is dropped.
struct Watch {
    observer: IntersectionObserver,
    _seen: Closure<dyn Fn(js_sys::Array)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
