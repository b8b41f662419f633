//! One field of a document, whatever its kind.

use leptos::prelude::*;
use sps_workbench::document::{Draft, Field, FieldKind};

use super::{
    list_field::list_field,
    scalar_field::{checkbox, text_input},
};
use crate::{
    messages::Msg,
    pages::member_label,
    route::Route,
    ui::{Element, div, element, link, span},
};

/// The view of a field and everything below it.
pub fn field_view(field: Field, draft: RwSignal<Draft>, read_only: bool) -> AnyView {
    let label = member_label(&field.name);
    let at = field.pointer;
    match field.kind {
        FieldKind::Boolean(_) => checkbox(at, label, draft, read_only),
        FieldKind::Integer(_) | FieldKind::Number(_) => {
            text_input(at, label, draft, read_only, true)
        }
        FieldKind::Text(_) | FieldKind::Null => text_input(at, label, draft, read_only, false),
        FieldKind::Secret { is_set } => {
            let state = if is_set {
                Msg::SecretSet
            } else {
                Msg::SecretNotSet
            };
            fixed(label, span("value muted").text(state))
        }
        FieldKind::Reference { key, href } => {
            let shown = match href.as_deref().and_then(Route::for_resource) {
                Some(route) => link("", &route),
                None => element("CODE"),
            };
            fixed(label, span("value").child(shown.untranslated().words(key)))
        }
        FieldKind::Object(members) => {
            let is_root = at.segments().is_empty();
            let fields = if is_root {
                element("DIV")
            } else {
                element("FIELDSET").child(element("LEGEND").words(label))
            };
            fields
                .attr("class", "fields")
                .children(
                    members
                        .into_iter()
                        .map(|field| field_view(field, draft, read_only)),
                )
                .view()
        }
        FieldKind::List(_) => list_field(at, label, draft, read_only),
    }
}

/// What cannot be edited here.
fn fixed(label: String, value: Element) -> AnyView {
    div("field")
        .child(span("label").words(label))
        .child(value)
        .view()
}
