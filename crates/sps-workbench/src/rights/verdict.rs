//! May I: yes, no with its reason, or not known yet (product M9.1, M9.7).

use sps_client::{Client, May, Reason, Rights, RightsSource, Transport};

use super::privileges::{Access, Privilege, below, privilege_of};

/// The answer to *may I*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As far as known.
    Yes(Yes),
    /// Something known speaks against it.
    No(No),
    /// Nothing is known: one GET of the path tells its verbs.
    Unknown,
}

/// What speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yes {
    /// The published rights.
    Published,
    /// The published rights allow something below: the way there can be read.
    LeadsThere,
    /// The path itself named the verb in `Allow`.
    Allowed,
}

/// What speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum No {
    /// The published entry that decided leaves the verb out.
    NotGranted {
        /// Its path.
        endpoint: String,
    },
    /// No published entry is about this path.
    NotListed,
    /// The path itself named other verbs: it never allows this one, or not to this person.
    NotAllowed {
        /// The verbs it named.
        allow: Vec<String>,
    },
    /// The published rights would allow the verb, but the path itself does not name it: nobody can use it there.
    NotOffered {
        /// The verbs it named.
        allow: Vec<String>,
    },
    /// The appliance refused it with 403 in this session.
    WasRefused,
}

/// What the path itself said in this session.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heard<'a> {
    /// The verbs of its last `Allow`.
    pub allow: Option<&'a [String]>,
    /// The verb was refused there with 403.
    pub was_refused: bool,
}

/// May this person use `verb` at `path`, by the published rights and by what the path itself said? One no is enough.
#[must_use]
pub fn judge(rights: Option<&Rights>, verb: &str, path: &str, heard: Heard<'_>) -> Verdict {
    let unpublished = Rights {
        endpoints: Vec::new(),
        source: RightsSource::NotPublished,
    };
    let rights = rights.unwrap_or(&unpublished);
    let verdict = match rights.judge(verb, path, heard.allow) {
        May::Yes if heard.allow.is_some() => Verdict::Yes(Yes::Allowed),
        May::Yes => Verdict::Yes(Yes::Published),
        May::No {
            reason: Reason::NotGranted { endpoint },
        } => Verdict::No(No::NotGranted { endpoint }),
        May::No {
            reason: Reason::NotAllowed { allow },
        } => Verdict::No(if rights.may(verb, path) == Some(true) {
            No::NotOffered { allow }
        } else {
            No::NotAllowed { allow }
        }),
        May::No { .. } | May::Unknown => unlisted(rights, verb, path),
    };
    match verdict {
        // What the list leaves out was to be expected; anything else is settled by the refusal itself.
        Verdict::No(No::NotGranted { .. } | No::NotListed) => verdict,
        _ if heard.was_refused => Verdict::No(No::WasRefused),
        verdict => verdict,
    }
}

/// No entry is about the path. The nodes above a granted path can be read, or nobody could find it.
// ASSUMPTION: a list that was published is complete; an empty one was not understood. A recorded list of a person with
// few rights would settle it.
fn unlisted(rights: &Rights, verb: &str, path: &str) -> Verdict {
    if rights.endpoints.is_empty() {
        return Verdict::Unknown;
    }
    let reads = |methods: &[String]| methods.iter().any(|verb| verb.eq_ignore_ascii_case("GET"));
    let leads_there = verb.eq_ignore_ascii_case("GET")
        && rights
            .endpoints
            .iter()
            .any(|entry| reads(&entry.methods) && below(&entry.url, path).is_some());
    if leads_there {
        Verdict::Yes(Yes::LeadsThere)
    } else {
        Verdict::No(No::NotListed)
    }
}

/// As [`judge`], with what the client heard of the path. Nothing is sent.
pub fn ask<T: Transport>(
    client: &Client<T>,
    rights: Option<&Rights>,
    verb: &str,
    path: &str,
) -> Verdict {
    let allow = client.allowed(path);
    let heard = Heard {
        allow: allow.as_deref(),
        was_refused: client.was_refused(verb, path),
    };
    judge(rights, verb, path, heard)
}

/// What to ask an administrator for.
pub(super) fn wanted(verb: &str, path: &str) -> (Option<Privilege>, Access) {
    (privilege_of(path), Access::for_verb(verb))
}
