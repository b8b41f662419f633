//! What is known beside the keys: the titles of login methods.

use serde_json::Value;
use sps_client::{Client, Content, Error, May, Rights, Transport};

/// Where login methods have the ids that keys name.
const METHODS: [&str; 2] = ["aaa", "login_methods"];
/// The same as a path, to ask whether it may be read.
const METHODS_PATH: &str = "/api/configuration/aaa/login_methods";

/// What is known beside the keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyContext {
    /// Ids of login methods and their titles; empty where this person may not read them.
    titles: Vec<(String, String)>,
}

impl KeyContext {
    /// The title of the login method with this id.
    pub fn title(&self, id: &str) -> Option<&str> {
        let (_, title) = self.titles.iter().find(|(known, _)| known == id)?;
        Some(title)
    }
}

/// Reads the login methods if they may be read and are there: nothing is asked that would only be refused.
///
/// # Errors
/// [`Error::SessionEnded`]; everything else only leaves things unknown.
pub async fn key_context<T: Transport>(
    client: &Client<T>,
    rights: Option<&Rights>,
) -> Result<KeyContext, Error> {
    match methods(client, rights).await {
        Ok(titles) => Ok(KeyContext { titles }),
        Err(error @ Error::SessionEnded(_)) => Err(error),
        Err(_) => Ok(KeyContext::default()),
    }
}

async fn methods<T: Transport>(
    client: &Client<T>,
    rights: Option<&Rights>,
) -> Result<Vec<(String, String)>, Error> {
    let may = rights.is_some_and(|rights| client.may(rights, "GET", METHODS_PATH) == May::Yes);
    if !may {
        return Ok(Vec::new());
    }
    let [node, list] = METHODS;
    // Older versions have none, and the node tells.
    let node = client.configuration(&[node]).await?;
    let Content::Node(items) = &node.content else {
        return Ok(Vec::new());
    };
    if !items.iter().any(|item| item.key == list) {
        return Ok(Vec::new());
    }
    let found = client.configuration(&METHODS).await?;
    Ok(titles(&found.content))
}

fn titles(content: &Content) -> Vec<(String, String)> {
    let Content::Node(items) = content else {
        return Vec::new();
    };
    items
        .iter()
        .filter_map(|item| {
            let body = item.body.as_ref()?;
            let title = ["title", "name"]
                .iter()
                .find_map(|name| body.get(name).and_then(Value::as_str))
                .filter(|title| !title.is_empty())?;
            Some((item.key.clone(), title.to_owned()))
        })
        .collect()
}
