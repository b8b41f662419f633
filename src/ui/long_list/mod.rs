//! A list of any length that stays quick: only rows near the sight are in the page.
//!
//! Rows come in runs of a few; a run that is far away is one empty box as high as its rows were, or as they are likely
//! to be. Assistive technology is told how many rows there are and which one each is. A run that holds the focus stays,
//! and with it its neighbours, so that Tab always finds the next row.

mod watch;

use std::{ops::Range, sync::Arc};

use leptos::{ev::Event, prelude::*};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element as DomElement, HtmlElement, KeyboardEvent};

use super::{Element, ElementRef, element, live, together};
use crate::reactive::{effect, soon, whether};

/// So many rows come and go together.
const RUN: usize = 12;

/// What the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Items of a list; the frame is a `DIV`.
    Items,
    /// Rows of a table of so many columns; the frame is a `TABLE` that has its head already.
    Table(usize),
}

/// Builds one row by its number.
type Build = Arc<dyn Fn(usize) -> Element + Send + Sync>;

/// One long list; cheap to copy. It outlives its rows: when they are built anew, heights and place are remembered.
#[derive(Clone, Copy)]
pub struct LongList {
    rows: Rows,
    /// How high a row is likely to be, in CSS pixels.
    likely: f64,
    /// The list scrolls by itself, and not with the page.
    scrolls: bool,
    frame: StoredValue<Option<ElementRef>>,
    count: StoredValue<usize>,
    /// How high each run was when it was last in the page; 0 where it never was.
    heights: StoredValue<Vec<f64>>,
    /// The row that has the focus, or is to get it.
    at: RwSignal<Option<usize>>,
    /// The page is being printed: paper has no scroll bar.
    printing: RwSignal<bool>,
}

impl LongList {
    /// A list whose rows are about `likely` CSS pixels high.
    pub fn new(rows: Rows, likely: f64, scrolls: bool) -> Self {
        let printing = RwSignal::new(false);
        for (name, is) in [("beforeprint", true), ("afterprint", false)] {
            let told =
                leptos::leptos_dom::helpers::window_event_listener_untyped(name, move |_| {
                    printing.try_set(is);
                });
            on_cleanup(move || told.remove());
        }
        Self {
            rows,
            likely,
            scrolls,
            frame: StoredValue::new(None),
            count: StoredValue::new(0),
            heights: StoredValue::new(Vec::new()),
            at: RwSignal::new(None),
            printing,
        }
    }

    /// Puts `count` rows into `frame`. With `keys`, the frame takes the focus, and arrow keys, J and K, Home and End go
    /// from row to row.
    pub fn fill(
        self,
        frame: Element,
        count: usize,
        keys: bool,
        row: impl Fn(usize) -> Element + Send + Sync + 'static,
    ) -> Element {
        self.filled(frame, count, keys, Arc::new(row))
    }

    fn filled(self, frame: Element, count: usize, keys: bool, row: Build) -> Element {
        let node = ElementRef::new();
        self.frame.set_value(Some(node));
        self.count.set_value(count);
        self.at.set(None);
        let runs = count.div_ceil(RUN);
        let near: Vec<RwSignal<bool>> = (0..runs).map(|run| RwSignal::new(run == 0)).collect();
        if runs > 1 {
            self.observe(node, near.clone());
        }
        let frame = match self.rows {
            Rows::Items => frame.attr("role", "list"),
            Rows::Table(_) => frame.attr("aria-rowcount", (count + 1).to_string()),
        };
        let frame = if keys {
            frame
                .attr("tabindex", "0")
                .attr("aria-keyshortcuts", "ArrowDown ArrowUp Home End J K")
                .on("keydown", move |event| self.key(&event, count))
                .on("focusin", move |event| {
                    if let Some(row) = row_of(&event) {
                        self.at.set(Some(row));
                    }
                })
        } else {
            frame
        };
        frame.node(node).children(
            near.into_iter()
                .enumerate()
                .map(|(run, near)| self.run(run, count, near, keys, row.clone())),
        )
    }

    /// A few rows, or the box that stands for them.
    fn run(
        self,
        run: usize,
        count: usize,
        near: RwSignal<bool>,
        keys: bool,
        row: Build,
    ) -> Element {
        let rows = run * RUN..((run + 1) * RUN).min(count);
        let reach = rows.start.saturating_sub(1)..rows.end + 1;
        let shown = whether(move || {
            near.get() || self.printing.get() || self.at.get().is_some_and(|at| reach.contains(&at))
        });
        let content = live(move || {
            if shown.get() {
                let rows = rows.clone().map(|number| {
                    let row = row(number).attr("data-row", number.to_string());
                    let row = if keys {
                        row.attr("tabindex", "-1")
                    } else {
                        row
                    };
                    match self.rows {
                        Rows::Items => row
                            .attr("role", "listitem")
                            .attr("aria-setsize", count.to_string())
                            .attr("aria-posinset", (number + 1).to_string()),
                        // The head is the first one.
                        Rows::Table(_) => row.attr("aria-rowindex", (number + 2).to_string()),
                    }
                });
                together(rows.map(Element::view).collect())
            } else {
                self.blank(run, &rows)
            }
        });
        let run = match self.rows {
            Rows::Items => element("DIV").attr("role", "presentation"),
            Rows::Table(_) => element("TBODY"),
        }
        .attr("class", "run")
        .attr("data-run", run.to_string());
        run.child(content)
    }

    /// As high as the rows it stands for.
    fn blank(self, run: usize, rows: &Range<usize>) -> AnyView {
        let node = ElementRef::new();
        let measured = self.heights.with_value(|heights| {
            let known = heights.get(run).copied().filter(|height| *height > 0.0);
            let all = heights.iter().filter(|height| **height > 0.0);
            // Runs that were never in the page are likely as high as those that were.
            known.or_else(|| {
                let count = all.clone().count();
                (count > 0).then(|| all.sum::<f64>() / count as f64)
            })
        });
        let height = measured.unwrap_or(self.likely * rows.len() as f64);
        effect(move || {
            let blank = node
                .get()
                .and_then(|node| node.dyn_into::<HtmlElement>().ok());
            if let Some(blank) = blank {
                // A box without its height only lets the rest move up.
                blank
                    .style()
                    .set_property("block-size", &format!("{}px", height.round() as i64))
                    .unwrap_or_default();
            }
        });
        match self.rows {
            Rows::Items => element("DIV").node(node).view(),
            Rows::Table(columns) => element("TR")
                .attr("aria-hidden", "true")
                .child(
                    element("TD")
                        .attr("colspan", columns.to_string())
                        .attr("class", "blank")
                        .node(node),
                )
                .view(),
        }
    }

    fn key(self, event: &Event, count: usize) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if key.ctrl_key() || key.meta_key() || key.alt_key() || key.default_prevented() {
            return;
        }
        // Keys come quicker than the focus moves.
        let at = row_of(event).and(self.at.get_untracked());
        let to = match key.key().as_str() {
            "ArrowDown" | "j" | "J" => at.map_or(0, |at| at + 1),
            "ArrowUp" | "k" | "K" => at.map_or(0, |at| at.saturating_sub(1)),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        if to < count {
            self.go_to(to);
        }
    }

    /// Puts the focus on this row or, if there are not so many any more, on the last one; false if there is none.
    pub fn go_near(self, row: usize) -> bool {
        let count = self.count.try_get_value().unwrap_or_default();
        if count > 0 {
            self.go_to(row.min(count - 1));
        }
        count > 0
    }

    /// Brings a row into the page and puts the focus on it.
    pub fn go_to(self, row: usize) {
        self.at.try_set(Some(row));
        soon(move || {
            let frame = self.frame.try_get_value().flatten();
            let frame = frame.and_then(|frame| frame.try_get_untracked().flatten());
            let found = frame.and_then(|frame| {
                let rows = format!("[data-row=\"{row}\"]");
                frame.query_selector(&rows).ok().flatten()
            });
            if let Some(row) = found.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
                // A row that cannot take the focus is still there to read.
                row.focus().unwrap_or_default();
            }
        });
    }
}

/// The row an event happened in.
fn row_of(event: &Event) -> Option<usize> {
    let target: JsValue = event.target()?.into();
    let row = target
        .dyn_into::<DomElement>()
        .ok()?
        .closest("[data-row]")
        .ok()??;
    row.get_attribute("data-row")?.parse().ok()
}
