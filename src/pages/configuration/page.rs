//! Reads what the address names and shows it as a list of links or as a form.

use leptos::prelude::*;
use sps_client::Content;

use super::{
    editor::editor,
    node_list::node_list,
    object_bar::{list_bar, object_bar},
    staged_objects::staged_in_list,
};
use crate::{
    messages::{Msg, text},
    route::Route,
    state::{Reading, use_console},
    ui::{actions, button, live, p, page_title, show, together},
};

/// One node or resource of the configuration.
pub fn configuration_page(segments: &[String]) -> AnyView {
    let console = use_console();
    let path = StoredValue::new(Route::resource_path(segments));
    let resource = Reading::new(move || {
        let path = path.get_value();
        Box::pin(async move { console.client().resource(&path).await })
    });
    let key = segments.last().cloned();
    let help = match key {
        Some(_) => path.get_value(),
        None => text(Msg::ConfigurationHelp).to_owned(),
    };
    let title = move || {
        // Objects have a name of their own; their key says little.
        let named = resource.with(|found| match found {
            Some(Ok(resource)) => match &resource.content {
                Content::Body(body) => body
                    .get("name")
                    .and_then(|name| name.as_str())
                    .map(str::to_owned),
                _ => None,
            },
            _ => None,
        });
        named
            .or_else(|| key.clone())
            .unwrap_or_else(|| text(Msg::Configuration).to_owned())
    };
    let failed = move || resource.with(|found| matches!(found, Some(Err(_))));
    let again = show(failed, move || {
        actions(vec![button("", Msg::TryAgain, move |_| resource.refetch())]).view()
    });
    let found = live(move || {
        resource.show(6, |resource| match &resource.content {
            Content::Node(items) => together(vec![
                list_bar(&path.get_value(), resource),
                staged_in_list(path.get_value()),
                node_list(items),
            ]),
            Content::Body(content) => together(vec![
                object_bar(&path.get_value(), resource),
                editor(path.get_value(), resource.allows("PUT"), content.clone()),
            ]),
            Content::Empty => p("empty").text(Msg::EmptyResource).view(),
        })
    });
    together(vec![page_title(title, help).view(), found, again])
}
