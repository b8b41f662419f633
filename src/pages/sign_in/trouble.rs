//! Nobody tells how to sign in: what happened, what it means, what to do now (product.md M10).

use leptos::prelude::*;
use sps_workbench::sign_in::{DiscoveryStanding, Trouble};

use super::{countdown::countdown, finding::Finding};
use crate::{
    gateway::{self, ConnectionTest},
    messages::{Msg, text, text_with},
    state::Sending,
    ui::{Tone, actions, button, details, div, element, notice, p, together, words},
};

/// The explanation, the countdown to the next try, and *Test connection*.
pub fn trouble_view(finding: Finding, kind: Trouble) -> AnyView {
    let (what, next) = texts(kind);
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
        element("DETAILS")
            // These are for somebody else: the person has to copy them.
            .flag("open", kind == Trouble::Certificate)
            .child(words("SUMMARY", Msg::TechnicalDetails))
            .child(
                element("PRE")
                    .attr("lang", "en")
                    .untranslated()
                    .live_words(technical),
            )
            .view(),
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
    let testing = Sending::new();
    let tested = RwSignal::new(None::<String>);
    let test = move |_| {
        if testing.pending_now() {
            return;
        }
        tested.set(Some(text(Msg::TestRunning).to_owned()));
        testing.start(async move {
            let said = told(gateway::test_connection().await);
            tested.try_set(Some(said));
        });
    };
    let now = button("primary", Msg::AskNow, move |_| {
        if !untrack(is_asking) {
            finding.ask();
        }
    })
    .live_state("aria-disabled", is_asking);
    let result = p("")
        .attr("role", "status")
        .live_words(move || tested.get().unwrap_or_default());
    let retry = div("retry")
        .child(again)
        .child(actions(vec![now, button("", Msg::TestConnection, test)]))
        .child(result);
    together(vec![notice(Tone::Danger, explanation), retry.view()])
}

/// What happened, and what to do.
fn texts(kind: Trouble) -> (Msg, Msg) {
    match kind {
        Trouble::NoGateway if !window().navigator().on_line() => {
            (Msg::ComputerOffline, Msg::ComputerOfflineNext)
        }
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

/// What the test found, in words; the gateway's own words after them.
fn told(outcome: Result<Option<ConnectionTest>, String>) -> String {
    let (message, test) = match outcome {
        Err(_) => (Msg::TestNoGateway, None),
        Ok(None) => (Msg::TestUnknown, None),
        Ok(Some(test)) => (
            match test.state.as_str() {
                "ok" => Msg::TestOk,
                "down" => Msg::TestDown,
                "certificate" => Msg::TestCertificate,
                "not-api" => Msg::TestNotApi,
                "timeout" => Msg::TestTimeout,
                _ => Msg::TestUnknown,
            },
            Some(test),
        ),
    };
    let Some(test) = test else {
        return text(message).to_owned();
    };
    let said = text_with(message, &[("ms", &test.ms.to_string())]);
    if test.state == "ok" || test.detail.is_empty() {
        said
    } else {
        format!("{said} ({})", test.detail)
    }
}
