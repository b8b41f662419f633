//! What stands under the password form after a try.

use leptos::prelude::*;
use sps_client::{CredentialsError, Error};
use sps_workbench::sign_in::NotKept;

use super::{choice::Choice, countdown::countdown, not_kept::not_kept_notice};
use crate::{
    messages::{Msg, text, text_with},
    ui::{Task, actions, connection_test, nothing, p, problem, show, technical, together},
};

/// Why the try did not lead in.
#[derive(Clone)]
pub enum Answer {
    /// The typed name cannot be sent.
    Input(CredentialsError),
    /// The method did not accept name and password.
    Rejected(Error),
    /// The method expects something else than a password.
    NothingUsable(Error),
    /// Too many tries; whether it was said how long to wait.
    TooMany { is_known: bool },
    /// This person signed in where only another one may.
    OtherPerson { name: String, expected: String },
    /// Signed in, and the session was lost.
    NotKept(NotKept),
    /// Anything else.
    Other(Error),
}

/// The explanation of the last try by the method of that title.
pub fn told(answer: Option<&Answer>, title: &str, is_single: bool, choice: Choice) -> AnyView {
    let method = |message| line(text_with(message, &[("method", title)]));
    match answer {
        None => nothing(),
        Some(Answer::Input(error)) => line(
            text(match error {
                CredentialsError::EmptyUser => Msg::UserNameEmpty,
                CredentialsError::ColonInUser => Msg::UserNameColon,
                _ => Msg::UserNameControl,
            })
            .to_owned(),
        ),
        Some(Answer::Rejected(error)) => {
            let mut lines = vec![method(Msg::Rejected)];
            if choice
                .attempts
                .with_untracked(|attempts| attempts.may_be_locked(&choice.user.get_untracked()))
            {
                lines.push(p("help").text(Msg::MayBeLocked).view());
                if !is_single {
                    lines.push(p("help").text(Msg::OtherMethods).view());
                }
            }
            // An expired password or a question of a RADIUS server is told in the appliance's own words only.
            lines.push(technical(error));
            together(lines)
        }
        Some(Answer::NothingUsable(error)) => {
            together(vec![method(Msg::NothingUsable), technical(error)])
        }
        Some(Answer::TooMany { is_known: false }) => {
            line(text(Msg::TooManyTriesUnknown).to_owned())
        }
        Some(Answer::TooMany { is_known: true }) => {
            // Gone when the time is over.
            show(
                move || seconds_to_wait(choice).is_some(),
                move || {
                    together(vec![
                        line(text(Msg::TooManyTries).to_owned()),
                        // No live region: it changes every second.
                        p("help")
                            .live_words(move || {
                                let seconds = seconds_to_wait(choice).unwrap_or_default();
                                text_with(Msg::WaitSeconds, &[("time", &countdown(seconds))])
                            })
                            .view(),
                    ])
                },
            )
        }
        Some(Answer::OtherPerson { name, expected }) => line(text_with(
            Msg::OtherPerson,
            &[("name", name), ("expected", expected)],
        )),
        Some(Answer::NotKept(cause)) => not_kept_notice(*cause),
        Some(Answer::Other(error)) => {
            let [test, result] = connection_test();
            together(vec![
                problem(error, Task::SignIn),
                actions(vec![test]).view(),
                result.view(),
            ])
        }
    }
}

/// Before this no try is sent.
pub fn seconds_to_wait(choice: Choice) -> Option<u64> {
    let now = choice.console.now.get();
    choice
        .attempts
        .with(|attempts| attempts.seconds_to_wait(&choice.user.get(), now))
}

/// One line that interrupts.
pub fn line(words: String) -> AnyView {
    p("trouble").attr("role", "alert").words(words).view()
}
