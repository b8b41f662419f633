//! Somebody else's lock, and our own: the card of a refusal, waiting until the lock is free, a transaction of this session
//! that this tab knows nothing of (product.md M8, D6). The rules are [`sps_workbench::lock`]'s.

mod card;
mod foreign;
mod held;
mod lost_write;
mod notify;
mod offer;
mod telling;
mod waiting;
mod watch;

use leptos::prelude::*;

use self::{card::lock_card, foreign::ForeignTransaction, watch::LockWatch};
use crate::{
    messages::Msg,
    pages::review::CommitTask,
    rights::OnHold,
    route::Route,
    ui::{Locked, together},
};

pub use held::lock_badge;
pub use lost_write::lost_write;
pub use watch::{LockHere, Purpose};

/// Has the screens of the signed-in person tell of locks.
pub fn provide_locks() {
    LockWatch::provide();
    ForeignTransaction::provide();
    provide_context(Locked(lock_card));
    provide_context(OnHold(on_hold));
}

/// Why nothing may be staged for now, if so.
fn on_hold() -> Option<Msg> {
    let is_committing = use_context::<CommitTask>().is_some_and(CommitTask::pending);
    let foreign = use_context::<ForeignTransaction>().and_then(ForeignTransaction::on_hold);
    is_committing.then_some(Msg::HoldCommitting).or(foreign)
}

/// What the frame says of locks and of the transaction, above every screen.
pub fn lock_banners(route: Memo<Route>) -> AnyView {
    together(vec![
        foreign::banner(),
        held::reminder(route),
        offer::banner(),
    ])
}
