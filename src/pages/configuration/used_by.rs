//! The resources that refer to this one, as far as they were read.

use leptos::prelude::*;
use sps_workbench::find::{Hit, by_resource};

use crate::{
    explore::{Explore, Walking, use_explore},
    messages::{Msg, count_text_with, text_with},
    pages::{everything, hit_link, place_in, resources},
    reactive::whether,
    ui::{Element, element, live, p, show, span, words},
};

/// So many are listed; a search by the key finds the others.
const MOST: usize = 100;

/// The section. An object that can never be deleted is hardly referred to: it shows only when something does.
pub fn used_by(path: String, is_object: bool) -> AnyView {
    let explore = use_explore();
    let hits = Memo::new(move |_| {
        explore.version.track();
        explore
            .look(|index| index.used_by(&path))
            .unwrap_or_default()
    });
    let is_shown = whether(move || is_object || hits.with(|hits| !hits.is_empty()));
    show(
        move || is_shown.get(),
        move || {
            let list = move || {
                let groups = hits.with(|hits| by_resource(hits.clone()));
                let rows = groups.iter().take(MOST).filter_map(|group| row(group));
                element("UL").attr("class", "hits").children(rows).view()
            };
            element("SECTION")
                .attr("class", "used-by")
                .attr("aria-labelledby", "used-by")
                .child(words("H2", Msg::UsedBy).attr("id", "used-by"))
                .child(p("muted").live_words(move || hits.with(|hits| told(explore, hits.len()))))
                .child(live(list))
                .child(everything(explore))
                .view()
        },
    )
}

/// A resource once, with all its places that refer to this one.
fn row(places: &[Hit]) -> Option<Element> {
    let link = hit_link(places.first()?, None);
    let places = places
        .iter()
        .map(|hit| p("match").child(span("label").words(place_in(hit))));
    Some(element("LI").child(link).children(places))
}

fn told(explore: Explore, count: usize) -> String {
    let read = resources(explore.count());
    let read = [("resources", read.as_str())];
    if count > 0 {
        return count_text_with(count, Msg::UsedByOne, Msg::UsedByMany, &read);
    }
    let is_all =
        explore.walking.with(|walking| *walking == Walking::Done) && !explore.is_outdated.get();
    let message = if is_all {
        Msg::UsedByNoneOfAll
    } else {
        Msg::UsedByNone
    };
    text_with(message, &read)
}
