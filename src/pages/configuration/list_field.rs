//! A list: its items, *Remove* beside each, *Add* at the end.

use leptos::prelude::*;
use sps_workbench::document::{Draft, FieldKind, Pointer, field_at};

use super::field_view::field_view;
use crate::{
    messages::{Msg, text_with},
    ui::{button, div, element, p, together},
};

/// The items of a list; rebuilt when an item comes or goes, because every index behind it then means another item.
pub fn list_field(at: Pointer, label: String, draft: RwSignal<Draft>, read_only: bool) -> AnyView {
    let at = StoredValue::new(at);
    let shape = RwSignal::new(0_u32);
    let again = move || shape.update(|shape| *shape = shape.wrapping_add(1));
    let name = StoredValue::new(label.clone());
    let items = move || {
        shape.track();
        let list = draft.with_untracked(|draft| field_at(draft.current(), &at.get_value()));
        match list.map(|field| field.kind) {
            Some(FieldKind::List(items)) => items,
            _ => Vec::new(),
        }
    };
    let remove = move |index: usize| {
        draft.update(|draft| {
            draft.remove_item(&at.get_value(), index);
        });
        again();
    };
    let add = move |_| {
        draft.update(|draft| {
            draft.add_item(&at.get_value());
        });
        again();
    };
    let item = move |index: usize, field| {
        let number = (index + 1).to_string();
        let remove_label = name
            .with_value(|name| text_with(Msg::RemoveItem, &[("number", &number), ("list", name)]));
        let remove = (!read_only).then(|| {
            button("quiet danger", Msg::Remove, move |_| remove(index))
                .attr("aria-label", remove_label)
        });
        div("list-item")
            .child(field_view(field, draft, read_only))
            .maybe(remove)
            .view()
    };
    let rows = move || {
        let items = items();
        if items.is_empty() {
            return p("muted").text(Msg::EmptyList).view();
        }
        let items = items.into_iter().enumerate();
        together(items.map(|(index, field)| item(index, field)).collect())
    };
    let add = (!read_only).then(|| {
        let add_label = name.with_value(|name| text_with(Msg::AddTo, &[("list", name)]));
        button("quiet", Msg::Add, add).attr("aria-label", add_label)
    });
    element("FIELDSET")
        .attr("class", "fields list")
        .child(element("LEGEND").words(label))
        .live(rows)
        .maybe(add)
        .view()
}
