//! Login methods, and how the appliance tells them.

use serde_json::Value;

use crate::client::Client;
use crate::envelope::{Object, member, text};
use crate::error::Error;
use crate::paths;
use crate::request::Call;
use crate::transport::Transport;

/// A way to sign in that the appliance offers (seed 001, "login_methods").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginMethod {
    /// The unique name to sign in with. Empty where the appliance has no names for its methods (before 7.0).
    pub name: String,
    /// The text of the button on the appliance's own sign-in page; administrators can change it.
    pub title: String,
    /// Who checks the credentials.
    pub authentication: Authentication,
    /// What the person has to show.
    pub credential: Credential,
}

/// Who checks the credentials (seed 001; `saml2` seed 004).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// The appliance's own user database.
    Local,
    /// An LDAP directory.
    Ldap,
    /// A RADIUS server.
    Radius,
    /// A client certificate.
    X509,
    /// A SAML2 identity provider.
    Saml2,
    /// A name this client does not know, or `basic` where an older appliance says no more than "a password".
    Other(String),
}

/// What the person has to show, or has shown (seeds 001 and 004).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A password.
    Password,
    /// A client certificate.
    X509,
    /// In user information only: the appliance itself.
    Local,
    /// In user information only: another node of the cluster.
    Cluster,
    /// In user information only: an identity provider.
    Federated,
    /// A name this client does not know.
    Other(String),
}

impl Authentication {
    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "local" => Self::Local,
            "ldap" => Self::Ldap,
            "radius" => Self::Radius,
            "x509" => Self::X509,
            "saml2" => Self::Saml2,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The appliance's own name for it.
    ///
    /// ```
    /// assert_eq!(sps_client::Authentication::Ldap.name(), "ldap");
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Local => "local",
            Self::Ldap => "ldap",
            Self::Radius => "radius",
            Self::X509 => "x509",
            Self::Saml2 => "saml2",
            Self::Other(name) => name,
        }
    }
}

impl Credential {
    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "password" => Self::Password,
            "x509" => Self::X509,
            "local" => Self::Local,
            "cluster" => Self::Cluster,
            "federated" => Self::Federated,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The appliance's own name for it.
    ///
    /// ```
    /// assert_eq!(sps_client::Credential::X509.name(), "x509");
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Password => "password",
            Self::X509 => "x509",
            Self::Local => "local",
            Self::Cluster => "cluster",
            Self::Federated => "federated",
            Self::Other(name) => name,
        }
    }
}

impl<T: Transport> Client<T> {
    /// The ways to sign in, in the appliance's order. Needs no session.
    ///
    /// Appliances before 7.0 do not know the list and only tell whether passwords and certificates are accepted
    /// (`/api/authentication/types`, seed 000); their methods have no name.
    ///
    /// # Errors
    /// What the appliance answered. A 401 means that it wants a session even for this; a plain password form is the
    /// thing to offer then, and also after [`Error::NotFound`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"login_methods":[{"name":"local","title":"Local login",
    ///     "authentication":"local","credential":"password"}]}"#]);
    /// let methods = client.login_methods().await?;
    /// assert_eq!(methods.first().map(|method| method.title.as_str()), Some("Local login"));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn login_methods(&self) -> Result<Vec<LoginMethod>, Error> {
        let mut reply = match self.exchange(Call::get(paths::LOGIN_METHODS)).await {
            // An appliance that does not know the path may well ask for a session before it says so.
            Err(no_list @ (Error::NotFound(_) | Error::SessionEnded(_))) => {
                return match self.login_types().await {
                    // Neither is there: the first answer is the one to report.
                    Err(Error::NotFound(_) | Error::SessionEnded(_)) => Err(no_list),
                    other => other,
                };
            }
            other => other?,
        };
        named_methods(&reply.members()).ok_or_else(|| reply.lacking("login_methods"))
    }

    async fn login_types(&self) -> Result<Vec<LoginMethod>, Error> {
        let mut reply = self.exchange(Call::get(paths::LOGIN_TYPES)).await?;
        methods_of_types(&reply.members()).ok_or_else(|| reply.lacking("types"))
    }
}

fn named_methods(content: &Object) -> Option<Vec<LoginMethod>> {
    let list = member(content, "login_methods").or_else(|| content.get("body"))?;
    list.as_array()?
        .iter()
        .map(|entry| {
            let entry = entry.as_object()?;
            let name = text(entry, "name").unwrap_or_default();
            let named = |member: &str| text(entry, member).unwrap_or_default();
            Some(LoginMethod {
                title: text(entry, "title").unwrap_or_else(|| name.clone()),
                authentication: Authentication::from_name(&named("authentication")),
                credential: Credential::from_name(&named("credential")),
                name,
            })
        })
        .collect()
}

/// `types` names `basic` and/or `x509`; whether as a list or as an object is not shown in any guide.
fn methods_of_types(content: &Object) -> Option<Vec<LoginMethod>> {
    let types: Vec<&str> = match member(content, "types")? {
        Value::Array(list) => list.iter().map(Value::as_str).collect::<Option<_>>()?,
        Value::Object(types) => types
            .iter()
            // ASSUMPTION: a member that is false or null is a kind that is switched off.
            .filter(|(_, value)| !matches!(value, Value::Bool(false) | Value::Null))
            .map(|(name, _)| name.as_str())
            .collect(),
        _ => return None,
    };
    let method = |name: &str| {
        let (title, authentication, credential) = match name {
            // "basic" says only that a password is asked for; who checks it stays unsaid.
            "basic" => (
                "Password",
                Authentication::Other("basic".to_owned()),
                Credential::Password,
            ),
            "x509" => ("X.509 certificate", Authentication::X509, Credential::X509),
            other => (
                other,
                Authentication::from_name(other),
                Credential::from_name(other),
            ),
        };
        LoginMethod {
            name: String::new(),
            title: title.to_owned(),
            authentication,
            credential,
        }
    };
    Some(types.into_iter().map(method).collect())
}
