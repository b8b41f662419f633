//! The children of a node, by their links.

use leptos::prelude::*;
use sps_client::Item;

use crate::{
    messages::Msg,
    route::Route,
    ui::{Element, Shape, element, icon, link, p, span},
};

/// One link per child, in the appliance's order.
pub fn node_list(items: &[Item]) -> AnyView {
    if items.is_empty() {
        return p("empty").text(Msg::EmptyList).view();
    }
    element("UL")
        .attr("class", "nodes")
        .children(items.iter().map(node))
        .view()
}

fn node(item: &Item) -> Element {
    let name = item
        .body
        .as_ref()
        .and_then(|body| body.get("name"))
        .and_then(|name| name.as_str());
    let (node, arrow) = match item.href.as_deref().and_then(Route::for_resource) {
        Some(route) => (link("", &route), Some(icon(Shape::Forward))),
        None => (span("node-dead"), None),
    };
    let shown = span("node-name")
        .untranslated()
        .words(name.unwrap_or(&item.key));
    // An object is known by its name; its key stands beside it.
    let key = name.map(|_| {
        element("CODE")
            .attr("class", "muted")
            .untranslated()
            .words(item.key.as_str())
    });
    element("LI").child(node.child(shown).maybe(key).maybe(arrow))
}
