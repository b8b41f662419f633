//! One field of a document, whatever its kind.

use leptos::prelude::*;
use sps_workbench::document::{Field, FieldKind, discriminator, week::is_week};

use super::{
    form::{Form, Known},
    list_field::list_field,
    map_field::map_field,
    object_field::object_field,
    reference_field::reference_field,
    refused_fields::with_refusal,
    scalar_field::{checkbox, choice, text_input},
    secret_field::secret_field,
    union_field::union_field,
};

/// The view of a field and of what is open below it.
pub fn field_view(field: Field, form: Form) -> AnyView {
    field_below(field, true, form)
}

/// The view of a field. What it has below comes with it if it is `open`, or was opened before; what lies below is read
/// from the draft, and need not be in `field`.
pub fn field_below(field: Field, open: bool, form: Form) -> AnyView {
    // Texts and numbers tell a refusal under their input.
    let has_box = matches!(
        field.kind,
        FieldKind::Integer(_) | FieldKind::Number(_) | FieldKind::Text(_) | FieldKind::Null
    );
    let at = field.pointer.clone();
    let known = form.known(&at);
    let is_plain = has_box && known.refers_to.is_none() && known.union.is_none();
    let view = bare_view(field, open, known, form);
    if is_plain || at.segments().is_empty() {
        view
    } else {
        with_refusal(at, form, view)
    }
}

fn bare_view(field: Field, open: bool, known: Known, form: Form) -> AnyView {
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
        FieldKind::Null if known.union.is_some() => union_field(at, label, &known, open, form),
        FieldKind::Text(_) if !known.is_open && !known.choices.is_empty() => {
            choice(at, label, &known, form)
        }
        FieldKind::Integer(_) | FieldKind::Number(_) => text_input(at, label, &known, form, true),
        FieldKind::Text(_) | FieldKind::Null => text_input(at, label, &known, form, false),
        FieldKind::List(_) => list_field(at, label, &known, open, form),
        FieldKind::Object(_) => {
            let (is_ordered, is_union, is_week) = form.draft.with_untracked(|draft| {
                let value = draft.get(&at);
                (
                    draft.order(&at).is_some(),
                    known.union.is_some() || value.and_then(discriminator).is_some(),
                    value.is_some_and(is_week),
                )
            });
            if is_ordered {
                return map_field(at, label, &known, open, form);
            }
            if is_union {
                return union_field(at, label, &known, open, form);
            }
            object_field(at, label, &known, is_week, open, form)
        }
    }
}
