//! The resources that refer to this one, as far as they were read.

use leptos::prelude::*;
use sps_workbench::find::Hit;

use crate::{
    explore::{Explore, Walking, use_explore},
    messages::{Msg, count_text_with, text_with},
    pages::{everything, hit_link, place_in},
    reactive::whether,
    ui::{element, live, p, show, span, words},
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
                let rows = hits.with(|hits| hits.iter().take(MOST).map(row).collect::<Vec<_>>());
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

fn row(hit: &Hit) -> crate::ui::Element {
    element("LI")
        .child(hit_link(hit, None))
        .child(p("match").child(span("label").words(place_in(hit))))
}

fn told(explore: Explore, count: usize) -> String {
    let read = explore.count().to_string();
    let read = [("read", read.as_str())];
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
