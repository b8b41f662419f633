//! What was found, as a list of links.

use leptos::prelude::*;
use sps_workbench::{
    document::Pointer,
    find::{Held, Hit, excerpt},
};

use super::seeking::Found;
use crate::{
    messages::{Msg, count_text, text},
    pages::path_label,
    route::Route,
    ui::{Element, div, element, link, nothing, p, span},
};

/// So many results are shown at first, and with every wish for more.
const PAGE: usize = 50;

/// The results, best first; more on demand.
pub fn results(found: RwSignal<Option<Found>>, shown: RwSignal<usize>) -> AnyView {
    let list = move || {
        found.with(|found| match found {
            Some(found) if !found.hits.is_empty() => {
                let hits = found.hits.iter().take(PAGE + shown.get());
                let hits = hits.map(|hit| result(hit, &found.words));
                element("UL")
                    .attr("class", "hits")
                    .attr("aria-label", text(Msg::SearchResults))
                    .children(hits)
                    .view()
            }
            _ => nothing(),
        })
    };
    let more = move || {
        let count = found.with(|found| found.as_ref().map_or(0, |found| found.hits.len()));
        let left = count.saturating_sub(PAGE + shown.get());
        if left == 0 {
            return nothing();
        }
        let label = count_text(left.min(PAGE), Msg::ShowMore, Msg::ShowMore);
        element("BUTTON")
            .attr("type", "button")
            .on("click", move |_| shown.update(|shown| *shown += PAGE))
            .words(label)
            .view()
    };
    div("found").live(list).live(more).view()
}

fn result(hit: &Hit, words: &str) -> Element {
    let item = element("LI").child(hit_link(hit, Some(words)));
    if hit.at.segments().is_empty() {
        return item;
    }
    let value = match &hit.held {
        Held::Text(value) => Some(marked(element("CODE"), value, words).untranslated()),
        Held::Secret => Some(span("muted").text(Msg::MatchesSecret)),
        Held::Other => None,
    };
    let place = marked(span("label"), &place_in(hit), words);
    item.child(p("match").child(place).maybe(value))
}

/// A link to a resource: its name, or its key, and the place it lies in.
pub fn hit_link(hit: &Hit, words: Option<&str>) -> Element {
    resource_link(&hit.path, hit.name.as_deref(), words)
}

/// The same for any address.
pub fn resource_link(path: &str, name: Option<&str>, words: Option<&str>) -> Element {
    let route = Route::for_resource(path);
    let (key, place) = place_of(path);
    let words = words.unwrap_or_default();
    let title = marked(span("node-name"), name.unwrap_or(&key), words).untranslated();
    let place = span("muted whereabouts").untranslated().words(place);
    // A space, so that the two do not run together where they are read out.
    let target = match &route {
        Some(route) => link("hit-link", route),
        None => span("hit-link"),
    };
    target.child(title).words(" ").child(place)
}

/// "the 34 resources", for sentences about what was read.
pub fn resources(count: usize) -> String {
    count_text(count, Msg::OneResource, Msg::ManyResources)
}

/// The key of a resource, and where it lies: "policies › time_policies".
pub fn place_of(path: &str) -> (String, String) {
    let Some(Route::Configuration(mut segments)) = Route::for_resource(path) else {
        return (path.to_owned(), String::new());
    };
    let key = segments
        .pop()
        .unwrap_or_else(|| text(Msg::Configuration).to_owned());
    if segments.is_empty() {
        segments.push(text(Msg::Configuration).to_owned());
    }
    (key, segments.join(" › "))
}

/// The way to the value inside the resource, its own part named as the documents do.
pub fn place_in(hit: &Hit) -> String {
    let segments = hit.at.segments();
    match (&hit.label, segments.split_last()) {
        (Some(label), Some((_, around))) if !around.is_empty() => {
            let around = around
                .iter()
                .fold(Pointer::root(), |at, segment| at.child(segment));
            path_label(&around) + " › " + label
        }
        (Some(label), _) => label.clone(),
        (None, _) => path_label(&hit.at),
    }
}

/// A text with the words that were looked for marked in it.
fn marked(element_around: Element, value: &str, words: &str) -> Element {
    excerpt(value, words)
        .into_iter()
        .fold(element_around, |element_around, part| {
            if part.is_hit {
                element_around.child(element("MARK").words(part.text))
            } else {
                element_around.words(part.text)
            }
        })
}
