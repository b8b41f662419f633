//! A resource this person may read and not change: values as text, each with its copy button (product.md M9.5).

use leptos::prelude::*;
use sps_workbench::document::{Field, FieldKind};

use super::{
    form::Form,
    tables::{is_of_objects, list_table},
};
use crate::{
    messages::{Msg, text, text_with},
    route::Route,
    ui::{Element, copy_value, div, element, link, p, span},
};

/// The values of a field and everything below it.
pub fn view_only(field: Field, form: Form) -> AnyView {
    let label = form.label(&form.known(&field.pointer), &field.name);
    match field.kind {
        FieldKind::Boolean(on) => {
            value(label, text(if on { Msg::Yes } else { Msg::No }).to_owned())
        }
        FieldKind::Integer(words) | FieldKind::Number(words) | FieldKind::Text(words) => {
            value(label, words)
        }
        FieldKind::Null => fixed(label, span("value muted").text(Msg::NotSet)),
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
            let shown = shown.untranslated().words(key.clone());
            copied(label, span("value").child(shown), key)
        }
        FieldKind::Object(members) => {
            group(label, field.pointer.segments().is_empty(), members, form)
        }
        FieldKind::List(items) if items.is_empty() => {
            fixed(label, span("value muted").text(Msg::EmptyList))
        }
        FieldKind::List(items) if is_of_objects(&items) => div("values")
            .child(list_table(&label, None, &items, form))
            .view(),
        FieldKind::List(items) => group(label, false, items, form),
    }
}

fn group(label: String, is_root: bool, members: Vec<Field>, form: Form) -> AnyView {
    let members = members.into_iter().map(|member| view_only(member, form));
    if is_root {
        return div("fields values").children(members).view();
    }
    element("FIELDSET")
        .attr("class", "fields values")
        .child(element("LEGEND").words(label))
        .children(members)
        .view()
}

fn value(label: String, words: String) -> AnyView {
    if words.is_empty() {
        return fixed(label, span("value muted").text(Msg::NotSet));
    }
    let shown = span("value").untranslated().words(words.as_str());
    copied(label, shown, words)
}

fn fixed(label: String, shown: Element) -> AnyView {
    p("value-row")
        .child(span("label").words(label))
        .child(shown)
        .view()
}

fn copied(label: String, shown: Element, words: String) -> AnyView {
    let named = [("label", label.as_str())];
    let copy = copy_value(
        text_with(Msg::CopyNamed, &named),
        text_with(Msg::ValueCopied, &named),
        move || words.clone(),
    );
    div("value-row")
        .child(span("label").words(label))
        .child(shown)
        .child(copy)
        .view()
}
