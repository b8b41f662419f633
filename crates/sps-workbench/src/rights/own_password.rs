//! Changing the own password (`sps-api.md` §6.3), and the rules that are known before.

use serde_json::Value;
use sps_client::{Authentication, Change, Client, Error, Outcome, Transport, UserInfo};

use crate::changes::Location;
use crate::commit::{CommitOutcome, Finding, commit};
use crate::transaction::open_unless_open;

/// What came of the change.
#[derive(Debug)]
pub enum PasswordOutcome {
    /// The new password applies from the next sign-in on.
    Changed,
    /// So many other changes are staged, and would become active with it; nothing was sent (product D3).
    Others(usize),
    /// The appliance refused it, or no answer came; the password is as it was.
    NotChanged {
        /// Why.
        error: Error,
        /// It may be staged all the same, and a later commit may change the password.
        may_be_staged: bool,
    },
    /// It was staged and the commit failed. Where this change opened the transaction it was rolled back again.
    NotCommitted {
        /// What came of the commit.
        commit: CommitOutcome,
        /// The transaction is gone, and the change with it.
        is_rolled_back: bool,
    },
}

/// Changes the password and commits that: opens a transaction unless one is open, sends old and new once, commits.
///
/// A commit activates the whole transaction, so nothing is sent where anything else is staged now, by whatever tab. What
/// was opened here for a change that was refused is closed again. Nothing is repeated.
pub async fn change_password<T: Transport>(
    client: &Client<T>,
    path: &str,
    old: &str,
    new: &str,
    message: &str,
) -> PasswordOutcome {
    let not_changed = |error| PasswordOutcome::NotChanged {
        error,
        may_be_staged: false,
    };
    let is_ours = match open_unless_open(client).await {
        Ok(is_ours) => is_ours,
        Err(error) => return not_changed(error),
    };
    if !is_ours {
        match client.changes().await.as_deref().map(staged_by_others) {
            Ok(0) => {}
            Ok(others) => return PasswordOutcome::Others(others),
            Err(error) => return not_changed(error.clone()),
        }
    }
    if let Err(error) = client.change_own_password(path, old, new).await {
        let is_gone = close(client, is_ours).await;
        return PasswordOutcome::NotChanged {
            may_be_staged: error.outcome() == Outcome::Unknown && !is_gone,
            error,
        };
    }
    match commit(client, Some(message)).await {
        CommitOutcome::Committed
        | CommitOutcome::Unknown {
            finding: Finding::Committed,
            ..
        } => PasswordOutcome::Changed,
        // The transaction went with the session.
        CommitOutcome::SessionEnded(error) => not_changed(error),
        // Not settled: whoever rolls back now may roll back what is being committed.
        commit @ CommitOutcome::Unknown { .. } => PasswordOutcome::NotCommitted {
            commit,
            is_rolled_back: false,
        },
        commit => PasswordOutcome::NotCommitted {
            commit,
            is_rolled_back: close(client, is_ours).await,
        },
    }
}

/// Rolls back what was opened for this change alone; whether it is gone.
async fn close<T: Transport>(client: &Client<T>, is_ours: bool) -> bool {
    is_ours && client.roll_back().await.is_ok()
}

/// How many staged changes are not about this user's password, and would become active with it (product D3).
///
/// A password that was staged before changes a password object and the user that refers to it.
// ASSUMPTION: the change list shows it as below `user/password`; where it shows the objects, they count as other changes,
// which asks the person once too often and never too rarely.
fn staged_by_others(changes: &[Change]) -> usize {
    changes
        .iter()
        .filter(|change| !Location::read(&change.path).is_within_api(&["user", "password"]))
        .count()
}

/// Whether the appliance keeps this person's password: not if somebody else checked it at sign-in.
#[must_use]
pub fn keeps_the_password(user: &UserInfo) -> bool {
    let method = user.login_method.as_ref();
    !matches!(
        method.and_then(|method| method.authentication.as_ref()),
        Some(Authentication::Ldap | Authentication::Radius | Authentication::Saml2)
    )
}

/// A rule for passwords of local users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordRule {
    /// The least length, in characters.
    MinimumLength(u64),
    /// The least strength, in the appliance's words, such as `good`.
    MinimumStrength(String),
    /// Passwords that are easy to guess are refused (cracklib).
    NotGuessable,
    /// So many earlier passwords are refused.
    NotOneOfTheLast(u64),
    /// It expires after so many days.
    ExpiresAfterDays(u64),
}

/// The rules of `/api/configuration/aaa/settings` (`sps-api.md` §10), as far as they are understood; `None` if the
/// answer says nothing of local passwords.
#[must_use]
pub fn password_rules(settings: &Value) -> Option<Vec<PasswordRule>> {
    let backend = settings.get("backend")?;
    let number = |name: &str| {
        backend
            .get(name)
            .and_then(Value::as_u64)
            .filter(|it| *it > 0)
    };
    let mut rules = Vec::new();
    let mut is_told = false;
    // ASSUMPTION: a least length, where there is one, has one of these names; the guide shows none.
    for name in ["minimum_password_length", "min_password_length"] {
        if let Some(length) = number(name) {
            rules.push(PasswordRule::MinimumLength(length));
            is_told = true;
        }
    }
    if let Some(strength) = backend
        .get("minimum_password_strength")
        .and_then(Value::as_str)
    {
        is_told = true;
        if !matches!(strength, "" | "disabled" | "none") {
            rules.push(PasswordRule::MinimumStrength(strength.to_owned()));
        }
    }
    if let Some(cracklib) = backend.get("cracklib_enabled").and_then(Value::as_bool) {
        is_told = true;
        if cracklib {
            rules.push(PasswordRule::NotGuessable);
        }
    }
    if let Some(count) = number("remember_previous_passwords") {
        rules.push(PasswordRule::NotOneOfTheLast(count));
        is_told = true;
    }
    if let Some(days) = number("expiration_days") {
        rules.push(PasswordRule::ExpiresAfterDays(days));
        is_told = true;
    }
    is_told.then_some(rules)
}
