//! What can be done with a list and with an object as a whole: create, clone, delete.

use leptos::prelude::*;
use sps_client::{Content, Resource, paths};

use super::{
    catalogue_file::{load_catalogue, loaded_catalogue},
    delete_object::delete_object,
    staged_objects::staged_here,
};
use crate::{
    messages::Msg,
    navigation,
    reactive::{run, whether},
    rights::{Barred, use_rights},
    route::Route,
    state::use_console,
    ui::{Shape, div, element, icon, live, nothing, together},
};

/// What the documents know decides where `Allow` does not: then `bar` waits for the catalogue.
fn with_catalogue(
    verb: &str,
    path: &str,
    resource: &Resource,
    bar: fn(&str, &Resource) -> AnyView,
) -> AnyView {
    if resource.allows(verb) == Some(true) || loaded_catalogue().is_some() {
        return bar(path, resource);
    }
    let is_loaded = RwSignal::new(false);
    run(async move {
        load_catalogue().await;
        is_loaded.try_set(true);
    });
    let (path, resource) = (path.to_owned(), resource.clone());
    live(move || {
        if is_loaded.get() {
            bar(&path, &resource)
        } else {
            nothing()
        }
    })
}

/// *New object*, on a list that takes new objects.
pub fn list_bar(path: &str, resource: &Resource) -> AnyView {
    with_catalogue("POST", path, resource, bar_of_list)
}

fn bar_of_list(path: &str, resource: &Resource) -> AnyView {
    let list = match Route::for_resource(path) {
        Some(Route::Configuration(list)) if is_list(path, resource) => list,
        _ => return nothing(),
    };
    let barred = barred_from_creating(path.to_owned());
    let new = Route::NewObject { list, model: None };
    // Barred, its own click is not reached.
    let create = barred
        .mark(element("BUTTON").attr("type", "button"), || false)
        .child(icon(Shape::Added))
        .text(Msg::NewObject)
        .on("click", move |_| navigation::open(&new));
    together(vec![
        div("object-bar").child(create).view(),
        barred.explanation(),
    ])
}

/// Whether objects are listed here. `Allow` tells, unless it leaves out what this person may not do: then the bodies of
/// the items or the documents tell, and the control says why it is off (M9.1).
fn is_list(path: &str, resource: &Resource) -> bool {
    let has_bodies = || matches!(&resource.content, Content::Node(items) if items.iter().any(|item| item.body.is_some()));
    resource.allows("POST") == Some(true) || has_bodies() || is_documented(&paths::child(path, "*"))
}

/// The documents know objects like this one.
fn is_documented(path: &str) -> bool {
    loaded_catalogue().is_some_and(|catalogue| catalogue.is_object(path))
}

/// Why this person may not create an object in a list.
pub fn barred_from_creating(list: String) -> Barred {
    let rights = use_rights();
    Barred::by(move || rights.map_or_else(Vec::new, |rights| rights.to_create(&list)))
}

/// *Clone* and *Delete*, on an object that can be deleted; and whether it is active.
pub fn object_bar(path: &str, resource: &Resource) -> AnyView {
    with_catalogue("DELETE", path, resource, bar_of_object)
}

fn bar_of_object(path: &str, resource: &Resource) -> AnyView {
    let Some(Route::Configuration(mut list)) = Route::for_resource(path) else {
        return nothing();
    };
    if resource.allows("DELETE") != Some(true) && !is_documented(path) {
        return nothing();
    }
    let Some(key) = list.pop().filter(|_| !list.is_empty()) else {
        return nothing();
    };
    let body = match &resource.content {
        Content::Body(body) => body.clone(),
        _ => return nothing(),
    };
    let name = body.get("name").and_then(|name| name.as_str());
    let name = name.unwrap_or(&key).to_owned();
    let list_path = Route::resource_path(&list);
    let open = RwSignal::new(false);

    let cloning = barred_from_creating(list_path.clone());
    // What was read of the list may say that it takes no new objects.
    let console = use_console();
    let takes_none = {
        let list = list_path.clone();
        whether(move || {
            let verbs = console.client().allowed(&list);
            verbs.is_some_and(|verbs| !verbs.iter().any(|verb| verb == "POST"))
        })
    };
    let model = Route::NewObject {
        list: list.clone(),
        model: Some(key),
    };
    let clone = live(move || {
        if takes_none.get() {
            return nothing();
        }
        let model = model.clone();
        cloning
            .mark(element("BUTTON").attr("type", "button"), || false)
            .child(icon(Shape::Copy))
            .text(Msg::CloneObject)
            .on("click", move |_| navigation::open(&model))
            .view()
    });
    let rights = use_rights();
    let object = path.to_owned();
    let deleting =
        Barred::by(move || rights.map_or_else(Vec::new, |rights| rights.to_delete(&object)));
    let delete = deleting
        .mark(
            element("BUTTON")
                .attr("type", "button")
                .attr("class", "quiet danger end"),
            || false,
        )
        .text(Msg::DeleteObject)
        .on("click", move |_| open.set(true));
    // One reason is enough where both are the same person's lack of rights.
    let why_not = live(move || {
        if deleting.is() {
            deleting.explanation()
        } else {
            cloning.explanation()
        }
    });
    together(vec![
        staged_here(path.to_owned()),
        div("object-bar").child(clone).child(delete).view(),
        why_not,
        delete_object(
            open,
            path.to_owned(),
            name,
            Route::Configuration(list),
            body,
        ),
    ])
}
