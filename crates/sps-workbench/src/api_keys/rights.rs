//! What is known beside the keys: the titles of login methods.

use serde_json::Value;
use sps_client::{Client, Content, Error, May, Transport, UserInfo};

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

/// Reads the rights, and the login methods if they may be read: nothing is asked that would only be refused.
///
/// # Errors
/// [`Error::SessionEnded`]; everything else only leaves things unknown.
pub async fn key_context<T: Transport>(
    client: &Client<T>,
    user: &UserInfo,
) -> Result<KeyContext, Error> {
    let rights = match client.rights(user).await {
        Ok(rights) => rights,
        Err(error @ Error::SessionEnded(_)) => return Err(error),
        Err(_) => return Ok(KeyContext::default()),
    };
    let titles = if client.may(&rights, "GET", METHODS_PATH) == May::Yes {
        match client.configuration(&METHODS).await {
            Ok(resource) => titles(&resource.content),
            Err(error @ Error::SessionEnded(_)) => return Err(error),
            Err(_) => Vec::new(),
        }
    } else {
        Vec::new()
    };
    Ok(KeyContext { titles })
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
