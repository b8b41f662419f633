//! The session is about to end: what would be lost, and one key to stay.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::session_clock::Standing;

use crate::{
    messages::{Msg, text, text_with},
    reactive::run,
    route::Route,
    state::use_console,
    ui::{Task, Tone, actions, button, div, failure, link, notice, p, show, words},
};

/// Two minutes before the end: what would be lost, and one key to stay (product.md M3.1).
pub fn ending_soon() -> AnyView {
    let console = use_console();
    let soon = move || {
        console.clock.with(|clock| {
            matches!(
                clock.standing(console.now.get()),
                Standing::EndingSoon { .. }
            )
        })
    };
    let failed = RwSignal::new(None::<Error>);
    let stay = move |_| {
        run(async move {
            failed.set(console.stay_signed_in().await.err());
        })
    };
    let meaning = move || match console.pending_count() {
        0 => text(Msg::EndingSoonNothing).to_owned(),
        count => text_with(Msg::EndingSoonLoses, &[("count", &count.to_string())]),
    };
    // `show` asks for a yes or no: the banner must not be rebuilt, and so announced, every second.
    show(soon, move || {
        let told = p("")
            .child(words("STRONG", Msg::EndingSoon))
            .words(" ")
            .live_words(meaning);
        let choices = actions(vec![
            button("primary", Msg::StaySignedIn, stay),
            link("button", &Route::Review).text(Msg::Review),
        ]);
        div("banner")
            .child(notice(Tone::Warning, vec![told.view(), choices.view()]))
            .child(failure(failed, Task::Read))
            .view()
    })
}
