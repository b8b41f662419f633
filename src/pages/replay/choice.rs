//! A change that meets one of somebody else: decided place by place, in the table of the conflicts page.

use leptos::prelude::*;
use sps_workbench::merge::Merge;

use super::item_place::ItemPlace;
use crate::{
    messages::{Msg, text},
    pages::conflict::{ConflictsOf, Deciding, conflict_table},
    reactive::effect,
    ui::{nothing, p},
};

/// The table of the item's merge. What is decided in it goes to the item at once.
pub fn choice(place: ItemPlace) -> AnyView {
    let known = untrack(|| place.with(|item| (item.path().to_owned(), item.merge().clone())));
    let Some((path, merge)) = known else {
        return nothing();
    };
    if merge.conflicts().is_empty() && merge.resolved().is_empty() {
        return p("help").text(Msg::MergesByItself).view();
    }
    let deciding = Deciding::new(merge);
    effect(move || {
        deciding
            .merge
            .with(|merge: &Merge| place.take_decisions(merge))
    });
    let of = ConflictsOf {
        path,
        who: text(Msg::AnotherAdministrator).to_owned(),
    };
    conflict_table(of, deciding)
}
