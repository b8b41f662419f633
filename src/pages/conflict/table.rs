//! The conflict table: before, now on the appliance, yours, place by place (product.md M7.3).

use leptos::prelude::*;
use sps_workbench::merge::{Decision, Place, Verdict};

use super::{
    deciding::{Choice, Deciding},
    keys::{Asked, asked, focus_in},
    names::resource_label,
    row::Row,
};
use crate::{
    messages::{Msg, count_text, text, text_with},
    reactive::{soon, whether},
    ui::{
        Element, ElementRef, actions, div, element, fresh_id, live, nothing, p, span, together,
        words,
    },
};

/// What is shown of one resource, and for whom.
#[derive(Clone)]
pub struct ConflictsOf {
    /// The resource's path; for a creation the list's.
    pub path: String,
    /// Who changed it meanwhile, as far as that is known.
    pub who: String,
}

/// The table of one merge, with what decides all of it at once. Real conflicts come first and have nothing chosen; the
/// rest is folded away and needs nothing.
pub fn conflict_table(of: ConflictsOf, deciding: Deciding) -> AnyView {
    // Decisions never change which places there are.
    let places = Memo::new(move |_| {
        deciding.merge.with(|merge| {
            let places = merge.places().iter();
            places
                .filter(|place| place.verdict != Verdict::Unchanged)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    live(move || table_of(&of, deciding, places.get()))
}

fn table_of(of: &ConflictsOf, deciding: Deciding, places: Vec<Place>) -> AnyView {
    let is_conflict = |place: &Place| matches!(place.verdict, Verdict::Conflict(_));
    let (clashing, settled): (Vec<Place>, Vec<Place>) = places.into_iter().partition(is_conflict);
    let label = deciding
        .merge
        .with_untracked(|merge| resource_label(&of.path, merge));
    let stem = format!(
        "conflict{}",
        of.path.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
    );
    let row =
        |(number, place): (usize, &Place)| Row::new(deciding, place, format!("{stem}-{number}"));
    let rows: Vec<Row> = clashing.iter().enumerate().map(row).collect();
    let count = rows.len();
    let further: Vec<Row> = settled
        .iter()
        .enumerate()
        .map(|(number, place)| row((count + number, place)))
        .collect();
    let node = ElementRef::new();
    // Without a conflict, what there is to see is the rest.
    let is_unfolded = RwSignal::new(rows.is_empty());
    let all: Vec<Row> = rows.iter().chain(&further).copied().collect();
    let keys = move |event: leptos::ev::Event| match asked(&event) {
        Some(Asked::Choose(number, choice)) => {
            if let Some(row) = all.get(number) {
                row.choose(choice);
            }
        }
        Some(Asked::LeaveEditor(number)) => soon(move || focus_row(node, number)),
        Some(Asked::Moved) | None => {}
    };
    let view = {
        let (stem, who) = (stem.clone(), of.who.clone());
        move |row: &Row, number: usize| row.view(number, &format!("{stem}-{number}"), &who).view()
    };
    let heads = [
        Msg::ColumnPlace,
        Msg::ColumnBefore,
        Msg::ColumnTheirs,
        Msg::ColumnMine,
        Msg::ColumnDecision,
    ]
    .map(|head| {
        words("TH", head)
            .attr("scope", "col")
            .attr("role", "columnheader")
    });
    let first: Vec<AnyView> = rows
        .iter()
        .enumerate()
        .map(|(number, row)| view(row, number))
        .collect();
    let settled_rows = {
        let further = further.clone();
        move || {
            if !is_unfolded.get() {
                return nothing();
            }
            together(
                further
                    .iter()
                    .enumerate()
                    .map(|(number, row)| view(row, count + number))
                    .collect(),
            )
        }
    };
    // The roles again: as cards, on a narrow screen, the elements would lose them.
    let table = element("TABLE")
        .node(node)
        .attr("role", "table")
        .attr("class", "conflicts")
        .attr(
            "aria-label",
            text_with(Msg::ConflictsIn, &[("place", &label)]),
        )
        .attr("aria-describedby", KEYS_HELP)
        .on("keydown", keys)
        .child(
            element("THEAD")
                .attr("role", "rowgroup")
                .child(element("TR").attr("role", "row").children(heads)),
        )
        .child(
            element("TBODY")
                .attr("role", "rowgroup")
                .children(first)
                .live(settled_rows),
        );
    let fold = (!further.is_empty() && count > 0).then(|| fold(further.len(), is_unfolded));
    div("conflict-box")
        .maybe((count > 1).then(|| all_at_once(move || vec![deciding])))
        .child(div("conflict-scroll").child(table))
        .maybe(fold)
        .view()
}

/// The id of the text that tells the keys.
const KEYS_HELP: &str = "conflict-keys";

/// What the keys do inside the tables: once in a page, before the first table.
pub fn keys_help() -> Element {
    p("help").attr("id", KEYS_HELP).text(Msg::ShortcutsOfTable)
}

/// Shows and hides what needs no decision.
fn fold(count: usize, is_unfolded: RwSignal<bool>) -> Element {
    element("BUTTON")
        .attr("type", "button")
        .attr("class", "quiet")
        .live_state("aria-expanded", move || is_unfolded.get())
        .on("click", move |_| {
            is_unfolded.update(|is_unfolded| *is_unfolded = !*is_unfolded);
        })
        .live_words(move || {
            if is_unfolded.get() {
                text(Msg::HideSettled).to_owned()
            } else {
                count_text(count, Msg::ShowSettledOne, Msg::ShowSettledMany)
            }
        })
}

fn focus_row(table: ElementRef, number: usize) {
    let row = table.try_get_untracked().flatten().and_then(|table| {
        let row = table.query_selector(&format!("[data-row='{number}']"));
        row.ok().flatten()
    });
    if let Some(row) = row {
        focus_in(&row);
    }
}

/// *Keep all mine* and *Take all theirs* for whatever is left, with how much that is.
pub fn all_at_once(all: impl Fn() -> Vec<Deciding> + Clone + Send + Sync + 'static) -> Element {
    let left = {
        let all = all.clone();
        Memo::new(move |_| all().into_iter().map(Deciding::left).sum::<usize>())
    };
    let id = fresh_id();
    let one = |label: Msg, choice: Choice| {
        let all = all.clone();
        let press = move |_| {
            let decision = match choice {
                Choice::Mine => Decision::Mine,
                Choice::Theirs | Choice::Edit => Decision::Theirs,
            };
            for deciding in untrack(&all) {
                deciding.decide_all(&decision);
            }
        };
        element("BUTTON")
            .attr("type", "button")
            .attr("aria-describedby", id.clone())
            .live_state("aria-disabled", move || left.get() == 0)
            .on("click", press)
            .live_words(move || text_with(label, &[("count", &left.get().to_string())]))
    };
    let is_done = whether(move || left.get() == 0);
    actions(vec![
        one(Msg::KeepAllMine, Choice::Mine),
        one(Msg::TakeAllTheirs, Choice::Theirs),
    ])
    .child(span("muted").attr("id", id.clone()).live_words(move || {
        let told = is_done.get().then(|| text(Msg::AllDecided));
        told.unwrap_or_default().to_owned()
    }))
}
