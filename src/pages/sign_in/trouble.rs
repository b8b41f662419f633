//! Nobody tells how to sign in: what happened, what it means, what to do now (product.md M10).

use leptos::prelude::*;
use sps_workbench::sign_in::{DiscoveryStanding, Trouble};

use super::{countdown::countdown, finding::Finding};
use crate::{
    messages::{Msg, text, text_with},
    ui::{
        Tone, actions, button, connection_test, details, disclosed, div, element, notice, p,
        together, words,
    },
};

/// The explanation, the countdown to the next try, and *Test connection*.
pub fn trouble_view(finding: Finding, kind: Trouble, is_offline: bool) -> AnyView {
    let (what, next) = texts(kind, is_offline);
    let technical = move || {
        finding.found.with(|found| match found {
            Some(Err(error)) => details(error),
            _ => String::new(),
        })
    };
    let explanation = vec![
        element("P").child(words("STRONG", what)).view(),
        element("P")
            .text(Msg::SignInNothingChanged)
            .words(" ")
            .text(next)
            .view(),
        // These are for somebody else: the person has to copy them.
        disclosed(kind == Trouble::Certificate, technical),
    ];
    let standing = Memo::new(move |_| finding.standing());
    // No live region: a screen reader would hear nothing else.
    let again = p("muted").live_words(move || match standing.get() {
        DiscoveryStanding::AskingAgain { in_seconds } => {
            text_with(Msg::AgainIn, &[("time", &countdown(in_seconds))])
        }
        DiscoveryStanding::Asking => text(Msg::AskingHow).to_owned(),
        DiscoveryStanding::StillAsking => text(Msg::StillWaiting).to_owned(),
        _ => String::new(),
    });
    let is_asking = move || {
        matches!(
            standing.get(),
            DiscoveryStanding::Asking | DiscoveryStanding::StillAsking
        )
    };
    let [test, result] = connection_test();
    let now = button("primary", Msg::AskNow, move |_| {
        if !untrack(is_asking) {
            finding.ask();
        }
    })
    .live_state("aria-disabled", is_asking);
    let retry = div("retry")
        .child(again)
        .child(actions(vec![now, test]))
        .child(result);
    together(vec![notice(Tone::Danger, explanation), retry.view()])
}

/// What happened, and what to do.
fn texts(kind: Trouble, is_offline: bool) -> (Msg, Msg) {
    match kind {
        Trouble::NoGateway if is_offline => (Msg::ComputerOffline, Msg::ComputerOfflineNext),
        Trouble::NoGateway => (Msg::NoGateway, Msg::NoGatewayNext),
        Trouble::NoAppliance => (Msg::NoAppliance, Msg::NoApplianceNext),
        Trouble::Certificate => (Msg::BadCertificate, Msg::BadCertificateNext),
        Trouble::Slow => (Msg::SlowAnswer, Msg::SlowAnswerNext),
        Trouble::Incomplete => (Msg::IncompleteAnswer, Msg::IncompleteAnswerNext),
        Trouble::NotTheApi => (Msg::NotApi, Msg::NotApiNext),
        Trouble::TooMany => (Msg::TooManyQuestions, Msg::TooManyQuestionsNext),
        Trouble::WrongAddress => (Msg::WrongAddress, Msg::WrongAddressNext),
        Trouble::OtherSite => (Msg::OtherSite, Msg::OtherSiteNext),
        Trouble::Fault => (Msg::ApplianceFault, Msg::ApplianceFaultNext),
    }
}
