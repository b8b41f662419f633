//! A list: its items, moved by buttons or by dragging, *Remove* beside each, *Add* at the end.

use leptos::prelude::*;
use sps_workbench::document::Pointer;

use super::{
    field_box::focus_field,
    form::{Form, Known},
    group::group,
    items::Items,
};
use crate::{
    messages::{Msg, text_with},
    reactive::soon,
    ui::{button, together},
};

/// The items of a list; rebuilt when an item comes, goes or moves, because every index behind it then means another.
pub fn list_field(at: Pointer, label: String, known: &Known, open: bool, form: Form) -> AnyView {
    let draft = form.draft;
    let unfolded = form.unfolded;
    let place = StoredValue::new(at.clone());
    let shape = RwSignal::new(0_u32);
    let again = move || shape.update(|shape| *shape = shape.wrapping_add(1));
    let name = StoredValue::new(label.clone());
    let items = Items::new(
        Callback::new(move |index| {
            place.with_value(|at| {
                draft.update(|draft| {
                    draft.remove_item(at, index);
                });
                unfolded.update_untracked(|unfolded| unfolded.after_removal(at, index));
            });
            again();
        }),
        Callback::new(move |(from, to)| {
            place.with_value(|at| {
                draft.update(|draft| {
                    draft.move_item(at, from, to);
                });
                unfolded.update(|unfolded| {
                    unfolded.after_move(at, from, to);
                    // It stays in sight, also where it moves out of the window.
                    if form.is_large {
                        unfolded.set_first(at, to);
                    }
                });
            });
            again();
        }),
    );
    let add = move |_| {
        // The documented shape of an item; without one, that of its neighbours.
        let model = place.with_value(|at| form.known(&at.child("0")).template);
        let mut added = None;
        draft.update(|draft| {
            place.with_value(|at| {
                let count = draft.get(at).and_then(|list| list.as_array()).map(Vec::len);
                if draft.add_item(at) {
                    let item = at.child(&count.unwrap_or_default().to_string());
                    if !is_unknown(&model) {
                        draft.set(&item, model);
                    }
                    added = Some(item);
                }
            });
        });
        again();
        if let Some(added) = added {
            if form.is_large {
                form.reveal(added);
            } else {
                soon(move || focus_field(&added));
            }
        }
    };
    let add_label = text_with(Msg::AddTo, &[("list", &label)]);
    let content = move || {
        let list = items.window(place, name, shape, form);
        let add = button("quiet add", Msg::Add, add).attr("aria-label", add_label.clone());
        together(vec![list, add.view()])
    };
    group(
        at,
        &label,
        known.help.clone(),
        "fields list",
        open,
        form,
        content,
    )
}

/// Nothing is known of the shape; the empty text is what an unknown template is.
fn is_unknown(template: &serde_json::Value) -> bool {
    template.is_null() || template.as_str().is_some_and(str::is_empty)
}
