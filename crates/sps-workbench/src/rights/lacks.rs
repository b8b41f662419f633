//! All that an action needs and this person lacks, not the first thing found (product M9.4).

use sps_client::{Client, Rights, Transport};

use super::privileges::{Access, Privilege};
use super::verdict::{Heard, No, Verdict, judge, wanted};

/// One request an action makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The verb, in capitals.
    pub verb: &'static str,
    /// The path.
    pub path: String,
}

impl Call {
    /// A request.
    pub fn new(verb: &'static str, path: impl Into<String>) -> Self {
        Self {
            verb,
            path: path.into(),
        }
    }
}

/// A right that is missing, with what to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The verb.
    pub verb: String,
    /// The path.
    pub path: String,
    /// The privilege an administrator can grant, if it can be named.
    pub privilege: Option<Privilege>,
    /// How much of it.
    pub access: Access,
    /// What speaks against it; `None` where the appliance refused just now.
    pub no: Option<No>,
}

impl Lack {
    /// What was missing in a request that was refused.
    #[must_use]
    pub fn of_refusal(verb: &str, path: &str) -> Self {
        let (privilege, access) = wanted(verb, path);
        Self {
            verb: verb.to_owned(),
            path: path.to_owned(),
            privilege,
            access,
            no: None,
        }
    }

    /// The same for a *no*.
    #[must_use]
    pub fn of_no(verb: &str, path: &str, no: No) -> Self {
        Self {
            no: Some(no),
            ..Self::of_refusal(verb, path)
        }
    }
}

/// Which of the requests of an action this person may not make, all of them, in their order. What is not known is not
/// missing: it is offered, and the answer tells.
///
/// A single 403 does not count here: a stale token is refused in the same way (product F17), and a control that switches
/// itself off could not be tried again.
pub fn lacking<T: Transport>(
    client: &Client<T>,
    rights: Option<&Rights>,
    calls: &[Call],
) -> Vec<Lack> {
    let mut lacks = Vec::new();
    for Call { verb, path } in calls {
        let allow = client.allowed(path);
        let heard = Heard {
            allow: allow.as_deref(),
            was_refused: false,
        };
        if let Verdict::No(no) = judge(rights, verb, path, heard) {
            lacks.push(Lack::of_no(verb, path, no));
        }
    }
    lacks
}

/// What staging a change of `resource` needs. A commit covers the whole transaction, so a right to commit that is
/// missing is told here (product M9.6).
#[must_use]
pub fn stage(resource: &str, transaction: &str) -> Vec<Call> {
    vec![
        Call::new("PUT", resource),
        Call::new("POST", transaction),
        Call::new("PUT", transaction),
    ]
}

/// What staging a new object of `list`, and committing it, needs.
#[must_use]
pub fn create_object(list: &str, transaction: &str) -> Vec<Call> {
    vec![
        Call::new("POST", list),
        Call::new("POST", transaction),
        Call::new("PUT", transaction),
    ]
}

/// What staging the deletion of `object`, and committing it, needs.
#[must_use]
pub fn delete_object(object: &str, transaction: &str) -> Vec<Call> {
    vec![
        Call::new("DELETE", object),
        Call::new("POST", transaction),
        Call::new("PUT", transaction),
    ]
}

/// What committing needs.
#[must_use]
pub fn commit(transaction: &str) -> Vec<Call> {
    vec![Call::new("PUT", transaction)]
}

/// What rolling back needs.
#[must_use]
pub fn roll_back(transaction: &str) -> Vec<Call> {
    vec![Call::new("DELETE", transaction)]
}

/// What creating an API key that works needs: the key, a transaction and its commit (product F5).
#[must_use]
pub fn create_key(api_keys: &str, transaction: &str) -> Vec<Call> {
    vec![
        Call::new("POST", api_keys),
        Call::new("POST", transaction),
        Call::new("PUT", transaction),
    ]
}

/// What deleting an API key for good needs.
#[must_use]
pub fn delete_key(api_keys: &str, key: &str, transaction: &str) -> Vec<Call> {
    vec![
        Call::new("DELETE", sps_client::paths::child(api_keys, key)),
        Call::new("POST", transaction),
        Call::new("PUT", transaction),
    ]
}

/// What changing the own password needs.
#[must_use]
pub fn change_own_password(password: &str, transaction: &str) -> Vec<Call> {
    stage(password, transaction)
}
