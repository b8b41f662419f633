//! How a journey ended, when it did not end with a copied key.

use leptos::prelude::*;
use sps_client::Outcome;
use sps_workbench::api_keys::{Ended, Wiped};

use super::flow::Flow;
use crate::{
    messages::{Msg, text, text_with},
    ui::{Task, Tone, button, failure, notice, p, problem, together},
};

/// What happened, and what to do with the value that is left somewhere.
pub fn how_it_ended(flow: Flow) -> AnyView {
    let told = |tone, message, name: &str, and: Option<Msg>| {
        let named = |message| p("").words(text_with(message, &[("name", name)])).view();
        let mut lines = vec![named(message)];
        lines.extend(and.map(named));
        let dismiss = button("quiet", Msg::Close, move |_| flow.dismiss());
        lines.push(p("").child(dismiss).view());
        notice(tone, lines)
    };
    let never = |was_given_out: bool| was_given_out.then_some(Msg::KeyNeverWorks);
    match flow.ended() {
        None => failure(flow.failed, Task::Stage),
        Some(Ended::NotCreated(error)) if error.outcome() == Outcome::Unknown => together(vec![
            notice(
                Tone::Warning,
                vec![p("").words(text(Msg::KeyAnswerLost)).view()],
            ),
            problem(&error, Task::Stage),
        ]),
        Some(Ended::NotCreated(error)) => together(vec![
            problem(&error, Task::Stage),
            p("muted").text(Msg::NoKeyCreated).view(),
        ]),
        Some(Ended::SessionEnded {
            name,
            was_given_out,
        }) => told(
            Tone::Warning,
            Msg::KeySessionEnded,
            &name,
            never(was_given_out),
        ),
        Some(Ended::NoKey {
            name,
            was_given_out,
        }) => told(Tone::Info, Msg::KeyTakenBack, &name, never(was_given_out)),
        Some(Ended::Wiped { name, why, is_lost }) => {
            let what = match why {
                Wiped::OutOfTime => Msg::KeyWipedTime,
                Wiped::Hidden => Msg::KeyWipedHidden,
                Wiped::Left => Msg::KeyWipedLeft,
            };
            told(Tone::Warning, what, &name, is_lost.then_some(Msg::KeyLost))
        }
    }
}
