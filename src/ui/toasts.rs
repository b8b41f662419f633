//! Shows the confirmations; the region is there from the start, or screen readers would miss the first one.

use leptos::prelude::*;

use super::{Icon, Shape};
use crate::state::use_toasts;

/// The live region of confirmations.
#[component]
pub fn ToastList() -> impl IntoView {
    let shown = use_toasts().shown();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {move || shown.get().into_iter().map(|toast| match toast {
                Some(text) => view! { <p class="toast"><Icon shape=Shape::Success />{text}</p> }.into_any(),
                None => ().into_any(),
            }).collect_view()}
        </div>
    }
}
