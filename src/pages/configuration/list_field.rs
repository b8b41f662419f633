//! A list: its items, moved by buttons or by dragging, *Remove* beside each, *Add* at the end.

use leptos::{ev::Event, prelude::*};
use sps_workbench::document::{Field, FieldKind, Pointer, field_at};

use super::{
    field_view::{field_view, group},
    form::{Form, Known},
};
use crate::{
    messages::{Msg, text_with},
    ui::{Element, Shape, actions, button, div, element, icon, live, p, together},
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

impl Items {
    /// Items that are removed and moved so.
    pub fn new(remove: Callback<usize>, move_to: Callback<(usize, usize)>) -> Self {
        Self {
            remove,
            move_to,
            dragged: RwSignal::new(None),
        }
    }

    /// One item with its controls. `list` is the list's label, `count` how many there are.
    pub fn item(self, index: usize, count: usize, list: &str, content: AnyView) -> AnyView {
        let number = (index + 1).to_string();
        let named = |message| text_with(message, &[("number", &number), ("list", list)]);
        let mover = |message: Msg, shape: Shape, to: Option<usize>| {
            let move_to = self.move_to;
            let mover = icon_button(shape, named(message));
            match to {
                Some(to) => mover.on("click", move |_| move_to.run((index, to))),
                None => mover.attr("disabled", ""),
            }
        };
        let mut controls = Vec::new();
        if count > 1 {
            controls.push(mover(Msg::MoveUp, Shape::Up, index.checked_sub(1)));
            let below = (index + 1 < count).then_some(index + 1);
            controls.push(mover(Msg::MoveDown, Shape::Down, below));
        }
        let remove = self.remove;
        let remove = button("quiet danger", Msg::Remove, move |_| remove.run(index))
            .attr("aria-label", named(Msg::RemoveItem));
        controls.push(remove);
        let dragged = self.dragged;
        let item = div("list-item").child(content).child(actions(controls));
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

/// The items of a list; rebuilt when an item comes, goes or moves, because every index behind it then means another.
pub fn list_field(at: Pointer, label: String, known: &Known, form: Form) -> AnyView {
    let draft = form.draft;
    let at = StoredValue::new(at);
    let shape = RwSignal::new(0_u32);
    let again = move || shape.update(|shape| *shape = shape.wrapping_add(1));
    let name = StoredValue::new(label.clone());
    let items = move || {
        shape.track();
        let list = draft.with_untracked(|draft| at.with_value(|at| field_at(draft.current(), at)));
        match list.map(|field| field.kind) {
            Some(FieldKind::List(items)) => items,
            _ => Vec::new(),
        }
    };
    let controls = Items::new(
        Callback::new(move |index| {
            draft.update(|draft| {
                at.with_value(|at| draft.remove_item(at, index));
            });
            again();
        }),
        Callback::new(move |(from, to)| {
            draft.update(|draft| {
                at.with_value(|at| draft.move_item(at, from, to));
            });
            again();
        }),
    );
    let add = move |_| {
        // The documented shape of an item; without one, that of its neighbours.
        let model = at.with_value(|at| form.known(&at.child("0")).template);
        draft.update(|draft| {
            at.with_value(|at| {
                let count = draft.get(at).and_then(|list| list.as_array()).map(Vec::len);
                if draft.add_item(at) && !is_unknown(&model) {
                    draft.set(&at.child(&count.unwrap_or_default().to_string()), model);
                }
            });
        });
        again();
    };
    let rows = move || {
        let items = items();
        if items.is_empty() {
            return p("muted").text(Msg::EmptyList).view();
        }
        let count = items.len();
        let row = |(index, field): (usize, Field)| {
            let content = field_view(field, form);
            name.with_value(|name| controls.item(index, count, name, content))
        };
        together(items.into_iter().enumerate().map(row).collect())
    };
    let add_label = name.with_value(|name| text_with(Msg::AddTo, &[("list", name)]));
    group(&label, known.help.clone())
        .attr("class", "fields list")
        .child(live(rows))
        .child(button("quiet", Msg::Add, add).attr("aria-label", add_label))
        .view()
}

/// Nothing is known of the shape; the empty text is what an unknown template is.
fn is_unknown(template: &serde_json::Value) -> bool {
    template.is_null() || template.as_str().is_some_and(str::is_empty)
}
