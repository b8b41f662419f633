//! The lock in our own hands (M8.6).

use crate::session_clock::Moment;

/// Milliseconds without a change after which others are thought of: five minutes.
const PATIENCE_MS: f64 = 300_000.0;

/// Whether an open transaction holds the configuration lock on this appliance: up to 6.0 it does (`sps-api.md` §7.1), and
/// wherever opening one was refused for somebody else's lock.
// ASSUMPTION: between 6.0 and 6.9.2 no guide tells; there nothing is said unless a refusal shows it.
pub fn opening_locks(firmware_version: Option<&str>, was_refused_at_opening: bool) -> bool {
    let mut numbers = firmware_version.unwrap_or_default().split('.');
    let mut next = || numbers.next()?.trim().parse::<u32>().ok();
    let is_old = match (next(), next()) {
        (Some(major), _) if major < 6 => true,
        (Some(6), Some(0)) => true,
        _ => false,
    };
    is_old || was_refused_at_opening
}

/// Whether the transaction was last changed so long ago that it should be committed or rolled back for the others' sake.
pub fn others_may_wait(last_change: Moment, now: Moment) -> bool {
    now.ms_since(last_change) >= PATIENCE_MS
}
