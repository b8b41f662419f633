//! The session is over: the page stays readable, and signing in again happens over it (product.md M3.8).

use leptos::prelude::*;

use super::SignInMethods;
use crate::{
    messages::{Msg, text, text_with},
    state::{SignedOut, use_console},
    ui::Dialog,
};

/// A dialog over the page until the same person is back, or leaves.
#[component]
pub fn SessionEnded() -> impl IntoView {
    let console = use_console();
    view! {
        <Dialog open=console.ended title=Signal::derive(|| text(Msg::SessionEndedTitle).to_owned())>
            <p>{text(Msg::SessionEndedMeaning)}</p>
            <p>{move || text_with(Msg::SignInAgainAs, &[("name", &console.user_name().unwrap_or_default())])}</p>
            <SignInMethods only=console.user_name().unwrap_or_default() />
            <div class="actions">
                <button type="button" class="quiet" on:click=move |_| console.forget(SignedOut::Fresh)>
                    {text(Msg::SomebodyElse)}
                </button>
            </div>
        </Dialog>
    }
}
