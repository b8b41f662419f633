//! A place in the page for one component, gone with the test.

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// A mounted component; dropping it takes it out of the page.
pub struct Mounted {
    root: HtmlElement,
    _unmount: Box<dyn std::any::Any>,
}

impl Mounted {
    /// Mounts a view into a section of its own.
    pub fn new<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let root: HtmlElement = document()
            .create_element("section")
            .unwrap()
            .dyn_into()
            .unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        let unmount = mount_to(root.clone(), view);
        Self {
            root,
            _unmount: Box::new(unmount),
        }
    }

    /// The only element this selector finds.
    pub fn one(&self, selector: &str) -> HtmlElement {
        let all = self.root.query_selector_all(selector).unwrap();
        assert_eq!(all.length(), 1, "{selector} in {}", self.root.inner_html());
        all.get(0).unwrap().dyn_into().unwrap()
    }

    /// Whether this selector finds anything.
    pub fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    /// The text a person reads.
    pub fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    /// The element everything is in.
    pub fn root(&self) -> &Element {
        &self.root
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Lets effects and microtasks run.
pub async fn settle() {
    for _ in 0..3 {
        leptos::task::tick().await;
    }
}

/// As [`settle`], also what comes after the page has been updated.
pub async fn later() {
    let waited = js_sys::Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 20)
            .unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(waited).await.unwrap();
    settle().await;
}
