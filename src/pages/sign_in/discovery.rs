//! The login methods, or what stands in place of them: never a form that cannot work.

use leptos::prelude::*;
use sps_workbench::sign_in::{DiscoveryStanding, Trouble, trouble};

use super::{choice::Choice, finding::Finding, methods::method_rows, trouble::trouble_view};
use crate::{
    messages::{Msg, text},
    ui::{
        Tone, actions, button, connection_test, div, live, nothing, notice_text, p, show, skeleton,
        together,
    },
};

/// What is shown; built anew only when this changes.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Waiting,
    /// And whether the browser says that it has no network.
    Trouble(Trouble, bool),
    Methods,
}

/// A row per login method, in server order. `only` this person may sign in here: the one whose session ended.
pub fn sign_in_methods(only: Option<String>) -> AnyView {
    let finding = Finding::begin();
    let choice = Choice::new(only);
    let shown = Memo::new(move |_| {
        finding.found.with(|found| match found {
            None => Shown::Waiting,
            Some(Ok(_)) => Shown::Methods,
            Some(Err(error)) => Shown::Trouble(trouble(error), !window().navigator().on_line()),
        })
    });
    // Once for all methods, and it stays until the page is loaded anew.
    let box_of_browser = div("").attr("aria-live", "polite").child(show(
        move || choice.console.browser_asked.get(),
        || notice_text(Tone::Warning, Msg::BrowserBox),
    ));
    let content = live(move || match shown.get() {
        Shown::Waiting => waiting(finding),
        Shown::Trouble(kind, is_offline) => trouble_view(finding, kind, is_offline),
        Shown::Methods => finding.found.with(|found| match found {
            Some(Ok(methods)) => method_rows(methods, choice),
            _ => nothing(),
        }),
    });
    together(vec![box_of_browser.view(), content])
}

/// Nothing at first, grey lines after a moment, words and a way out when it takes long.
fn waiting(finding: Finding) -> AnyView {
    let standing = Memo::new(move |_| finding.standing());
    // There from the start, so that what comes into it is announced.
    let said = p("").attr("role", "status").live_words(move || {
        let message = match standing.get() {
            DiscoveryStanding::StillAsking => Msg::StillWaiting,
            DiscoveryStanding::Stopped => Msg::StoppedWaiting,
            _ => return String::new(),
        };
        text(message).to_owned()
    });
    let choices = live(move || match standing.get() {
        DiscoveryStanding::StillAsking => together(vec![
            skeleton(3),
            actions(vec![button("", Msg::Cancel, move |_| finding.stop())]).view(),
        ]),
        DiscoveryStanding::Stopped => {
            let [test, result] = connection_test();
            let again = button("primary", Msg::TryAgain, move |_| finding.ask());
            together(vec![actions(vec![again, test]).view(), result.view()])
        }
        _ => skeleton(3),
    });
    together(vec![said.view(), choices])
}
