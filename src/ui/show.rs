//! Something that is there only at times.

use leptos::prelude::*;

use super::{live, nothing};

/// Mounts its content while `when` says so. As Leptos' own component, which is compiled anew for every use; this one
/// is compiled once.
pub fn show(
    when: impl Fn() -> bool + Send + Sync + 'static,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    shown(Box::new(when), Box::new(content))
}

#[inline(never)]
fn shown(
    when: Box<dyn Fn() -> bool + Send + Sync>,
    content: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    // Only a change of the answer builds anew, not every change of what it is made from.
    let when = Memo::new(move |_| when());
    live(move || if when.get() { content() } else { nothing() })
}
