//! The change list as a table, and as the appliance's own entries.

use leptos::prelude::*;
use sps_client::Change;
use sps_workbench::changes::{Row, Side, raw_json, rows};

use super::values::values;
use crate::{
    messages::{Msg, text},
    ui::{Element, div, element, words},
};

/// One row per value: path, operation, old, new. `entries` are the entries of the change list to show.
pub fn change_table(changes: &[Change], entries: &[usize]) -> AnyView {
    let heads = [Msg::Path, Msg::Operation, Msg::OldValue, Msg::NewValue]
        .map(|head| words("TH", head).attr("scope", "col"));
    let rows = rows(changes);
    let rows = rows.iter().filter(|row| entries.contains(&row.entry));
    let table = element("TABLE")
        .attr("class", "change-table")
        .attr("aria-label", text(Msg::Changelog))
        .child(element("THEAD").child(element("TR").children(heads)))
        .child(element("TBODY").children(rows.map(row)));
    // The keyboard scrolls what is too wide.
    div("table-scroll")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", text(Msg::ChangelogAsTable))
        .child(table)
        .view()
}

fn row(row: &Row) -> Element {
    let cell = |value, side| element("TD").children(values(value, side));
    element("TR")
        .child(
            element("TH")
                .attr("scope", "row")
                .untranslated()
                .child(element("CODE").words(row.path.clone())),
        )
        .child(
            element("TD")
                .attr("lang", "en")
                .untranslated()
                .words(row.operation.word()),
        )
        .child(cell(&row.old, Side::Old))
        .child(cell(&row.new, Side::New))
}

/// The entries as indented JSON, secrets masked.
pub fn raw_changes(changes: &[Change], entries: &[usize]) -> AnyView {
    let shown: Vec<Change> = changes
        .iter()
        .enumerate()
        .filter(|(entry, _)| entries.contains(entry))
        .map(|(_, change)| change.clone())
        .collect();
    element("PRE")
        .attr("lang", "en")
        .attr("tabindex", "0")
        .attr("aria-label", text(Msg::RawJson))
        .untranslated()
        .words(raw_json(&shown))
        .view()
}
