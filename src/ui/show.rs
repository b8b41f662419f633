//! Something that is there only at times.

use leptos::{children::ViewFn, prelude::*};

/// Mounts its children while `when` is true, else the fallback. As Leptos' own component, which is compiled anew for
/// every use; this one is compiled once.
#[component]
pub fn Show(
    /// Whether the children are there.
    #[prop(into)]
    when: Signal<bool>,
    /// What stands there otherwise; nothing by default.
    #[prop(optional, into)]
    fallback: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    // Only a change of the answer builds anew, not every change of what it is made from.
    let when = Memo::new(move |_| when.get());
    view! {
        {move || if when.get() { children() } else { fallback.run() }}
    }
}
