//! The children of a node, by their links.

use leptos::prelude::*;
use sps_client::Item;

use crate::{
    messages::{Msg, text},
    route::Route,
    ui::{Icon, Shape},
};

/// One link per child, in the appliance's order.
#[component]
pub fn NodeList(items: Vec<Item>) -> impl IntoView {
    if items.is_empty() {
        return view! { <p class="empty">{text(Msg::EmptyList)}</p> }.into_any();
    }
    view! {
        <ul class="nodes">
            {items.into_iter().map(|item| {
                let name = item.body.as_ref().and_then(|body| body.get("name")).and_then(|name| name.as_str()).map(str::to_owned);
                // An object is known by its name; its key stands beside it.
                let key = name.is_some().then(|| item.key.clone());
                let name = name.unwrap_or_else(|| item.key.clone());
                let label = view! { <span class="node-name" translate="no">{name}</span>{key.map(|key| view! { <code class="muted" translate="no">{key}</code> }.into_any())} };
                match item.href.as_deref().and_then(Route::for_resource) {
                    Some(route) => view! { <li><a href=route.href()>{label}<Icon shape=Shape::Forward /></a></li> }.into_any(),
                    None => view! { <li><span class="node-dead">{label}</span></li> }.into_any(),
                }
            }).collect_view()}
        </ul>
    }.into_any()
}
