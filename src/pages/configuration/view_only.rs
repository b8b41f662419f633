//! A resource this person may read and not change: values as text, each with its copy button (product.md M9.5).

use leptos::prelude::*;
use sps_workbench::document::{Field, FieldKind, Pointer, field_at};

use super::{
    form::Form,
    group::group,
    tables::{is_of_objects, list_table},
    window::window,
};
use crate::{
    messages::{Msg, text, text_with},
    route::Route,
    ui::{Element, copy_value, div, element, link, p, span, together},
};

/// The values of a field and everything below it.
pub fn view_only(field: Field, form: Form) -> AnyView {
    view_below(field, true, form)
}

/// The values of a field; what it has below comes with it if it is `open`, or was opened before.
fn view_below(field: Field, open: bool, form: Form) -> AnyView {
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
        FieldKind::List(_) if form.is_empty(&field.pointer) => {
            fixed(label, span("value muted").text(Msg::EmptyList))
        }
        FieldKind::List(_) => match table(&field.pointer, &label, form) {
            Some(table) => table,
            None => members(field.pointer, label, open, form),
        },
        FieldKind::Object(_) => members(field.pointer, label, open, form),
    }
}

/// A list of objects as a table. A large form is built as far as it shows, and a table would be built whole.
fn table(at: &Pointer, label: &str, form: Form) -> Option<AnyView> {
    if form.is_large {
        return None;
    }
    let whole = form
        .draft
        .with_untracked(|draft| field_at(draft.current(), at))?;
    match whole.kind {
        FieldKind::List(items) if is_of_objects(&items) => {
            let table = list_table(label, None, &items, form);
            Some(div("values").child(table).view())
        }
        _ => None,
    }
}

fn members(at: Pointer, label: String, open: bool, form: Form) -> AnyView {
    let place = StoredValue::new(at.clone());
    let name = StoredValue::new(label.clone());
    let rows = move || {
        window(place, name, form, move |level| {
            let fields = level.fields.into_iter().zip(level.open);
            let rows = fields.map(|(member, open)| view_below(member, open, form));
            together(rows.collect())
        })
    };
    if at.segments().is_empty() {
        return div("fields values").child(rows()).view();
    }
    group(at, &label, None, "fields values", open, form, rows)
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
