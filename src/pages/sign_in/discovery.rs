//! The login methods, or what stands in place of them: never a form that cannot work.

use leptos::prelude::*;
use sps_workbench::sign_in::{DiscoveryStanding, Trouble, trouble};

use super::{choice::Choice, finding::Finding, methods::method_rows, trouble::trouble_view};
use crate::{
    messages::Msg,
    ui::{Tone, actions, button, live, nothing, notice_text, p, show, skeleton, together},
};

/// What is shown; built anew only when this changes.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Waiting,
    Trouble(Trouble),
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
            Some(Err(error)) => Shown::Trouble(trouble(error)),
        })
    });
    // Once for all methods, and it stays until the page is loaded anew.
    let box_of_browser = show(
        move || choice.console.browser_asked.get(),
        || notice_text(Tone::Warning, Msg::BrowserBox),
    );
    let content = live(move || match shown.get() {
        Shown::Waiting => waiting(finding),
        Shown::Trouble(kind) => trouble_view(finding, kind),
        Shown::Methods => finding.found.with(|found| match found {
            Some(Ok(methods)) => method_rows(methods, choice),
            _ => nothing(),
        }),
    });
    together(vec![box_of_browser, content])
}

/// Nothing at first, grey lines after a moment, words and a way out when it takes long.
fn waiting(finding: Finding) -> AnyView {
    let standing = Memo::new(move |_| finding.standing());
    live(move || match standing.get() {
        DiscoveryStanding::StillAsking => together(vec![
            p("").attr("role", "status").text(Msg::StillWaiting).view(),
            skeleton(3),
            actions(vec![button("", Msg::Cancel, move |_| finding.stop())]).view(),
        ]),
        DiscoveryStanding::Stopped => together(vec![
            p("")
                .attr("role", "status")
                .text(Msg::StoppedWaiting)
                .view(),
            actions(vec![button("primary", Msg::TryAgain, move |_| {
                finding.ask()
            })])
            .view(),
        ]),
        _ => skeleton(3),
    })
}
