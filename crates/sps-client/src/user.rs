//! Who is signed in, and the token that comes along.

use http::HeaderValue;
use serde_json::Value;

use crate::client::Client;
use crate::envelope::{Object, payload, text};
use crate::error::Error;
use crate::login::{Authentication, Credential};
use crate::paths;
use crate::places::Place;
use crate::reply::Reply;
use crate::request::Call;
use crate::rights::{Endpoint, endpoints};
use crate::transport::Transport;

/// The signed-in user (`sps-api.md` §6.2). The `X-Token` of the same answer is kept by the client and never gets here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserInfo {
    /// The user name.
    pub name: String,
    /// How the user signed in; told from 8.0 on.
    pub login_method: Option<UserLoginMethod>,
    /// What the user may do where; told up to 7.x.
    pub endpoints: Option<Vec<Endpoint>>,
}

/// How a user signed in (seed 004).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserLoginMethod {
    /// The name of the login method.
    pub name: Option<String>,
    /// Who checked the credentials.
    pub authentication: Option<Authentication>,
    /// What the user showed.
    pub credential: Option<Credential>,
}

impl<T: Transport> Client<T> {
    /// Who is signed in. This is the proof of a session; the answer of the sign-in is not.
    ///
    /// Tries the three documented addresses in turn (`sps-api.md` §6.2), and keeps the `X-Token` for the writes of this
    /// session (`sps-api.md` §5.4).
    ///
    /// # Errors
    /// [`Error::SessionEnded`] if nobody is signed in, [`Error::LacksRight`] if the user may not use the API, else what
    /// the appliance answered.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"user":{"name":"admin"},"meta":{"href":"/api/user_info"}}"#]);
    /// assert_eq!(client.user_info().await?.name, "admin");
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn user_info(&self) -> Result<UserInfo, Error> {
        let session = self.current_session();
        let mut reply = self.read_user_info().await?;
        let members = reply.members();
        let info = read(&members).ok_or_else(|| reply.lacking("user.name"))?;
        let token = match token(&members) {
            Some(token) => Some(header(token).ok_or_else(|| reply.lacking("token"))?),
            None => None,
        };
        self.keep_token(session, token);
        Ok(info)
    }

    async fn read_user_info(&self) -> Result<Reply, Error> {
        let [documented, others @ ..] = paths::USER_INFO;
        let first = self.address(Place::UserInfo).await?;
        let not_found = match self.exchange(Call::get(&first)).await {
            Err(error @ Error::NotFound(_)) => error,
            other => return other,
        };
        if first != documented {
            // A link that led nowhere is followed by the documented paths, too, but its answer is the one to report.
            match self.exchange(Call::get(documented)).await {
                Err(Error::NotFound(_)) => {}
                other => return other,
            }
        }
        for path in others {
            match self.exchange(Call::get(path)).await {
                Err(Error::NotFound(_)) => {}
                other => return other,
            }
        }
        if let Some(link) = self.look_elsewhere(Place::UserInfo, &first).await {
            return self.exchange(Call::get(&link)).await;
        }
        // It is nowhere: the first answer is the one to report.
        Err(not_found)
    }
}

/// The objects that may hold the members: the answer itself and what is wrapped in it.
fn holders(content: &Object) -> [&Object; 2] {
    [content, payload(content, "user_info")]
}

fn read(content: &Object) -> Option<UserInfo> {
    let find = |name: &str| {
        holders(content)
            .into_iter()
            .find_map(|holder| holder.get(name).filter(|value| !value.is_null()))
    };
    let user = find("user");
    let name = match user {
        Some(Value::String(name)) => Some(name.clone()),
        Some(Value::Object(user)) => text(user, "name"),
        _ => find("name").and_then(Value::as_str).map(str::to_owned),
    }?;
    let login_method = find("login_method").or_else(|| user?.get("login_method"));
    Some(UserInfo {
        name,
        login_method: login_method.and_then(login_method_of),
        endpoints: find("endpoints").and_then(endpoints),
    })
}

fn login_method_of(value: &Value) -> Option<UserLoginMethod> {
    match value {
        // The element table calls it a string, though it has members (seed 004).
        Value::String(name) => Some(UserLoginMethod {
            name: Some(name.clone()),
            authentication: None,
            credential: None,
        }),
        Value::Object(method) => Some(UserLoginMethod {
            name: text(method, "name"),
            authentication: text(method, "authentication")
                .map(|name| Authentication::from_name(&name)),
            credential: text(method, "credential").map(|name| Credential::from_name(&name)),
        }),
        _ => None,
    }
}

/// The `X-Token`: the member `token` of the answer, of `user` or of `body`.
///
/// ASSUMPTION: the member is called `token`, or else a name that ends so; its name and place are not documented
/// (`sps-api.md` §5.4). A recorded answer of 7.5 or later would settle it.
fn token(content: &Object) -> Option<&str> {
    let places = || {
        holders(content)
            .into_iter()
            .flat_map(|holder| [Some(holder), holder.get("user").and_then(Value::as_object)])
            .flatten()
    };
    let named = |name: &str| name.to_ascii_lowercase().ends_with("token");
    let exact = places().find_map(|holder| holder.get("token")?.as_str());
    exact
        .or_else(|| {
            places().find_map(|holder| {
                let (_, value) = holder.iter().find(|(name, _)| named(name))?;
                value.as_str()
            })
        })
        .filter(|token| !token.is_empty())
}

/// The token as a header that never shows in `Debug`; `None` if it cannot be a header.
fn header(token: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(token).ok()?;
    value.set_sensitive(true);
    Some(value)
}
