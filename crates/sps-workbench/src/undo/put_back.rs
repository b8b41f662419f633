//! *Put back*: one change taken back inside the open transaction (product M6.5).

use sps_client::Change;

use super::{Limits, Reading, Reason, Step, Verdict, prepare};

/// The write that takes one change back.
#[derive(Debug, Clone, PartialEq)]
pub struct PutBack {
    /// The write; `None` if the entry changed nothing.
    pub step: Option<Step>,
    /// In what the result differs from how it was before; none of it if the entry should vanish.
    pub limits: Limits,
}

/// The write that takes `change` back, from what [`reads`](super::reads) asked to read inside the transaction.
///
/// Afterwards read the changelog again: the entry should have vanished, and if it did not, say so.
///
/// # Errors
/// [`Reason`] if there is no such write.
pub fn put_back(change: &Change, readings: &[Reading]) -> Result<PutBack, Reason> {
    let undo = prepare(std::slice::from_ref(change), readings);
    let limits = match undo.items.into_iter().next().map(|item| item.verdict) {
        Some(Verdict::Cannot(reason)) => return Err(reason),
        Some(Verdict::Inexact(limits)) => limits,
        Some(Verdict::Exact) | None => Limits::default(),
    };
    Ok(PutBack {
        step: undo.steps.into_iter().next(),
        limits,
    })
}
