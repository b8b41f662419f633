//! The part of a long list that is shown, and the way to the others.

use leptos::prelude::*;
use sps_workbench::document::{Level, Pointer};

use super::{
    field_box::{box_id, id_of},
    form::Form,
    group::empty_list,
};
use crate::{
    messages::{Msg, text, text_with},
    reactive::soon,
    ui::{Element, ElementRef, button, div, element, focus, live, span, together},
};

/// What lies directly below a place, as `rows` shows it; where that is more than a window, the window and the way to
/// the others. Follows the window, and what `rows` reads.
pub fn window(
    at: StoredValue<Pointer>,
    name: StoredValue<String>,
    form: Form,
    rows: impl Fn(Level) -> AnyView + Send + 'static,
) -> AnyView {
    boxed_window(at, name, form, Box::new(rows))
}

#[inline(never)]
fn boxed_window(
    at: StoredValue<Pointer>,
    name: StoredValue<String>,
    form: Form,
    rows: Box<dyn Fn(Level) -> AnyView + Send>,
) -> AnyView {
    // Only a move of this window builds anew, not one of another.
    let first = Memo::new(move |_| {
        form.unfolded
            .with(|unfolded| at.with_value(|at| unfolded.first(at)))
    });
    live(move || {
        first.track();
        let Some(level) = at.with_value(|at| form.level(at)) else {
            return empty_list();
        };
        if level.count <= level.window {
            return rows(level);
        }
        let place = Place {
            at,
            name,
            form,
            first: level.first,
            window: level.window,
            count: level.count,
        };
        let top = ElementRef::new();
        let pager = place.pager(top);
        let more = place.more(top);
        let mut views = vec![pager, rows(level)];
        views.extend(more);
        together(views)
    })
}

#[derive(Clone, Copy)]
struct Place {
    at: StoredValue<Pointer>,
    name: StoredValue<String>,
    form: Form,
    first: usize,
    window: usize,
    count: usize,
}

impl Place {
    fn go(self, first: usize) {
        self.form.unfolded.update(|unfolded| {
            self.at.with_value(|at| unfolded.set_first(at, first));
        });
    }

    fn range(self, from: usize) -> String {
        let last = (from + self.window).min(self.count);
        text_with(
            Msg::WindowOf,
            &[
                ("from", &(from + 1).to_string()),
                ("to", &last.to_string()),
                ("count", &self.count.to_string()),
            ],
        )
    }

    /// Where the window stands; the way to the first, the previous, the next and the last one.
    fn pager(self, top: ElementRef) -> AnyView {
        let last = self.count.saturating_sub(1) / self.window * self.window;
        let before = self.first.checked_sub(self.window);
        let after = (self.first + self.window < self.count).then_some(self.first + self.window);
        let label = self
            .name
            .with_value(|name| text_with(Msg::PartsOf, &[("list", name)]));
        div("pager")
            .attr("role", "group")
            .attr("aria-label", label)
            .child(self.step(Msg::FirstPart, before.map(|_| 0)))
            .child(self.step(Msg::PreviousPart, before))
            .child(
                span("muted")
                    .attr("id", self.range_id())
                    .attr("role", "status")
                    .attr("tabindex", "-1")
                    .node(top)
                    .words(self.range(self.first)),
            )
            .child(self.step(Msg::NextPart, after))
            .child(self.step(Msg::LastPart, after.map(|_| last)))
            .view()
    }

    fn step(self, message: Msg, to: Option<usize>) -> Element {
        // Stays where it is when there is nowhere to go, so that the focus stays with it.
        button("quiet", message, move |_| {
            if let Some(to) = to {
                self.go(to);
            }
        })
        .attr("aria-disabled", if to.is_none() { "true" } else { "false" })
        .attr("aria-describedby", self.range_id())
    }

    fn range_id(self) -> String {
        self.at.with_value(id_of) + "-range"
    }

    /// At the end of the window: on to the next one, from its beginning.
    fn more(self, top: ElementRef) -> Option<AnyView> {
        let next = self.first + self.window;
        let go = move |_| {
            self.go(next);
            soon(move || focus(top));
        };
        (next < self.count).then(|| {
            element("BUTTON")
                .attr("type", "button")
                .attr("class", "quiet")
                .on("click", go)
                .words(text(Msg::GoOnWith))
                .words(" ")
                .words(self.range(next))
                .view()
        })
    }
}

/// One row of a list for those who do not see how long it is.
pub fn row(at: &Pointer, position: usize, count: usize) -> Element {
    div("list-item")
        .attr("role", "listitem")
        .attr("id", box_id(at) + "row")
        .attr("aria-posinset", (position + 1).to_string())
        .attr("aria-setsize", count.to_string())
}

/// The rows of a list.
pub fn rows(rows: Vec<AnyView>) -> AnyView {
    div("rows").attr("role", "list").children(rows).view()
}
