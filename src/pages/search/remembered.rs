//! The star of a screen, and the lists of favourites and of what was visited last.

use leptos::prelude::*;
use sps_workbench::find::Bookmarks;

use super::results::resource_link;
use crate::{
    explore::Explore,
    messages::{Msg, text, text_with},
    state::use_toasts,
    ui::{Element, Shape, element, icon, live, nothing, p, span, together, words},
};

/// Makes this resource a favourite, or takes it out again.
pub fn favourite_button(
    explore: Explore,
    path: String,
    name: impl Fn() -> String + 'static,
) -> Element {
    let toasts = use_toasts();
    let asked = path.clone();
    let toggle = move |_| {
        if !explore.toggle_favourite(&path, &name()) {
            toasts.say(text(Msg::FavouritesNotKept));
        }
    };
    element("BUTTON")
        .attr("type", "button")
        .attr("class", "quiet star")
        .live_state("aria-pressed", move || {
            explore.favourites.with(|all| all.has(&asked))
        })
        .on("click", toggle)
        .child(icon(Shape::Star))
        .child(span("").text(Msg::Favourite))
}

/// Both lists, each if there is something in it.
pub fn remembered(explore: Explore) -> AnyView {
    explore.recall();
    let favourites = live(move || {
        explore.favourites.with(|all| {
            let rows = rows(all, Some(explore));
            section(
                "favourites",
                Msg::Favourites,
                Some(Msg::FavouritesStay),
                rows,
            )
        })
    });
    let recent = live(move || {
        explore.recent.with(|all| {
            let rows = rows(all, None);
            section("recent", Msg::RecentlyVisited, None, rows)
        })
    });
    together(vec![favourites, recent])
}

fn section(id: &'static str, title: Msg, help: Option<Msg>, rows: Vec<Element>) -> AnyView {
    if rows.is_empty() {
        return nothing();
    }
    element("SECTION")
        .attr("class", "remembered")
        .attr("aria-labelledby", id)
        .child(words("H2", title).attr("id", id))
        .child(element("UL").attr("class", "hits").children(rows))
        .maybe(help.map(|help| p("help").text(help)))
        .view()
}

fn rows(all: &Bookmarks, removable: Option<Explore>) -> Vec<Element> {
    let row = |bookmark: &sps_workbench::find::Bookmark| {
        let remove = removable.map(|explore| {
            let (path, name) = (bookmark.path.clone(), bookmark.name.clone());
            let label = text_with(Msg::RemoveFavourite, &[("name", &name)]);
            element("BUTTON")
                .attr("type", "button")
                .attr("class", "quiet icon-only")
                .attr("aria-label", label.clone())
                .attr("title", label)
                .on("click", move |_| {
                    explore.toggle_favourite(&path, &name);
                })
                .child(icon(Shape::Removed))
        });
        element("LI")
            .attr("class", "with-action")
            .child(resource_link(&bookmark.path, Some(&bookmark.name), None))
            .maybe(remove)
    };
    all.all().iter().map(row).collect()
}
