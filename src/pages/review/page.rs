//! The review screen.

use leptos::prelude::*;
use sps_workbench::changes::{Group, by_place, tell};

use super::{
    change_sentence::{change_sentence, told_list},
    commit_box::{Committed, commit_box},
    roll_back::roll_back,
};
use crate::{
    messages::{Msg, count_text, count_text_with, text, text_with},
    reactive::{run, whether},
    route::Route,
    state::{Pending, use_console},
    ui::{
        Element, Tone, div, element, link, live, nothing, notice, page_title, span, together, words,
    },
};

/// The change list, grouped by place, with the commit beside it.
pub fn review_page() -> AnyView {
    let console = use_console();
    let committed = RwSignal::new(None::<Committed>);
    // Other tabs and clients of the same session may have staged more.
    run(console.read_pending());
    let has_changes = whether(move || console.pending_count() > 0);
    let is_open = whether(move || console.pending.with(Pending::is_open));
    let done = live(move || committed.with(|done| done.as_ref().map_or_else(nothing, success)));
    let state = live(move || match (has_changes.get(), is_open.get()) {
        (true, _) => pending_changes(committed),
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
        done,
        state,
    ])
}

fn pending_changes(committed: RwSignal<Option<Committed>>) -> AnyView {
    let console = use_console();
    let groups = move || {
        let groups = console
            .pending
            .with(|pending| by_place(tell(&pending.changes)));
        together(groups.iter().map(place).collect())
    };
    let document = element("SECTION")
        .attr("class", "document")
        .attr("aria-label", text(Msg::Changelog))
        .live(groups);
    let commit = element("ASIDE")
        .attr("class", "card commit")
        .attr("aria-label", text(Msg::Commit))
        .child(commit_box(committed))
        .child(element("HR"))
        .children(roll_back());
    div("review").child(document).child(commit).view()
}

fn place(group: &Group) -> AnyView {
    let heading = match Route::for_resource(&group.path) {
        Some(route) => link("", &route),
        None => span(""),
    };
    let changes = group.changes.iter().map(|change| {
        let raw =
            serde_json::to_string_pretty(&change.raw).unwrap_or_else(|error| error.to_string());
        let raw = element("DETAILS")
            .attr("class", "raw")
            .child(words("SUMMARY", Msg::RawJson))
            .child(element("PRE").untranslated().words(raw));
        element("LI")
            .child(change_sentence(change, false))
            .child(raw)
    });
    element("ARTICLE")
        .attr("class", "place")
        .child(element("H2").child(heading.untranslated().words(group.place.join(" › "))))
        .child(element("UL").attr("class", "changes").children(changes))
        .view()
}

fn success(done: &Committed) -> AnyView {
    let values = [
        ("appliance", done.appliance.as_str()),
        ("time", done.time.as_str()),
    ];
    let headline = count_text_with(done.count, Msg::CommittedOne, Msg::CommittedMany, &values);
    let message = done
        .message
        .as_ref()
        .map(|message| element("P").words(text_with(Msg::WithMessage, &[("message", message)])));
    let summary = count_text(done.changes.len(), Msg::ShowChange, Msg::ShowChanges);
    let changes = element("DETAILS")
        .child(element("SUMMARY").words(summary))
        .child(
            element("UL")
                .attr("class", "changes")
                .child(told_list(&done.changes)),
        );
    let mut told = vec![element("P").child(element("STRONG").words(headline)).view()];
    told.extend(message.map(Element::view));
    told.push(changes.view());
    notice(Tone::Success, told)
}
