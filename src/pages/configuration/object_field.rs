//! An object: its members, one under the other.

use leptos::prelude::*;
use sps_workbench::document::{Pointer, week::DAYS};

use super::{
    field_view::field_below,
    form::{Form, Known},
    group::group,
    week_field::week_field,
    window::window,
};
use crate::ui::{div, together};

/// The members of an object in a box of their own; those of the document itself without one.
pub fn object_field(
    at: Pointer,
    label: String,
    known: &Known,
    is_week: bool,
    open: bool,
    form: Form,
) -> AnyView {
    let is_root = at.segments().is_empty();
    let place = StoredValue::new(at.clone());
    let name = StoredValue::new(label.clone());
    let members = move || {
        window(place, name, form, move |level| {
            // The days of a week stand together, where the first of them stood.
            let mut week = is_week.then(|| week_field(place.get_value(), form));
            let views = level
                .fields
                .into_iter()
                .zip(level.open)
                .filter_map(|(member, open)| {
                    if is_week && DAYS.contains(&member.name.as_str()) {
                        return week.take();
                    }
                    Some(field_below(member, open, form))
                });
            together(views.collect())
        })
    };
    if is_root {
        return div("fields").child(members()).view();
    }
    group(
        at,
        &label,
        known.help.clone(),
        "fields",
        open,
        form,
        members,
    )
}
