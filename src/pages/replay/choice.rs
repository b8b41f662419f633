//! A change that meets one of somebody else: mine or theirs.

use leptos::prelude::*;
use sps_workbench::{
    merge::{Decision, Merge, Place},
    replay::Since,
};

use super::item_place::ItemPlace;
use crate::{
    messages::{Msg, text, text_with},
    pages::path_label,
    ui::{actions, button, div, element, live, p},
};

/// The places where both changed the same, and two ways to decide about all of them.
pub fn choice(place: ItemPlace, name: &str) -> AnyView {
    let clashes = Memo::new(move |_| {
        place
            .with(|item| conflicting(item.merge()))
            .unwrap_or_default()
    });
    let name = name.to_owned();
    live(move || {
        let clashes = clashes.get();
        if clashes.is_empty() {
            return p("help").text(Msg::MergesByItself).view();
        }
        let is_gone = place
            .with(|item| *item.since() == Since::Gone)
            .unwrap_or_default();
        let asked = if is_gone {
            Msg::GoneHelp
        } else {
            Msg::BothChanged
        };
        // Of what is gone there is nothing to compare with.
        let clashes = if is_gone { Vec::new() } else { clashes };
        let rows = clashes.into_iter().map(|(label, theirs, mine)| {
            element("LI")
                .child(element("B").untranslated().words(label))
                .words(": ")
                .words(text_with(
                    Msg::TheirsAndMine,
                    &[("theirs", &theirs), ("mine", &mine)],
                ))
        });
        let decided = move |wanted: Decision| {
            place
                .with(|item| {
                    let merge = item.merge();
                    let mut resolved = merge.resolved().into_iter();
                    merge.conflicts().is_empty() && resolved.all(|one| one.decision == wanted)
                })
                .unwrap_or_default()
        };
        let way = |message: Msg, named: Msg, wanted: Decision| {
            let (shown, chosen) = (wanted.clone(), wanted);
            button("", message, move |_| decide(place, &chosen))
                .attr("aria-label", text_with(named, &[("change", &name)]))
                .live_state("aria-pressed", move || decided(shown.clone()))
        };
        div("replay-choice")
            .child(p("").text(asked))
            .child(element("UL").children(rows))
            .child(actions(vec![
                way(Msg::KeepMine, Msg::KeepMineOf, Decision::Mine),
                way(Msg::TakeTheirs, Msg::TakeTheirsOf, Decision::Theirs),
            ]))
            .view()
    })
}

/// All conflicts anew: a decision can be changed.
fn decide(place: ItemPlace, wanted: &Decision) {
    let places = untrack(|| {
        place.with(|item| {
            let clashes = item.merge().places().iter().filter(is_conflict);
            clashes.map(|clash| clash.at.clone()).collect::<Vec<_>>()
        })
    });
    for at in places.unwrap_or_default() {
        place.decide(&at, wanted.clone());
    }
}

fn is_conflict(place: &&Place) -> bool {
    matches!(place.verdict, sps_workbench::merge::Verdict::Conflict(_))
}

/// Label, theirs and mine of each conflict, decided or not.
fn conflicting(merge: &Merge) -> Vec<(String, String, String)> {
    let shown = |place: &Place, value: Option<&serde_json::Value>| match value {
        None => text(Msg::NotThere).to_owned(),
        Some(_) if place.is_secret => text(Msg::SecretHidden).to_owned(),
        Some(serde_json::Value::String(words)) => words.clone(),
        Some(other) => sps_workbench::document::masked_json(other),
    };
    let clashes = merge.places().iter().filter(is_conflict);
    clashes
        .map(|place| {
            let label = if place.at.segments().is_empty() {
                text(Msg::WholeObject).to_owned()
            } else {
                path_label(&place.at)
            };
            (
                label,
                shown(place, place.theirs.as_ref()),
                shown(place, place.mine.as_ref()),
            )
        })
        .collect()
}
