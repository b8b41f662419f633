//! The children of a node, by their links.

use leptos::prelude::*;
use sps_client::Item;
use sps_workbench::find::item_path;

use crate::{
    explore::use_explore,
    messages::{Msg, count_text, text, text_with},
    route::Route,
    ui::{Element, Shape, div, element, icon, link, live, nothing, p, span},
};

/// From so many entries on there is a filter.
const FILTERED_FROM: usize = 20;
/// So many entries are shown at first, and with every wish for more.
const PAGE: usize = 200;

/// One child: its key, its name where the list or an earlier visit tells it, where it leads.
#[derive(Clone)]
struct Node {
    key: String,
    name: Option<String>,
    to: Option<Route>,
}

/// One link per child, in the appliance's order; a filter and a count for long lists.
pub fn node_list(path: &str, items: &[Item]) -> AnyView {
    if items.is_empty() {
        return p("empty").text(Msg::EmptyList).view();
    }
    let explore = use_explore();
    let nodes: Vec<Node> = items
        .iter()
        .map(|item| {
            let own = item
                .body
                .as_ref()
                .and_then(|body| body.get("name"))
                .and_then(|name| name.as_str());
            let address = item_path(path, item);
            let seen = explore.look(|index| index.name(&address).map(str::to_owned));
            Node {
                key: item.key.clone(),
                name: own.map(str::to_owned).or(seen.flatten()),
                to: Route::for_resource(&address),
            }
        })
        .collect();
    if nodes.len() <= FILTERED_FROM {
        return list(nodes.iter());
    }
    filtered(nodes)
}

fn list<'a>(nodes: impl Iterator<Item = &'a Node>) -> AnyView {
    element("UL")
        .attr("class", "nodes")
        .children(nodes.map(node))
        .view()
}

fn node(node: &Node) -> Element {
    let (place, arrow) = match &node.to {
        Some(route) => (link("", route), Some(icon(Shape::Forward))),
        None => (span("node-dead"), None),
    };
    let shown = span("node-name")
        .untranslated()
        .words(node.name.as_ref().unwrap_or(&node.key));
    // An object is known by its name; its key stands beside it.
    let key = node.name.as_ref().map(|_| {
        element("CODE")
            .attr("class", "muted")
            .untranslated()
            .words(node.key.as_str())
    });
    element("LI").child(place.child(shown).maybe(key).maybe(arrow))
}

fn filtered(nodes: Vec<Node>) -> AnyView {
    let nodes = StoredValue::new_local(nodes);
    let wanted = RwSignal::new(String::new());
    let more = RwSignal::new(0_usize);
    // The places of what fits, so that the list is built anew only when that changes.
    let fitting = Memo::new(move |_| {
        let wanted = wanted.get();
        nodes.with_value(|nodes| {
            let fits = |node: &Node| {
                let has = |text: &str| text.to_ascii_lowercase().contains(wanted.as_str());
                has(&node.key) || node.name.as_deref().is_some_and(has)
            };
            let all = nodes.iter().enumerate();
            all.filter(|(_, node)| fits(node))
                .map(|(at, _)| at)
                .collect::<Vec<usize>>()
        })
    });
    let total = nodes.with_value(Vec::len);
    let search = element("INPUT")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("aria-label", text(Msg::FilterNodes))
        .attr("placeholder", text(Msg::FilterNodes))
        .on_input(move |typed| {
            wanted.set(typed.trim().to_ascii_lowercase());
            more.set(0);
        });
    let count = move || match fitting.with(Vec::len) {
        count if count == total => count_text(count, Msg::EntriesOne, Msg::EntriesMany),
        count => text_with(
            Msg::EntriesOf,
            &[("count", &count.to_string()), ("total", &total.to_string())],
        ),
    };
    let shown = live(move || {
        fitting.with(|fitting| {
            if fitting.is_empty() {
                return p("empty").text(Msg::NoEntryMatches).view();
            }
            let most = PAGE + more.get();
            nodes
                .with_value(|nodes| list(fitting.iter().take(most).filter_map(|at| nodes.get(*at))))
        })
    });
    let rest = live(move || {
        let left = fitting.with(Vec::len).saturating_sub(PAGE + more.get());
        if left == 0 {
            return nothing();
        }
        element("BUTTON")
            .attr("type", "button")
            .on("click", move |_| more.update(|more| *more += PAGE))
            .words(count_text(left.min(PAGE), Msg::ShowMore, Msg::ShowMore))
            .view()
    });
    div("node-box")
        .child(
            div("table-tools")
                .child(search)
                .child(p("muted").attr("role", "status").live_words(count)),
        )
        .child(shown)
        .child(rest)
        .view()
}
