//! The screen of a new object: what it begins with is read, then the form.

use leptos::prelude::*;
use serde_json::Value;
use sps_client::{Client, Content, Error, Item, Transport, paths};
use sps_workbench::{catalogue::Catalogue, create::beginning, document::cloned};

use super::{
    catalogue_file::load_catalogue,
    new_form::{Begun, new_form},
};
use crate::{
    messages::{Msg, text, text_with},
    route::Route,
    state::{Reading, use_console},
    ui::{live, page_title, together},
};

/// A new object in a list; a copy of one of its objects, if that is named.
pub fn new_object_page(list: &[String], model: Option<String>) -> AnyView {
    let console = use_console();
    let path = StoredValue::new(Route::resource_path(list));
    let begun = Reading::new(move || {
        let (path, model) = (path.get_value(), model.clone());
        Box::pin(async move {
            let catalogue = load_catalogue().await;
            begin(&console.client(), &catalogue, &path, model.as_deref()).await
        })
    });
    let place = list.join(" › ");
    let title = move || {
        let model = begun.with(|found| match found {
            Some(Ok(begun)) => begun.model.clone(),
            _ => None,
        });
        match model {
            Some(name) => text_with(Msg::CopyOf, &[("name", &name)]),
            None => text(Msg::NewObject).to_owned(),
        }
    };
    let form = live(move || begun.show(6, |begun| new_form(path.get_value(), begun.clone())));
    let help = text_with(Msg::NewObjectIn, &[("list", &place)]);
    together(vec![page_title(title, help).view(), form])
}

/// What a new object of a list begins with: a copy of the object `model`, else an empty one in the shape of the others.
///
/// # Errors
/// The list, or the object, cannot be read.
pub async fn begin<T: Transport>(
    client: &Client<T>,
    catalogue: &Catalogue,
    list: &str,
    model: Option<&str>,
) -> Result<Begun, Error> {
    let resource = client.resource(list).await?;
    let may_create = resource.allows("POST");
    let items = match resource.content {
        Content::Node(items) => items,
        _ => Vec::new(),
    };
    let place = paths::child(list, "*");
    let template = catalogue.resource(&place).map(|hint| hint.template());
    let wanted = match model {
        Some(model) => Some(model.to_owned()),
        None => items.first().map(|item| item.key.clone()),
    };
    // Lists of older versions tell no bodies.
    let body = match wanted {
        Some(key) => match items.iter().find(|item| item.key == key) {
            Some(Item {
                body: Some(body), ..
            }) => Some(body.clone()),
            _ => read_model(client, &paths::child(list, &key), model.is_some()).await?,
        },
        None => None,
    };
    let names: Vec<&str> = items
        .iter()
        .filter_map(|item| item.body.as_ref()?.get("name")?.as_str())
        .collect();
    let content = match (model, &body) {
        (Some(_), Some(body)) => cloned(body, &names),
        _ => beginning(body.as_ref(), template),
    };
    let model = model.map(|key| {
        let name = body.as_ref().and_then(|body| body.get("name")?.as_str());
        name.unwrap_or(key).to_owned()
    });
    Ok(Begun {
        content,
        model,
        may_create,
    })
}

/// The object at `path`; where it is only an example of its kind, it may be missing.
async fn read_model<T: Transport>(
    client: &Client<T>,
    path: &str,
    is_needed: bool,
) -> Result<Option<Value>, Error> {
    match client.resource(path).await {
        Ok(resource) => Ok(match resource.content {
            Content::Body(body) => Some(body),
            _ => None,
        }),
        Err(Error::NotFound(_) | Error::NotAllowed(_) | Error::LacksRight(_)) if !is_needed => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
