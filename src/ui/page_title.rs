//! The heading of a screen; takes the focus when the screen changes.

use leptos::prelude::*;

/// `<h1>` with one line of help under it.
#[component]
pub fn PageTitle(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] help: Option<String>,
) -> impl IntoView {
    view! {
        <header class="page-title">
            <h1 tabindex="-1">{move || title.get()}</h1>
            {help.map(|help| view! { <p class="muted">{help}</p> }.into_any())}
        </header>
    }
}
