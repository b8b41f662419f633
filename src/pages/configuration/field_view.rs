//! One field of a document, whatever its kind.

use leptos::prelude::*;
use sps_workbench::document::{Field, FieldKind, discriminator, week::is_week};

use super::{
    form::{Form, Known},
    list_field::list_field,
    map_field::map_field,
    reference_field::reference_field,
    refused_fields::with_refusal,
    scalar_field::{checkbox, choice, text_input},
    secret_field::secret_field,
    union_field::union_field,
    week_field::week_field,
};
use crate::ui::{element, p};

/// The view of a field and everything below it.
pub fn field_view(field: Field, form: Form) -> AnyView {
    // Texts and numbers tell a refusal under their input.
    let has_box = matches!(
        field.kind,
        FieldKind::Integer(_) | FieldKind::Number(_) | FieldKind::Text(_) | FieldKind::Null
    );
    let at = field.pointer.clone();
    let known = form.known(&at);
    let is_plain = has_box && known.refers_to.is_none() && known.union.is_none();
    let view = bare_view(field, known, form);
    if is_plain || at.segments().is_empty() {
        view
    } else {
        with_refusal(at, form, view)
    }
}

fn bare_view(field: Field, known: Known, form: Form) -> AnyView {
    let at = field.pointer;
    let label = form.label(&known, &field.name);
    match field.kind {
        FieldKind::Boolean(_) => checkbox(at, label, &known, form),
        FieldKind::Secret { .. } => secret_field(at, label, &known, form),
        FieldKind::Reference { .. } | FieldKind::Text(_) | FieldKind::Null if known.is_secret => {
            secret_field(at, label, &known, form)
        }
        FieldKind::Reference { .. } => reference_field(at, label, &known, form),
        FieldKind::Text(_) | FieldKind::Null if known.refers_to.is_some() => {
            reference_field(at, label, &known, form)
        }
        // A host that is not set has a shape to be given.
        FieldKind::Null if known.union.is_some() => union_field(at, label, &known, form),
        FieldKind::Text(_) if !known.is_open && !known.choices.is_empty() => {
            choice(at, label, &known, form)
        }
        FieldKind::Integer(_) | FieldKind::Number(_) => text_input(at, label, &known, form, true),
        FieldKind::Text(_) | FieldKind::Null => text_input(at, label, &known, form, false),
        FieldKind::List(_) => list_field(at, label, &known, form),
        FieldKind::Object(members) => {
            let (is_ordered, is_union, is_week) = form.draft.with_untracked(|draft| {
                let value = draft.get(&at);
                (
                    draft.order(&at).is_some(),
                    known.union.is_some() || value.and_then(discriminator).is_some(),
                    value.is_some_and(is_week),
                )
            });
            if is_ordered {
                return map_field(at, label, &known, form);
            }
            if is_union {
                return union_field(at, label, &known, form);
            }
            let fields = if at.segments().is_empty() {
                element("DIV")
            } else {
                group(&label, known.help)
            };
            // The days of a week stand together, where the first of them stood.
            let mut week = is_week.then(|| week_field(at.clone(), form));
            let views = members.into_iter().filter_map(|member| {
                if is_week && sps_workbench::document::week::DAYS.contains(&member.name.as_str()) {
                    return week.take();
                }
                Some(field_view(member, form))
            });
            fields
                .attr("class", "fields")
                .children(views.collect::<Vec<_>>())
                .view()
        }
    }
}

/// A box around fields that belong together.
pub fn group(label: &str, help: Option<String>) -> crate::ui::Element {
    element("FIELDSET")
        .child(element("LEGEND").words(label))
        .maybe(help.map(|help| p("help").words(help)))
}
