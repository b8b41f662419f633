//! An ordered map: members by id, and an order that counts.

use leptos::prelude::*;
use sps_workbench::document::Pointer;

use super::{
    form::{Form, Known},
    group::group,
    items::Items,
};

/// The members in their order. New ones get their id from the appliance, so there is no *Add*.
pub fn map_field(at: Pointer, label: String, known: &Known, open: bool, form: Form) -> AnyView {
    let draft = form.draft;
    let place = StoredValue::new(at.clone());
    let shape = RwSignal::new(0_u32);
    let again = move || shape.update(|shape| *shape = shape.wrapping_add(1));
    let name = StoredValue::new(label.clone());
    let items = Items::new(
        Callback::new(move |index: usize| {
            draft.update(|draft| {
                place.with_value(|at| {
                    let gone = draft.order(at).and_then(|order| order.get(index).cloned());
                    gone.is_some_and(|gone| draft.remove_member(at, &gone))
                });
            });
            again();
        }),
        Callback::new(move |(from, to)| {
            place.with_value(|at| {
                draft.update(|draft| {
                    draft.move_member(at, from, to);
                });
                if form.is_large {
                    form.unfolded.update(|unfolded| unfolded.set_first(at, to));
                }
            });
            again();
        }),
    );
    let content = move || items.window(place, name, shape, form);
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
