//! What the items of a list and the members of an ordered map have around them: the buttons that move and remove them.

use leptos::{ev::Event, prelude::*};
use sps_workbench::document::Pointer;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::{
    field_box::id_of,
    field_view::field_below,
    form::Form,
    group::empty_list,
    window::{row, rows, window},
};
use crate::{
    messages::{Msg, text_with},
    reactive::soon,
    ui::{Element, Shape, actions, button, element, icon},
};

/// What a list does with its items; the same for lists and ordered maps.
#[derive(Clone, Copy)]
pub struct Items {
    /// Takes the item away.
    pub remove: Callback<usize>,
    /// Moves an item from one position to another.
    pub move_to: Callback<(usize, usize)>,
    /// Where a drag began.
    dragged: RwSignal<Option<usize>>,
}

/// Where an item stands.
struct Item {
    /// Its place.
    pub at: Pointer,
    /// Its number in the list, counted from 0.
    pub index: usize,
    /// How many items the list has.
    pub count: usize,
}

impl Items {
    /// Items that are removed and moved so.
    pub fn new(remove: Callback<usize>, move_to: Callback<(usize, usize)>) -> Self {
        Self {
            remove,
            move_to,
            dragged: RwSignal::new(None),
        }
    }

    /// The items of the list at `place` as far as they show; built anew with every `shape`.
    pub fn window(
        self,
        place: StoredValue<Pointer>,
        name: StoredValue<String>,
        shape: RwSignal<u32>,
        form: Form,
    ) -> AnyView {
        window(place, name, form, move |level| {
            shape.track();
            if level.fields.is_empty() {
                return empty_list();
            }
            let fields = level.fields.into_iter().zip(level.open).enumerate();
            let list = fields.map(|(offset, (field, open))| {
                let item = Item {
                    at: field.pointer.clone(),
                    index: level.first + offset,
                    count: level.count,
                };
                let content = field_below(field, open, form);
                name.with_value(|name| self.item(item, name, content))
            });
            rows(list.collect())
        })
    }

    /// One item with its controls. `list` is the list's label.
    fn item(self, item: Item, list: &str, content: AnyView) -> AnyView {
        let Item { at, index, count } = item;
        let number = (index + 1).to_string();
        let named = |message| text_with(message, &[("number", &number), ("list", list)]);
        let row = row(&at, index, count);
        let at = StoredValue::new(at);
        let mover = |message: Msg, shape: Shape, way: &'static str, to: Option<usize>| {
            let mover = icon_button(shape, named(message)).attr("id", control_id(at, index, way));
            match to {
                Some(to) => mover.on("click", move |_| {
                    let next = control_id(at, to, way);
                    let other = control_id(at, to, if way == UP { DOWN } else { UP });
                    self.move_to.run((index, to));
                    // The focus goes with the item, so that the same key moves it on.
                    soon(move || focus_first(&[next, other]));
                }),
                None => mover.attr("disabled", ""),
            }
        };
        let mut controls = Vec::new();
        if count > 1 {
            controls.push(mover(Msg::MoveUp, Shape::Up, UP, index.checked_sub(1)));
            let below = (index + 1 < count).then_some(index + 1);
            controls.push(mover(Msg::MoveDown, Shape::Down, DOWN, below));
        }
        let remove = move |_| {
            // Then the next item stands here, or the one before is the last.
            let here = control_id(at, index, REMOVE);
            let before = control_id(at, index.saturating_sub(1), REMOVE);
            self.remove.run(index);
            soon(move || focus_first(&[here, before]));
        };
        let remove = button("quiet danger", Msg::Remove, remove)
            .attr("id", control_id(at, index, REMOVE))
            .attr("aria-label", named(Msg::RemoveItem));
        controls.push(remove);
        let dragged = self.dragged;
        let item = row.child(content).child(actions(controls));
        if count < 2 {
            return item.view();
        }
        let grip = span_grip().on("dragstart", move |_| dragged.set(Some(index)));
        item.child(grip)
            .live_flag("data-drop", move || {
                dragged.get().is_some_and(|from| from != index)
            })
            .on("dragover", move |event: Event| {
                if dragged.get_untracked().is_some() {
                    event.prevent_default();
                }
            })
            .on("drop", move |event: Event| {
                event.prevent_default();
                let from = dragged.get_untracked();
                dragged.set(None);
                if let Some(from) = from.filter(|from| *from != index) {
                    self.move_to.run((from, index));
                }
            })
            .on("dragend", move |_| dragged.set(None))
            .view()
    }
}

const UP: &str = "up";
const DOWN: &str = "down";
const REMOVE: &str = "remove";

/// The id of a control of the item at a position of the list that `at` is in.
fn control_id(at: StoredValue<Pointer>, index: usize, what: &str) -> String {
    let list = at.with_value(|at| {
        let segments = at.segments();
        let around = segments.split_last().map_or(segments, |(_, around)| around);
        let list = around
            .iter()
            .fold(Pointer::root(), |list, segment| list.child(segment));
        id_of(&list)
    });
    format!("{list}~{what}{index}")
}

/// Puts the focus on the first of these that is there and can be used.
fn focus_first(ids: &[String]) {
    for id in ids {
        let found = document().get_element_by_id(id);
        let found = found.and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(found) = found.filter(|found| !found.has_attribute("disabled")) {
            found.focus().unwrap_or_default();
            return;
        }
    }
}

/// What a pointer takes hold of; the keyboard has the buttons.
fn span_grip() -> Element {
    element("SPAN")
        .attr("class", "grip")
        .attr("draggable", "true")
        .attr("aria-hidden", "true")
        .words("⠿")
}

fn icon_button(shape: Shape, label: String) -> Element {
    element("BUTTON")
        .attr("type", "button")
        .attr("class", "quiet icon-only")
        .attr("aria-label", label.clone())
        .attr("title", label)
        .child(icon(shape))
}
