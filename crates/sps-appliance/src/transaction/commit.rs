//! The commit: merge, validate, apply (`sps-api.md` §7.1).

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::Transaction;
use crate::configuration::{Catalogue, Store, check, check_references, dangling};
use crate::error::ApiError;

/// The new configuration, if `transaction` can be applied to `live`.
///
/// # Errors
/// `MergeConflict` where others committed something different for the same place, `SemanticError`
/// where the result would not be valid.
pub(crate) fn commit(
    transaction: &Transaction,
    catalogue: &Catalogue,
    live: &Store,
) -> Result<Store, ApiError> {
    let merged = transaction.merge(live).map_err(|paths| {
        let errors: Vec<_> = paths
            .into_iter()
            .map(|path| ("Changed meanwhile by somebody else".to_owned(), vec![path]))
            .collect();
        ApiError::merge_conflict(&errors)
    })?;
    let mut errors = Vec::new();
    for (address, _, _) in transaction.changed() {
        let (Some(entry), Some(body)) = (catalogue.entry(&address.path), merged.get(address))
        else {
            continue;
        };
        // A merge of two valid bodies can mix two variants of a union.
        let checked = check(entry.shape(), body, "")
            .and_then(|_| check_references(catalogue, &merged, address, entry.shape(), body));
        if let Err(problem) = checked {
            errors.push((
                format!("{} {}", problem.property, problem.reason),
                vec![address.href()],
            ));
        }
    }
    for dangling in dangling(catalogue, &merged) {
        let message = format!(
            "{} refers to {}, which does not exist",
            dangling.property, dangling.key
        );
        let error = (message, vec![dangling.user.href()]);
        if !errors.iter().any(|(_, paths)| *paths == error.1) {
            errors.push(error);
        }
    }
    errors.extend(duplicate_names(transaction, &merged));
    if errors.is_empty() {
        Ok(merged)
    } else {
        Err(ApiError::refused("The changes are not valid.", &errors))
    }
}

/// Names that two sessions gave at the same time.
fn duplicate_names(transaction: &Transaction, merged: &Store) -> Vec<(String, Vec<String>)> {
    let lists: BTreeSet<_> = transaction
        .changed()
        .map(|(address, _, _)| address.path.as_str())
        .collect();
    let mut errors = Vec::new();
    // API keys of different users may have the same name.
    for path in lists
        .into_iter()
        .filter(|path| path.starts_with("/api/configuration/"))
    {
        let mut seen = HashSet::new();
        for (key, body) in merged.list(path).into_iter().flatten() {
            if let Some(name) = body
                .get("name")
                .and_then(Value::as_str)
                .filter(|name| !seen.insert(*name))
            {
                errors.push((
                    format!("The name {name} is taken"),
                    vec![format!("{path}/{key}")],
                ));
            }
        }
    }
    errors
}
