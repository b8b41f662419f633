//! The session is about to end: what would be lost, and one key to stay (product.md M3.1).

use leptos::prelude::*;
use sps_workbench::session::Warning;

use super::time_words::time_words;
use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, count_text, text, text_with},
    reactive::whether,
    route::Route,
    state::{Console, use_console},
    ui::{
        Element, Task, Tone, actions, banner, button, element, failure, link, minutes_and_seconds,
        notice_text, p, show, span,
    },
};

/// Two minutes before the end a banner; it stays behind the dialog of the last 30 s.
pub fn ending_soon(sign_out: Callback<()>) -> AnyView {
    let console = use_console();
    let kept = use_kept();
    let is_soon = move || console.warning().is_some();
    show(is_soon, move || {
        // What failed before, for input alone, is not of now.
        console.stay_failure.set(None);
        // What a screen reader meets does not change while it shows; what is seen does.
        let told = p("")
            .child(span("sr").words(untrack(move || when(console))))
            .child(
                element("STRONG")
                    .attr("aria-hidden", "true")
                    .live_words(move || when_exactly(console)),
            )
            .words(" ")
            .live_words(move || meaning(console, kept));
        let choices = actions(vec![
            stay_button(console),
            link("button", &Route::Review).text(Msg::ReviewAndCommit),
            button("quiet", Msg::SignOutNow, move |_| sign_out.run(())),
        ]);
        banner(Tone::Warning, vec![told.view(), choices.view()])
            .child(hopeless(console))
            .child(failure(console.stay_failure, Task::Read))
            .view()
    })
}

fn stay_button(console: Console) -> Element {
    button("primary", Msg::StaySignedIn, move |_| console.stay())
        .attr("aria-keyshortcuts", "Alt+Shift+S")
        .attr("title", text(Msg::StaySignedInKeys))
}

/// "You will be signed out in 2 minutes."
pub fn when(console: Console) -> String {
    match console.standing().left_seconds() {
        Some(left) => text_with(Msg::EndingSoonIn, &[("time", &time_words(left))]),
        None => text(Msg::EndingUnknown).to_owned(),
    }
}

/// "You will be signed out in 01:45."
fn when_exactly(console: Console) -> String {
    match console.standing().left_seconds() {
        Some(left) => text_with(Msg::EndingSoonIn, &[("time", &minutes_and_seconds(left))]),
        None => text(Msg::EndingUnknown).to_owned(),
    }
}

/// What the end would do to the person's work.
pub fn meaning(console: Console, kept: KeptChanges) -> String {
    let staged = match console.pending_count() {
        0 => text(Msg::EndingSoonNothing).to_owned(),
        // Only where it is true: of a new API key, or of another program's change, there is no copy.
        count if kept.has_copy() => {
            count_text(count, Msg::EndingSoonCopyOne, Msg::EndingSoonCopyMany)
        }
        count => count_text(count, Msg::EndingSoonLosesOne, Msg::EndingSoonLosesMany),
    };
    match kept.drafts() {
        0 => staged,
        count => {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            let drafts = count_text(count, Msg::EndingSoonKeepsOne, Msg::EndingSoonKeepsMany);
            format!("{staged} {drafts}")
        }
    }
}

/// The seconds, for eyes only.
pub fn digits(console: Console) -> Element {
    span("digits")
        .attr("aria-hidden", "true")
        .live_words(move || {
            console
                .standing()
                .left_seconds()
                .map(minutes_and_seconds)
                .unwrap_or_default()
        })
}

/// *Stay signed in* did not help.
pub fn hopeless(console: Console) -> AnyView {
    show(
        move || console.cannot_be_extended.get(),
        || notice_text(Tone::Danger, Msg::CannotBeExtended),
    )
}

/// The last 30 seconds, not every second of them.
pub fn is_last_call(console: Console) -> Memo<bool> {
    whether(move || console.warning() == Some(Warning::Dialog))
}
