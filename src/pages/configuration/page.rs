//! Reads what the address names and shows it as a list of links or as a form.

use leptos::prelude::*;
use sps_client::{Content, Error, Resource};

use super::{
    editor::editor,
    neighbours::neighbours,
    node_list::node_list,
    object_bar::{list_bar, object_bar},
    staged_objects::staged_in_list,
    used_by::used_by,
};
use crate::{
    explore::use_explore,
    messages::{Msg, text},
    pages::{favourite_button, remembered, search_field},
    reactive::effect,
    route::Route,
    state::{Reading, use_console},
    ui::{div, live, p, page_title, skeleton, together, words},
};

/// One node or resource of the configuration.
pub fn configuration_page(segments: &[String]) -> AnyView {
    let console = use_console();
    let explore = use_explore();
    let path = StoredValue::new(Route::resource_path(segments));
    let resource = Reading::new(move || {
        let path = path.get_value();
        Box::pin(async move { console.client().resource(&path).await })
    });
    let is_root = segments.is_empty();
    let key = segments.last().cloned();
    let help = match key {
        Some(_) => path.get_value(),
        None => text(Msg::ConfigurationHelp).to_owned(),
    };
    let name = move || {
        resource
            .with(named)
            .or_else(|| key.clone())
            .unwrap_or_else(|| text(Msg::Configuration).to_owned())
    };
    let visited = name.clone();
    effect(move || {
        let answer = resource.with(|found| match found? {
            Ok(resource) => Some(Ok(resource.content.clone())),
            Err(error) => Some(Err(error.clone())),
        });
        let Some(answer) = answer else { return };
        let path = path.get_value();
        explore.visited(&path, &answer);
        if answer.is_ok() && !is_root {
            untrack(|| explore.visit(&path, &visited()));
        }
    });
    // The same answer once more, after a connection was lost or a commit, leaves a form and what is typed in it alone.
    let answer = Memo::new(move |_| resource.with(|found| found.cloned()));
    let found = live(move || {
        answer.with(|answer| match answer {
            None => skeleton(6),
            // What a form looks at while it is built is its own affair.
            Some(Ok(resource)) => untrack(|| contents(path.get_value(), resource)),
            Some(Err(error)) => resource.failed(error),
        })
    });
    if is_root {
        return together(vec![
            page_title(name, help).view(),
            search_field(),
            remembered(explore),
            words("H2", Msg::AllOfConfiguration).view(),
            found,
        ]);
    }
    let around = live(move || {
        resource.with(|found| match found {
            Some(Ok(resource)) => neighbours(&path.get_value(), &resource.meta),
            _ => ().into_any(),
        })
    });
    let users = live(move || {
        resource.with(|found| match found {
            Some(Ok(resource)) if matches!(resource.content, Content::Body(_)) => {
                used_by(path.get_value(), resource.allows("DELETE") != Some(false))
            }
            _ => ().into_any(),
        })
    });
    let title = div("title-row")
        .child(page_title(name.clone(), help))
        .child(favourite_button(explore, path.get_value(), move || {
            untrack(&name)
        }));
    together(vec![title.view(), around, found, users])
}

/// A list of links or a form, with what can be done about it.
fn contents(path: String, resource: &Resource) -> AnyView {
    match &resource.content {
        Content::Node(items) => together(vec![
            list_bar(&path, resource),
            staged_in_list(path.clone()),
            node_list(&path, items),
        ]),
        Content::Body(content) => together(vec![
            object_bar(&path, resource),
            editor(path, resource.allows("PUT"), content.clone()),
        ]),
        Content::Empty => p("empty").text(Msg::EmptyResource).view(),
    }
}

/// Objects have a name of their own; their key says little.
fn named(found: Option<&Result<Resource, Error>>) -> Option<String> {
    match &found?.as_ref().ok()?.content {
        Content::Body(body) => body.get("name")?.as_str().map(str::to_owned),
        _ => None,
    }
}
