//! A week of allowed times: a row per day, painted by pointer or keyboard, and beside it the exact times.

use leptos::{ev::Event, prelude::*};
use sps_workbench::document::{
    Pointer,
    week::{DAYS, Span, clock, paint, spans},
};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent};

use super::form::Form;
use crate::{
    messages::{Msg, text, text_with},
    ui::{ElementRef, div, element, live, p, span},
};

/// Minutes that one box stands for.
const STEP: u16 = 60;
const STEPS: u16 = 24 * 60 / STEP;

/// The grid of the week at a place.
pub fn week_field(at: Pointer, form: Form) -> AnyView {
    let at = StoredValue::new(at);
    // While a pointer paints: whether it allows or forbids.
    let painting = RwSignal::new(None::<bool>);
    let grid = ElementRef::new();
    // The one box that Tab leads to.
    let current = RwSignal::new((0_u16, 8_u16));
    let hours = (0..STEPS)
        .step_by(3)
        .map(|step| span("week-hour").words(clock(step * STEP)));
    let head = div("week-row week-head")
        .attr("aria-hidden", "true")
        .child(span("week-day"))
        .child(div("week-hours").children(hours));
    let row = |(number, day): (usize, &'static str)| {
        day_row(at, form, painting, current, grid, number as u16, day)
    };
    element("FIELDSET")
        .attr("class", "fields week")
        .child(element("LEGEND").text(Msg::AllowedTimes))
        .child(p("help").text(Msg::WeekHelp))
        .child(
            element("DIV")
                .attr("class", "week-grid")
                .attr("role", "grid")
                .attr("aria-label", text(Msg::AllowedTimes))
                .node(grid)
                .on("pointerup", move |_| painting.set(None))
                .on("pointerleave", move |_| painting.set(None))
                .child(head)
                .children(DAYS.into_iter().enumerate().map(row)),
        )
        .view()
}

fn day_row(
    at: StoredValue<Pointer>,
    form: Form,
    painting: RwSignal<Option<bool>>,
    current: RwSignal<(u16, u16)>,
    grid: ElementRef,
    number: u16,
    day: &'static str,
) -> AnyView {
    let draft = form.draft;
    let times = Memo::new(move |_| {
        draft.with(|draft| {
            at.with_value(|at| spans(draft.get(at)?, day))
                .unwrap_or_default()
        })
    });
    let name = at.with_value(|at| {
        let known = form.known(&at.child(day));
        form.label(&known, day)
    });
    let set = move |step: u16, allowed: bool| {
        draft.update(|draft| {
            at.with_value(|at| draft.paint_day(at, day, span_of(step), allowed));
        });
    };
    let boxes = (0..STEPS).map(|step| {
        let is_allowed = move || times.with(|times| is_covered(times, step));
        let label = text_with(
            Msg::DayAndHour,
            &[("day", &name), ("from", &clock(step * STEP))],
        );
        let begin = move |event: Event| {
            // The pointer is not caught by the first box, so that it paints the others.
            event.prevent_default();
            let allowed = !untrack(is_allowed);
            painting.set(Some(allowed));
            current.set((number, step));
            set(step, allowed);
        };
        let keys = move |event: Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            let to = match event.key().as_str() {
                " " | "Enter" => {
                    event.prevent_default();
                    set(step, !untrack(is_allowed));
                    return;
                }
                "ArrowRight" => (number, (step + 1).min(STEPS - 1)),
                "ArrowLeft" => (number, step.saturating_sub(1)),
                "ArrowDown" => ((number + 1).min(6), step),
                "ArrowUp" => (number.saturating_sub(1), step),
                "Home" => (number, 0),
                "End" => (number, STEPS - 1),
                _ => return,
            };
            event.prevent_default();
            if event.shift_key() {
                // Painting on by keyboard: the next box takes the state of this one.
                let allowed = untrack(is_allowed);
                let moved = DAYS.get(usize::from(to.0));
                if let Some(day) = moved {
                    draft.update(|draft| {
                        at.with_value(|at| draft.paint_day(at, day, span_of(to.1), allowed));
                    });
                }
            }
            current.set(to);
            focus_box(grid, to);
        };
        element("SPAN")
            .attr("class", "week-box")
            .attr("role", "gridcell")
            .attr("aria-label", label)
            .live_state("aria-selected", is_allowed)
            .live_attr("tabindex", move || {
                let is_current = current.get() == (number, step);
                Some(if is_current { "0" } else { "-1" }.into())
            })
            .on("pointerdown", begin)
            .on("pointerenter", move |_| {
                if let Some(allowed) = painting.get_untracked() {
                    set(step, allowed);
                }
            })
            .on("keydown", keys)
    });
    let exact = live(move || {
        let words = times.with(|times| {
            let span = |span: &Span| format!("{}–{}", clock(span.from), clock(span.to));
            times.iter().map(span).collect::<Vec<_>>().join(", ")
        });
        let shown = if words.is_empty() {
            text(Msg::Never).to_owned()
        } else {
            words
        };
        span("week-times muted")
            .attr("title", shown.clone())
            .words(shown)
            .view()
    });
    div("week-row")
        .attr("role", "row")
        .child(
            span("week-day")
                .attr("role", "rowheader")
                .words(name.as_str()),
        )
        .child(div("week-boxes").children(boxes))
        .child(exact)
        .view()
}

fn span_of(step: u16) -> Span {
    Span {
        from: step * STEP,
        to: (step + 1) * STEP,
    }
}

/// Whether all of a box is allowed.
fn is_covered(times: &[Span], step: u16) -> bool {
    paint(times, span_of(step), true) == times
}

/// The boxes stand in the document row by row.
fn focus_box(grid: ElementRef, to: (u16, u16)) {
    let boxes = grid
        .get_untracked()
        .and_then(|grid| grid.query_selector_all(".week-box").ok());
    let index = u32::from(to.0 * STEPS + to.1);
    if let Some(found) = boxes
        .and_then(|boxes| boxes.item(index))
        .and_then(|node| node.dyn_into::<HtmlElement>().ok())
    {
        found.focus().unwrap_or_default();
    }
}
