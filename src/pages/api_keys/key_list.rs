//! The list of own keys.

use leptos::prelude::*;
use sps_client::{ApiKey, ChangeKind};

use super::delete::DeleteKey;
use crate::{
    messages::{Msg, text, text_with},
    state::use_console,
    ui::{Icon, Shape},
};

/// Name, id, state; each with its *Delete*.
#[component]
pub fn KeyList(keys: Vec<ApiKey>, reread: Callback<()>) -> impl IntoView {
    let console = use_console();
    let doomed = RwSignal::new(None::<ApiKey>);
    // A key named in the change list waits for the commit, one way or the other.
    let state = move |key: &str| {
        console.pending.with(|pending| {
            pending
                .changes
                .iter()
                .find(|change| change.path.ends_with(&format!("/{key}")))
                .map(|change| change.kind.clone())
        })
    };
    if keys.is_empty() {
        return view! { <p class="empty">{text(Msg::NoKeys)}</p> }.into_any();
    }
    view! {
        <div class="table-scroll">
            <table aria-labelledby="own-keys">
                <thead><tr>
                    <th scope="col">{text(Msg::Name)}</th>
                    <th scope="col">{text(Msg::State)}</th>
                    <th scope="col" class="wide-only">{text(Msg::KeyId)}</th>
                    <th scope="col"><span class="sr">{text(Msg::Actions)}</span></th>
                </tr></thead>
                <tbody>
                    {keys.into_iter().map(|key| {
                        let name = key.name.clone().unwrap_or_else(|| key.key.clone());
                        let id = key.key.clone();
                        let label = text_with(Msg::DeleteNamed, &[("name", &name)]);
                        view! {
                            <tr>
                                <th scope="row" translate="no">{name}</th>
                                <td>{move || match state(&id) {
                                    None => view! { <span class="badge success"><Icon shape=Shape::Success />{text(Msg::Active)}</span> }.into_any(),
                                    Some(ChangeKind::Delete) => view! { <span class="badge warning"><Icon shape=Shape::Removed />{text(Msg::WaitingForDeletion)}</span> }.into_any(),
                                    Some(_) => view! { <span class="badge warning"><Icon shape=Shape::Warning />{text(Msg::NotActiveYet)}</span> }.into_any(),
                                }}</td>
                                <td class="wide-only"><code translate="no">{key.key.clone()}</code></td>
                                <td class="row-actions">
                                    <button type="button" class="quiet danger" aria-label=label on:click=move |_| doomed.set(Some(key.clone()))>{text(Msg::Delete)}</button>
                                </td>
                            </tr>
                        }.into_any()
                    }).collect_view()}
                </tbody>
            </table>
        </div>
        <DeleteKey doomed reread />
    }.into_any()
}
