//! What stands where a list or form will be; becomes visible after 300 ms, so that a quick answer does not flash.

use leptos::prelude::*;

use crate::messages::{Msg, text};

/// Grey lines, announced as loading.
#[component]
pub fn Skeleton(#[prop(default = 4)] lines: usize) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label=text(Msg::Loading)>
            {(0..lines).map(|_| view! { <span></span> }.into_any()).collect_view()}
        </div>
    }
}
