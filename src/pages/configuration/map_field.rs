//! An ordered map: members by id, and an order that counts.

use leptos::prelude::*;
use sps_workbench::document::{FieldKind, Pointer, field_at};

use super::{
    field_view::{field_view, group},
    form::{Form, Known},
    list_field::Items,
};
use crate::{
    messages::Msg,
    ui::{live, p, together},
};

/// The members in their order. New ones get their id from the appliance, so there is no *Add*.
pub fn map_field(at: Pointer, label: String, known: &Known, form: Form) -> AnyView {
    let draft = form.draft;
    let at = StoredValue::new(at);
    let shape = RwSignal::new(0_u32);
    let again = move || shape.update(|shape| *shape = shape.wrapping_add(1));
    let name = StoredValue::new(label.clone());
    let controls = Items::new(
        Callback::new(move |index: usize| {
            draft.update(|draft| {
                at.with_value(|at| {
                    let gone = draft.order(at).and_then(|order| order.get(index).cloned());
                    gone.is_some_and(|gone| draft.remove_member(at, &gone))
                });
            });
            again();
        }),
        Callback::new(move |(from, to)| {
            draft.update(|draft| {
                at.with_value(|at| draft.move_member(at, from, to));
            });
            again();
        }),
    );
    let rows = live(move || {
        shape.track();
        let map = draft.with_untracked(|draft| at.with_value(|at| field_at(draft.current(), at)));
        let Some(FieldKind::Object(members)) = map.map(|field| field.kind) else {
            return p("muted").text(Msg::EmptyList).view();
        };
        let count = members.len();
        let rows = members.into_iter().enumerate().map(|(index, field)| {
            let content = field_view(field, form);
            name.with_value(|name| controls.item(index, count, name, content))
        });
        together(rows.collect())
    });
    group(&label, known.help.clone())
        .attr("class", "fields list")
        .child(rows)
        .view()
}
