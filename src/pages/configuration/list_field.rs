//! A list: its items, *Remove* beside each, *Add* at the end.

use leptos::prelude::*;
use sps_workbench::document::{Draft, FieldKind, Pointer, field_at};

use super::field_view::FieldView;
use crate::messages::{Msg, text, text_with};

/// The items of a list; rebuilt when an item comes or goes, because every index behind it then means another item.
#[component]
pub fn ListField(
    at: Pointer,
    label: String,
    draft: RwSignal<Draft>,
    read_only: bool,
) -> impl IntoView {
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
    view! {
        <fieldset class="fields list">
            <legend>{label}</legend>
            {move || {
                let items = items();
                if items.is_empty() {
                    return view! { <p class="muted">{text(Msg::EmptyList)}</p> }.into_any();
                }
                items.into_iter().enumerate().map(|(index, field)| {
                    let number = (index + 1).to_string();
                    let remove_label = name.with_value(|name| text_with(Msg::RemoveItem, &[("number", &number), ("list", name)]));
                    view! {
                        <div class="list-item">
                            <FieldView field draft read_only />
                            {(!read_only).then(|| view! {
                                <button type="button" class="quiet danger" aria-label=remove_label on:click=move |_| remove(index)>{text(Msg::Remove)}</button>
                            }.into_any())}
                        </div>
                    }.into_any()
                }).collect_view().into_any()
            }}
            {(!read_only).then(|| view! {
                <button type="button" class="quiet" aria-label=name.with_value(|name| text_with(Msg::AddTo, &[("list", name)])) on:click=add>{text(Msg::Add)}</button>
            }.into_any())}
        </fieldset>
    }
}
