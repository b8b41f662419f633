//! One field of a document, whatever its kind.

use leptos::prelude::*;
use sps_workbench::document::{Draft, Field, FieldKind};

use super::{
    list_field::ListField,
    scalar_field::{Checkbox, TextInput},
};
use crate::{
    messages::{Msg, text},
    pages::member_label,
    route::Route,
};

/// The view of a field and everything below it.
#[component]
pub fn FieldView(field: Field, draft: RwSignal<Draft>, read_only: bool) -> impl IntoView {
    let label = member_label(&field.name);
    let at = field.pointer;
    match field.kind {
        FieldKind::Boolean(_) => view! { <Checkbox at label draft read_only /> }.into_any(),
        FieldKind::Integer(_) | FieldKind::Number(_) => view! { <TextInput at label draft read_only numeric=true /> }.into_any(),
        FieldKind::Text(_) | FieldKind::Null => view! { <TextInput at label draft read_only numeric=false /> }.into_any(),
        FieldKind::Secret { is_set } => view! {
            <div class="field">
                <span class="label">{label}</span>
                <span class="value muted">{text(if is_set { Msg::SecretSet } else { Msg::SecretNotSet })}</span>
            </div>
        }.into_any(),
        FieldKind::Reference { key, href } => {
            let link = href.as_deref().and_then(Route::for_resource).map(|route| route.href());
            view! {
                <div class="field">
                    <span class="label">{label}</span>
                    <span class="value">{match link {
                        Some(link) => view! { <a href=link translate="no">{key}</a> }.into_any(),
                        None => view! { <code translate="no">{key}</code> }.into_any(),
                    }}</span>
                </div>
            }.into_any()
        }
        FieldKind::Object(members) => {
            let members = members.into_iter().map(|field| view! { <FieldView field draft read_only /> }.into_any()).collect_view();
            if at.segments().is_empty() {
                view! { <div class="fields">{members}</div> }.into_any()
            } else {
                view! { <fieldset class="fields"><legend>{label}</legend>{members}</fieldset> }.into_any()
            }
        }
        FieldKind::List(_) => view! { <ListField at label draft read_only /> }.into_any(),
    }
}
