//! The review screen.

use leptos::prelude::*;

use super::{
    commit_box::commit_box,
    document::document,
    done::done,
    history::history,
    memory::ReviewMemory,
    roll_back::{roll_back, rolled_back},
};
use crate::{
    messages::{Msg, text},
    reactive::{run, whether},
    route::Route,
    state::{Pending, use_console},
    ui::{div, element, link, live, page_title, together, words},
};

/// The change list, grouped by place, with the commit beside it.
pub fn review_page() -> AnyView {
    let console = use_console();
    let memory = ReviewMemory::here();
    // Other tabs and clients of the same session may have staged more.
    run(console.read_pending());
    let has_changes = whether(move || console.pending_count() > 0);
    let is_open = whether(move || console.pending.with(Pending::is_open));
    let state = live(move || match (has_changes.get(), is_open.get()) {
        (true, _) => pending_changes(memory),
        (false, true) => div("empty")
            .child(words("P", Msg::OpenWithoutChanges))
            .children(roll_back())
            .view(),
        (false, false) => {
            let way_on = link("button", &Route::Configuration(Vec::new()));
            div("empty")
                .child(words("P", Msg::NothingPending))
                .child(element("P").child(way_on.text(Msg::OpenConfiguration)))
                .view()
        }
    });
    together(vec![
        page_title(|| text(Msg::Review).to_owned(), text(Msg::ReviewHelp)).view(),
        done(memory),
        rolled_back(),
        state,
        history(memory),
    ])
}

fn pending_changes(memory: ReviewMemory) -> AnyView {
    let commit = element("ASIDE")
        .attr("class", "card commit")
        .attr("aria-label", text(Msg::Commit))
        .child(commit_box(memory))
        .child(element("HR"))
        .children(roll_back());
    div("review").child(document(memory)).child(commit).view()
}
