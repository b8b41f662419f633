//! The way to the resources beside this one and above it, by the appliance's own links (`sps-api.md` §3.3).

use leptos::{ev::Event, prelude::*};
use sps_client::{Content, Meta};

use super::node_list::node_list;
use crate::{
    explore::{Explore, use_explore},
    messages::{Msg, text, text_with},
    pages::place_of,
    route::Route,
    state::{Reading, use_console},
    ui::{Element, Shape, div, element, icon, link, live, nothing, p, span},
};

/// Previous, up, next, and all that lie beside. Nothing at the root, which has no neighbours.
pub fn neighbours(path: &str, meta: &Meta) -> AnyView {
    let explore = use_explore();
    let other = |link: &Option<String>| {
        let link = link.as_deref()?;
        (link != path).then(|| Route::for_resource(link).map(|route| (link.to_owned(), route)))?
    };
    let entries = [
        (&meta.previous, Msg::PreviousNamed, Shape::Up),
        (&meta.next, Msg::NextNamed, Shape::Down),
    ];
    let entries: Vec<Element> = entries
        .into_iter()
        .filter_map(|(to, label, shape)| Some(entry(explore, other(to)?, label, shape)))
        .collect();
    let parent = other(&meta.parent);
    if entries.is_empty() && parent.is_none() {
        return nothing();
    }
    let siblings = parent
        .as_ref()
        .map(|(link, _)| siblings(link.clone(), key_of(link)));
    let up = parent.map(|parent| entry(explore, parent, Msg::UpNamed, Shape::Folder));
    element("NAV")
        .attr("class", "neighbours")
        .attr("aria-label", text(Msg::Neighbours))
        .child(div("neighbour-links").maybe(up).children(entries))
        .maybe(siblings)
        .view()
}

fn key_of(path: &str) -> String {
    place_of(path).0
}

/// Named as soon as the name is known.
fn entry(explore: Explore, (path, route): (String, Route), label: Msg, shape: Shape) -> Element {
    let name = move || {
        explore.version.track();
        let name = explore.look(|index| index.name(&path).map(str::to_owned));
        name.flatten().unwrap_or_else(|| key_of(&path))
    };
    link("", &route)
        .child(icon(shape))
        .child(span("").live_words(move || text_with(label, &[("name", &name())])))
}

/// The list around this resource, read when somebody wants to see it.
fn siblings(parent: String, name: String) -> Element {
    let is_open = RwSignal::new(false);
    let parent = StoredValue::new(parent);
    let opened = move |_: Event| is_open.set(true);
    let list = live(move || {
        if is_open.get() {
            all(parent.get_value())
        } else {
            nothing()
        }
    });
    element("DETAILS")
        .on("toggle", opened)
        .child(element("SUMMARY").words(text_with(Msg::AllIn, &[("name", &name)])))
        .child(list)
}

fn all(parent: String) -> AnyView {
    let console = use_console();
    let explore = use_explore();
    let path = StoredValue::new(parent);
    let list = Reading::new(move || {
        let path = path.get_value();
        Box::pin(async move {
            let answer = console.client().resource(&path).await;
            if let Ok(list) = &answer {
                explore.visited(&path, &Ok(list.content.clone()));
            }
            answer
        })
    });
    live(move || {
        list.show(3, |list| match &list.content {
            Content::Node(items) => node_list(&path.get_value(), items),
            _ => p("empty").text(Msg::EmptyList).view(),
        })
    })
}
