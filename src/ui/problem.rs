//! An error told to a person: what happened, what it means for their work, what they can do now; the appliance's own
//! words in a disclosure (product.md §4.0.2).

use leptos::prelude::*;
use sps_client::{Error, Refusal, TransportError};

use super::{ElementRef, Tone, copy_shown, element, live, nothing, notice, words};
use crate::{
    messages::{Msg, text, text_with},
    state::Console,
};

/// What is told under a refusal for lack of a right, as a context of the screens.
#[derive(Clone, Copy)]
pub struct Refused(pub fn(&Refusal) -> Vec<AnyView>);

/// What is told in place of a refusal for somebody else's lock, as a context of the screens.
#[derive(Clone, Copy)]
pub struct Locked(pub fn(&Error) -> AnyView);

/// What was being done, because the meaning of an error depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Something was read; no work is at stake.
    Read,
    /// A change was being staged.
    Stage,
    /// Staged changes were being committed or rolled back.
    Finish,
    /// Somebody was signing in.
    SignIn,
}

/// The explanation of an error, with the technical details folded away.
#[inline(never)]
pub fn problem(error: &Error, task: Task) -> AnyView {
    if matches!(error, Error::Locked(_))
        && let Some(Locked(card)) = use_context()
    {
        return card(error);
    }
    let mut advice = String::from(meaning(task));
    advice.push(' ');
    advice.push_str(&pause(error).unwrap_or_else(|| next(error).to_owned()));
    let mut explanation = vec![
        element("P")
            .child(element("STRONG").words(what(error)))
            .view(),
        element("P").words(advice).view(),
    ];
    if let Error::LacksRight(refusal) = error {
        // The sign-in page has nothing to say of rights, and does not load the words for it.
        if let Some(Refused(told)) = use_context() {
            explanation.extend(told(refusal));
        }
    }
    explanation.push(technical(error));
    notice(Tone::Danger, explanation)
}

/// The appliance's own words, folded away.
#[inline(never)]
pub fn technical(error: &Error) -> AnyView {
    let details = details(error);
    disclosed(false, move || details.clone())
}

/// Technical details, folded away unless somebody has to copy them for somebody else.
#[inline(never)]
pub fn disclosed(is_open: bool, details: impl Fn() -> String + Send + 'static) -> AnyView {
    let shown = ElementRef::new();
    element("DETAILS")
        .flag("open", is_open)
        .child(words("SUMMARY", Msg::TechnicalDetails))
        .child(
            element("PRE")
                .node(shown)
                .attr("lang", "en")
                // Within an alert, and told anew with every try.
                .attr("aria-live", "off")
                .untranslated()
                .live_words(details),
        )
        .child(copy_shown(shown, Msg::CopyDetails))
        .view()
}

/// The explanation of the last failure, while there is one.
#[inline(never)]
pub fn failure(failed: RwSignal<Option<Error>>, task: Task) -> AnyView {
    live(move || {
        failed.with(|error| {
            error
                .as_ref()
                .map_or_else(nothing, |error| problem(error, task))
        })
    })
}

/// How long the appliance asked to wait (429 with `Retry-After`), where it did.
fn pause(error: &Error) -> Option<String> {
    let refusal = error.refusal().filter(|refusal| refusal.status == 429)?;
    let client = use_context::<Console>()?.client();
    let seconds = client.retry_after_seconds(&refusal.path)?;
    Some(text_with(Msg::NextWait, &[("count", &seconds.to_string())]))
}

fn what(error: &Error) -> String {
    let message = match error {
        Error::Refused(refusal) => match (refusal.status, kind(error), &refusal.message) {
            (429, ..) => Msg::ErrorTooMany,
            (421, ..) => Msg::WrongAddress,
            (_, "CrossSiteRefused" | "NotFromConsole", _) => Msg::OtherSite,
            (_, kind, Some(message)) => {
                let because = if kind == "CookieRefused" {
                    Msg::ErrorGatewayRefusedBecause
                } else {
                    Msg::ErrorRefusedBecause
                };
                return text_with(because, &[("message", message)]);
            }
            _ => Msg::ErrorRefused,
        },
        Error::LacksRight(refusal) => return placed(Msg::ErrorLacksRight, refusal),
        Error::NotFound(refusal) => return placed(Msg::ErrorNotFound, refusal),
        Error::NotAllowed(refusal) => return placed(Msg::ErrorNotAllowed, refusal),
        Error::SessionEnded(_) => Msg::ErrorSessionEnded,
        Error::SignInRefused(_) => Msg::ErrorSignInRefused,
        Error::NoUsableCredentials(_) => Msg::ErrorNoUsableCredentials,
        Error::SessionNotKept(_) => Msg::ErrorSessionNotKept,
        Error::Locked(_) => Msg::ErrorLocked,
        Error::Conflict(_) => Msg::ErrorConflict,
        Error::ApplianceFault(_) => match kind(error) {
            "UpstreamCert" => Msg::ErrorUpstreamCertificate,
            "UpstreamDown" => Msg::ErrorUpstreamDown,
            "UpstreamTimeout" => Msg::ErrorTimedOut,
            "UpstreamBroken" => Msg::ErrorCut,
            _ => Msg::ErrorApplianceFault,
        },
        Error::RefusedLink { .. } => Msg::ErrorRefusedLink,
        Error::NotTheApi { .. } => Msg::ErrorNotTheApi,
        Error::Transport(lost) => match lost {
            TransportError::Aborted => Msg::ErrorAborted,
            TransportError::TimedOut => Msg::ErrorTimedOut,
            TransportError::Cut { .. } => Msg::ErrorCut,
            TransportError::TooLarge { .. } => Msg::ErrorTooLarge,
            _ => Msg::ErrorUnreachable,
        },
        _ => Msg::ErrorUnknown,
    };
    text(message).to_owned()
}

/// What was asked, and where, in words.
fn placed(message: Msg, refusal: &Refusal) -> String {
    text_with(
        message,
        &[("verb", &refusal.method), ("path", &refusal.path)],
    )
}

/// `error.type`, or nothing.
fn kind(error: &Error) -> &str {
    error
        .refusal()
        .and_then(|refusal| refusal.kind.as_deref())
        .unwrap_or_default()
}

fn meaning(task: Task) -> &'static str {
    match task {
        Task::Read => text(Msg::MeaningRead),
        Task::Stage => text(Msg::MeaningStage),
        Task::Finish => text(Msg::MeaningFinish),
        Task::SignIn => text(Msg::MeaningSignIn),
    }
}

fn next(error: &Error) -> &'static str {
    text(match error {
        Error::SessionEnded(_) => Msg::NextSignIn,
        Error::SignInRefused(_) | Error::NoUsableCredentials(_) => Msg::NextCheckCredentials,
        Error::SessionNotKept(_) => Msg::NextCheckClock,
        Error::LacksRight(_) => Msg::NextAskForRight,
        Error::Locked(_) => Msg::NextWaitForLock,
        Error::Conflict(_) => Msg::NextSolveConflict,
        Error::Refused(refusal) => match (refusal.status, kind(error)) {
            (421, _) => Msg::WrongAddressNext,
            (_, "CrossSiteRefused" | "NotFromConsole") => Msg::OtherSiteNext,
            (_, "CookieRefused") => Msg::NextGatewayAdministrator,
            _ => Msg::NextCorrect,
        },
        Error::ApplianceFault(_) if kind(error) == "UpstreamCert" => Msg::NextGatewayAdministrator,
        Error::NotFound(_) | Error::NotAllowed(_) | Error::RefusedLink { .. } => Msg::NextGoBack,
        _ => Msg::NextTryAgain,
    })
}

/// Everything known of an error, and when that was, as text; an error never carries a secret.
pub fn details(error: &Error) -> String {
    let time = String::from(js_sys::Date::new_0().to_iso_string());
    let Some(Refusal {
        status,
        kind,
        message,
        details,
        method,
        path,
    }) = error.refusal()
    else {
        return format!("{time}\n{error}");
    };
    let mut lines = vec![time, format!("{method} {path}"), format!("HTTP {status}")];
    lines.extend(kind.iter().map(|kind| format!("type: {kind}")));
    lines.extend(message.iter().map(|message| format!("message: {message}")));
    if let Some(details) = details {
        lines.push(serde_json::to_string_pretty(details).unwrap_or_else(|error| error.to_string()));
    }
    lines.join("\n")
}
