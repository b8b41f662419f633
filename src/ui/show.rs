//! Something that is there only at times.

use leptos::prelude::*;

use super::{live, nothing};
use crate::reactive::whether;

/// Mounts its content while `when` says so. As Leptos' own component, which is compiled anew for every use; this one
/// is compiled once. Only a change of the answer builds anew.
pub fn show(
    when: impl Fn() -> bool + Send + Sync + 'static,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    shown(whether(when), Box::new(content))
}

#[inline(never)]
fn shown(when: Memo<bool>, content: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    live(move || if when.get() { content() } else { nothing() })
}
