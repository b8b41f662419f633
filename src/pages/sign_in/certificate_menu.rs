//! The other certificate methods, in a menu attached to the button.

use std::rc::Rc;

use leptos::ev::Event;
use wasm_bindgen::JsCast as _;
use web_sys::{Element as Node, HtmlElement, KeyboardEvent};

use super::certificate_try::Tried;
use crate::{
    messages::{Msg, text},
    ui::{Element, Shape, element, icon, span},
};

const MENU: &str = "certificate-methods";

/// The button of the menu and the menu; the browser opens, closes and gives the focus back, Escape included.
pub fn certificate_menu(methods: Vec<Tried>, choose: impl Fn(Tried) + 'static) -> Element {
    let choose: Rc<dyn Fn(Tried)> = Rc::new(choose);
    let opener = element("BUTTON")
        .attr("type", "button")
        .attr("class", "method-more")
        .attr("aria-haspopup", "menu")
        .attr("aria-label", text(Msg::OtherCertificates))
        .attr("popovertarget", MENU)
        .child(icon(Shape::Forward));
    let items = methods.into_iter().enumerate().map(|(place, method)| {
        let choose = choose.clone();
        let title = method.title.clone();
        element("BUTTON")
            .attr("type", "button")
            .attr("role", "menuitem")
            .attr("popovertarget", MENU)
            .attr("popovertargetaction", "hide")
            .flag("autofocus", place == 0)
            .on("click", move |_| choose(method.clone()))
            .words(title)
    });
    let menu = element("DIV")
        .attr("id", MENU)
        .attr("class", "method-menu")
        .attr("popover", "auto")
        .attr("role", "menu")
        .attr("aria-label", text(Msg::CertificateMethods))
        .on("keydown", walk)
        .children(items);
    span("menu-place").child(opener).child(menu)
}

/// Up, down, first and last, as in any menu.
fn walk(event: Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let item = event
        .target()
        .and_then(|target| target.dyn_into::<Node>().ok());
    let Some(item) = item else { return };
    let Some(menu) = item.parent_element() else {
        return;
    };
    let next = match key.key().as_str() {
        "ArrowDown" => item.next_element_sibling().or(menu.first_element_child()),
        "ArrowUp" => item
            .previous_element_sibling()
            .or(menu.last_element_child()),
        "Home" => menu.first_element_child(),
        "End" => menu.last_element_child(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        // An item of an open menu takes the focus.
        next.focus().unwrap_or_default();
    }
}
