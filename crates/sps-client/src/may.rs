//! Whether a request is worth offering, as one answer made of all that is known.

use crate::client::Client;
use crate::rights::Rights;
use crate::transport::Transport;

/// Whether the signed-in user may do something. It advises what to offer; the appliance has the last word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum May {
    /// Nothing known speaks against it, and something for it.
    Yes,
    /// Something known speaks against it.
    No {
        /// What does.
        reason: Reason,
    },
    /// Nothing is known: offer it and read the answer.
    Unknown,
}

/// What speaks against a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The user's rights do not include it. Whoever grants rights can help; they apply at the next sign-in.
    NotGranted {
        /// The published entry that decided, such as `/api/configuration/aaa`.
        endpoint: String,
    },
    /// The resource did not name the verb in `Allow` when it was last read: it never allows it, or not to this user.
    NotAllowed {
        /// The verbs it named.
        allow: Vec<String>,
    },
}

impl Rights {
    /// Whether the user may use `verb` at `path`, by the published rights and, where it is known, by what the resource
    /// itself named in `Allow`. One no is enough.
    ///
    /// ```
    /// use sps_client::{Endpoint, May, Reason, Rights, RightsSource};
    ///
    /// let rights = Rights {
    ///     endpoints: vec![Endpoint { url: "/api".to_owned(), methods: vec!["GET".to_owned()] }],
    ///     source: RightsSource::UserInfo,
    /// };
    /// assert_eq!(rights.judge("GET", "/api/info", None), May::Yes);
    /// assert_eq!(
    ///     rights.judge("PUT", "/api/info", None),
    ///     May::No { reason: Reason::NotGranted { endpoint: "/api".to_owned() } }
    /// );
    /// assert_eq!(rights.judge("GET", "/elsewhere", None), May::Unknown);
    /// ```
    #[must_use]
    pub fn judge(&self, verb: &str, path: &str, allow: Option<&[String]>) -> May {
        let granted = self.deciding(verb, path);
        if let Some((endpoint, false)) = granted {
            let endpoint = endpoint.to_owned();
            return May::No {
                reason: Reason::NotGranted { endpoint },
            };
        }
        match allow {
            Some(allow) if allow.iter().any(|named| named.eq_ignore_ascii_case(verb)) => May::Yes,
            Some(allow) => May::No {
                reason: Reason::NotAllowed {
                    allow: allow.to_vec(),
                },
            },
            None if granted.is_some() => May::Yes,
            None => May::Unknown,
        }
    }
}

impl<T: Transport> Client<T> {
    /// Whether the user may use `verb` at `path`, by the rights the appliance published and the `Allow` of the last
    /// answer of that path in this session. Nothing is sent.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::{May, Reason};
    ///
    /// # pollster::block_on(async {
    /// let client = canned([
    ///     r#"{"user":{"name":"admin"},"endpoints":[{"url":"/api","methods":["GET","PUT","POST"]}]}"#,
    ///     r#"{"key":"timezone","body":"Europe/Budapest"}"#,
    /// ]);
    /// let rights = client.rights(&client.user_info().await?).await?;
    /// let path = "/api/configuration/datetime/timezone";
    /// assert_eq!(client.may(&rights, "POST", path), May::Yes);
    /// // The resource answers "Allow: GET, PUT" itself.
    /// client.resource(path).await?;
    /// assert!(matches!(
    ///     client.may(&rights, "POST", path),
    ///     May::No { reason: Reason::NotAllowed { .. } }
    /// ));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn may(&self, rights: &Rights, verb: &str, path: &str) -> May {
        rights.judge(verb, path, self.allowed(path).as_deref())
    }
}
