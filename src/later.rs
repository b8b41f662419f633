//! The later part of the program ([`signed_in`](crate::signed_in)): when it is fetched, and what shows until it is here.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    messages::Msg,
    reactive::{effect, run},
    route::Route,
    signed_in::{self, SignedIn},
    state::{Person, use_console},
    ui::{Tone, actions, button, element, live, notice, p, skeleton, words},
};

/// How long the sign-in page has the line for itself. People take longer to type a password.
const HEAD_START: Duration = Duration::from_secs(1);

/// How far it has come.
#[derive(Clone, Copy)]
enum Later {
    NotAskedFor,
    Coming,
    Here(SignedIn),
    Missing,
}

/// Where the later part is kept; cheap to copy.
#[derive(Clone, Copy)]
pub struct LaterPart(RwSignal<Later>);

impl LaterPart {
    /// Starts to fetch it as soon as it is going to be needed. To be called once, at the root.
    pub fn fetch() -> Self {
        let later = Self(RwSignal::new(Later::NotAskedFor));
        let console = use_console();
        effect(move || {
            let has_session = console.gateway.with(|info| info.session_cookie) == Some(true);
            match console.person.with(Person::is_known_to_be_signed_in) {
                None if !has_session => {}
                None | Some(true) => later.load(),
                Some(false) => set_timeout(move || later.load_first(), HEAD_START),
            }
        });
        later
    }

    /// Fetches it unless that was tried: a person who reads of a failure decides on the next attempt.
    fn load_first(self) {
        if matches!(self.0.get_untracked(), Later::NotAskedFor) {
            self.load();
        }
    }

    /// Fetches it if it is not here; again after a failure.
    fn load(self) {
        // Twice at once, and the screens would be built anew over what is being typed.
        if matches!(self.0.get_untracked(), Later::Coming | Later::Here(_)) {
            return;
        }
        self.0.set(Later::Coming);
        run(async move {
            let now = match signed_in::load().await {
                Ok(signed_in) => Later::Here(signed_in),
                Err(signed_in::NotLoaded) => Later::Missing,
            };
            self.0.set(now);
        });
    }

    /// What a signed-in person sees.
    pub fn view(self, route: Memo<Route>) -> AnyView {
        live(move || match self.0.get() {
            Later::NotAskedFor | Later::Coming => coming(),
            Later::Here(signed_in) => signed_in(route),
            Later::Missing => self.missing(),
        })
    }

    fn missing(self) -> AnyView {
        let explanation = [
            element("P").child(words("STRONG", Msg::ErrorPartMissing)),
            p("")
                .text(Msg::MeaningSignedIn)
                .words(" ")
                .text(Msg::NextReload),
            actions(vec![
                button("primary", Msg::TryAgain, move |_| self.load()),
                button("", Msg::Reload, |_| reload()),
            ]),
        ];
        let explanation = explanation.into_iter().map(|part| part.view()).collect();
        element("MAIN")
            .attr("class", "centre")
            .child(notice(Tone::Danger, explanation))
            .view()
    }
}

/// The screen while it is on its way.
fn coming() -> AnyView {
    element("MAIN")
        .attr("class", "centre")
        .child(skeleton(3))
        .view()
}

fn reload() {
    // A browser that refuses leaves the message where it is.
    window().location().reload().unwrap_or_default();
}
