//! Reads what the address names and shows it as a list of links or as a form.

use leptos::prelude::*;
use sps_client::Content;

use super::{editor::Editor, node_list::NodeList};
use crate::{
    messages::{Msg, text},
    route::Route,
    state::{Reading, use_console},
    ui::{PageTitle, Problem, Skeleton, Task},
};

/// One node or resource of the configuration.
#[component]
pub fn ConfigurationPage(segments: Vec<String>) -> impl IntoView {
    let console = use_console();
    let path = StoredValue::new(Route::resource_path(&segments));
    let resource = Reading::new(move || {
        let path = path.get_value();
        Box::pin(async move { console.client().resource(&path).await })
    });
    let title = segments.last().cloned();
    let is_root = title.is_none();
    let title = Signal::derive(move || {
        // Objects have a name of their own; their key says little.
        let named = match resource.get() {
            Some(Ok(resource)) => match resource.content {
                Content::Body(body) => body
                    .get("name")
                    .and_then(|name| name.as_str())
                    .map(str::to_owned),
                _ => None,
            },
            _ => None,
        };
        named
            .or_else(|| title.clone())
            .unwrap_or_else(|| text(Msg::Configuration).to_owned())
    });
    view! {
        <PageTitle title help=if is_root { text(Msg::ConfigurationHelp).to_owned() } else { path.get_value() } />
        {move || match resource.get() {
            None => view! { <Skeleton lines=6 /> }.into_any(),
            Some(Err(error)) => view! {
                <Problem error task=Task::Read />
                <button type="button" on:click=move |_| resource.refetch()>{text(Msg::TryAgain)}</button>
            }.into_any(),
            Some(Ok(resource)) => match resource.content.clone() {
                Content::Node(items) => view! { <NodeList items /> }.into_any(),
                Content::Body(content) => view! { <Editor path=path.get_value() may_write=resource.allows("PUT") content /> }.into_any(),
                Content::Empty => view! { <p class="empty">{text(Msg::EmptyResource)}</p> }.into_any(),
            },
        }}
    }
}
