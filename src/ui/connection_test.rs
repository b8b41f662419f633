//! *Test connection*: whoever reads that something is out of reach can look how far it reaches (product.md M10.4).

use leptos::prelude::*;

use super::{Element, button, p};
use crate::{
    gateway::{self, Tested},
    messages::{Msg, text, text_with},
    state::Sending,
};

/// The button, and the line that tells what the test found.
pub fn connection_test() -> [Element; 2] {
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
    let result = p("")
        .attr("role", "status")
        .live_words(move || tested.get().unwrap_or_default());
    [button("", Msg::TestConnection, test), result]
}

/// What the test found, in words; the gateway's own words after them.
fn told(tested: Tested) -> String {
    let test = match tested {
        Tested::NoGateway => return text(Msg::TestNoGateway).to_owned(),
        Tested::Unknown => return text(Msg::TestUnknown).to_owned(),
        Tested::Wait(seconds) => {
            let next = text_with(Msg::NextWait, &[("count", &seconds)]);
            return format!("{} {next}", text(Msg::TooManyQuestions));
        }
        Tested::Found(test) => test,
    };
    let message = match test.state.as_str() {
        "ok" => Msg::TestOk,
        "down" => Msg::TestDown,
        "certificate" => Msg::TestCertificate,
        "not-api" => Msg::TestNotApi,
        "timeout" => Msg::TestTimeout,
        _ => Msg::TestUnknown,
    };
    let said = text_with(message, &[("ms", &test.ms.to_string())]);
    if test.state == "ok" || test.detail.is_empty() {
        said
    } else {
        format!("{said} ({})", test.detail)
    }
}
