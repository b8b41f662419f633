//! The session is over: the page stays readable, and signing in again happens over it (product.md M3.8).

use leptos::prelude::*;
use sps_workbench::sign_in::{Ending, why_ended};

use super::sign_in_methods;
use crate::{
    gateway,
    messages::{Msg, text, text_with},
    reactive::run,
    state::{SignedOut, use_console},
    ui::{actions, button, dialog, p, words},
};

/// A dialog over the page until the same person is back, or leaves.
pub fn session_ended() -> AnyView {
    let console = use_console();
    let name = move || console.user_name().unwrap_or_default();
    dialog(
        move || console.ended.get(),
        || text(Msg::SessionEndedTitle).to_owned(),
        None,
        move || {
            let why = RwSignal::new(None::<Ending>);
            let time_was_left = console.clocks.time_was_left();
            run(async move {
                let has_cookie = gateway::info().await.session_cookie;
                why.try_set(Some(why_ended(time_was_left, has_cookie)));
            });
            let because = move || match why.get() {
                None => "",
                Some(Ending::Idle) => text(Msg::SessionEndedIdle),
                Some(Ending::Elsewhere) => text(Msg::SessionEndedElsewhere),
                Some(Ending::ByAppliance) => text(Msg::SessionEndedByAppliance),
                Some(Ending::Unknown) => text(Msg::SessionEndedUnknown),
            };
            vec![
                p("").live_words(move || because().to_owned()).view(),
                words("P", Msg::SessionEndedMeaning).view(),
                p("")
                    .live_words(move || text_with(Msg::SignInAgainAs, &[("name", &name())]))
                    .view(),
                sign_in_methods(Some(untrack(name))),
                actions(vec![button("quiet", Msg::SomebodyElse, move |_| {
                    console.forget(SignedOut::Fresh)
                })])
                .view(),
            ]
        },
    )
}
