//! The change list as a table, and as the appliance's own entries.

use std::sync::Arc;

use leptos::prelude::*;
use sps_client::Change;
use sps_workbench::changes::{Row, Side, raw_entry, raw_json};

use super::{
    labels::{value, way},
    values::values,
};
use crate::{
    messages::{Msg, text},
    ui::{Element, LongList, actions, copy_button, div, element, span, together, words},
};

/// One row per value: path, operation, old, new. `entries` are the entries of the change list to show, in their order.
pub fn change_table(list: LongList, rows: &Arc<Vec<Row>>, entries: &[usize]) -> AnyView {
    let heads = [Msg::Path, Msg::Operation, Msg::OldValue, Msg::NewValue]
        .map(|head| words("TH", head).attr("scope", "col"));
    let mut wanted = entries.iter().copied().peekable();
    let mut shown = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        while wanted.next_if(|entry| *entry < row.entry).is_some() {}
        if wanted.peek() == Some(&row.entry) {
            shown.push(at);
        }
    }
    let table = element("TABLE")
        .attr("class", "change-table")
        .attr("aria-label", text(Msg::Changelog))
        .child(element("THEAD").child(element("TR").attr("aria-rowindex", "1").children(heads)));
    let rows = rows.clone();
    let table = list.fill(table, shown.len(), true, move |at| {
        let row = shown.get(at).and_then(|at| rows.get(*at));
        row.map_or_else(|| element("TR"), told_row)
    });
    // The keyboard scrolls what is too wide.
    div("table-scroll")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", text(Msg::ChangelogAsTable))
        .child(table)
        .view()
}

fn told_row(row: &Row) -> Element {
    let cell = |shown, side| {
        let shown = value(&row.resource, &row.member, shown);
        element("TD").children(values(&shown, side))
    };
    let label = way(&row.resource, &row.member).map(|label| span("muted member").words(label));
    element("TR")
        .child(
            element("TH")
                .attr("scope", "row")
                .child(element("CODE").untranslated().words(row.path.clone()))
                .maybe(label),
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

/// The entries as indented JSON, secrets masked, one beneath the other.
pub fn raw_changes(list: LongList, changes: &Arc<Vec<Change>>, entries: &[usize]) -> AnyView {
    let copied = (changes.clone(), entries.to_vec());
    let copy = copy_button(
        Msg::CopyRawJson,
        text(Msg::RawJsonCopied).to_owned(),
        move || {
            let (changes, entries) = &copied;
            let shown = entries.iter().filter_map(|at| changes.get(*at)).cloned();
            raw_json(&shown.collect::<Vec<_>>())
        },
    );
    let frame = div("raw-entries").attr("aria-label", text(Msg::RawJson));
    let (changes, entries) = (changes.clone(), entries.to_vec());
    let rows = list.fill(frame, entries.len(), true, move |at| {
        let change = entries.get(at).and_then(|at| changes.get(*at));
        let entry = change.map(|change| {
            element("PRE")
                .attr("lang", "en")
                .untranslated()
                .words(raw_entry(change))
        });
        div("raw-entry").maybe(entry)
    });
    together(vec![actions(vec![]).child(copy).view(), rows.view()])
}
