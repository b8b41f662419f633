//! What is pending, one glance away from every screen but the review itself.

use leptos::prelude::*;

use super::review::change_list;
use crate::{
    messages::{Msg, count_text, text},
    route::Route,
    state::use_console,
    ui::{element, link, show},
};

/// The panel at the side, a bar at the bottom of narrow screens; there only while something is pending.
pub fn staging_panel(route: Memo<Route>) -> AnyView {
    let console = use_console();
    let wanted = move || console.pending_count() > 0 && route.with(|route| *route != Route::Review);
    show(wanted, move || {
        element("ASIDE")
            .attr("class", "staging")
            .live_flag("inert", move || console.ended.get())
            .attr("aria-label", text(Msg::PendingTitle))
            .child(element("H2").live_words(move || {
                count_text(
                    console.pending_count(),
                    Msg::PendingChange,
                    Msg::PendingChanges,
                )
            }))
            .child(change_list("changes"))
            .child(link("button primary wide", &Route::Review).text(Msg::ReviewAndCommit))
            .view()
    })
}
