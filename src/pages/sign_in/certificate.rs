//! The row of the certificate methods: one button, and what becomes of the window it opens.

use leptos::prelude::*;
use sps_client::LoginMethod;
use sps_workbench::sign_in::{CertificateSeen, CertificateStanding};

use super::{
    certificate_help::{when_it_did_not_work, why_it_did_not_work},
    certificate_menu::certificate_menu,
    certificate_try::{CertificateTry, Tried},
    choice::Choice,
    countdown::countdown,
    methods::{Look, explained_row, row_button},
    not_kept::clocks_that_differ,
    password_answer::line,
};
use crate::{
    messages::{Msg, text, text_with},
    reactive::effect,
    state::use_console,
    ui::{
        Element, ElementRef, Shape, Tone, actions, button, div, element, focus, live, nothing,
        notice, p, together, words,
    },
};

/// The button of the first method, with the others in a menu; the honest row where this gateway has no port for it.
pub fn certificate_row(
    methods: &[LoginMethod],
    is_chosen: bool,
    look: Look,
    choice: Choice,
) -> AnyView {
    let methods: Vec<Tried> = methods.iter().map(tried).collect();
    let Some(first) = methods.first().cloned() else {
        return nothing();
    };
    let title = if methods.len() == 1 || is_chosen {
        first.title.clone()
    } else {
        text(Msg::SignInWithCertificate).to_owned()
    };
    let origin = choice.console.gateway.with(|info| {
        let port = info.certificate_sign_in.as_ref();
        port.map(|port| port.origin.clone())
    });
    // A certificate is only ever shown over TLS.
    let Some(origin) = origin.filter(|origin| origin.starts_with("https://")) else {
        let help = text_with(Msg::CertificateElsewhere, &[("title", &title)]);
        return explained_row(&title, Shape::Certificate, help, look).view();
    };
    let attempt = CertificateTry::new(choice, origin, &methods);
    let main = row_button(&title, Shape::Certificate, look)
        .on("click", move |_| attempt.begin(first.clone()));
    let menu =
        (methods.len() > 1).then(|| certificate_menu(methods, move |method| attempt.begin(method)));
    let asks = p("method-help").text(Msg::BrowserAsks);
    together(vec![
        div("method-split").child(main).maybe(menu).view(),
        asks.view(),
        standing_view(attempt),
    ])
}

fn tried(method: &LoginMethod) -> Tried {
    Tried {
        name: method.name.clone(),
        title: method.title.clone(),
    }
}

/// What stands under the button; built anew only when its kind changes, not with every second.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Nothing,
    NotBegun,
    Waiting(Option<CertificateSeen>),
    TimedOut(Option<CertificateSeen>),
    Cancelled,
    Blocked,
    SignedIn,
    OtherPerson,
}

fn standing_view(attempt: CertificateTry) -> AnyView {
    let shown = Memo::new(move |_| {
        if attempt.not_begun.get() {
            return Shown::NotBegun;
        }
        if attempt.other.with(Option::is_some) {
            return Shown::OtherPerson;
        }
        match attempt.standing() {
            None => Shown::Nothing,
            Some(CertificateStanding::Waiting { .. }) => Shown::Waiting(attempt.why()),
            Some(CertificateStanding::TimedOut) => Shown::TimedOut(attempt.why()),
            Some(CertificateStanding::Cancelled) => Shown::Cancelled,
            Some(CertificateStanding::Blocked) => Shown::Blocked,
            Some(CertificateStanding::SignedIn) => Shown::SignedIn,
        }
    });
    // There from the start, so that what comes into it is announced.
    let said = p("").attr("role", "status").live_words(move || {
        let message = match shown.get() {
            Shown::Waiting(None) if attempt.is_back => Msg::CertificateCameBack,
            Shown::Waiting(None) => Msg::CertificateWaiting,
            Shown::Cancelled => Msg::CertificateCancelled,
            _ => return String::new(),
        };
        text(message).to_owned()
    });
    let rest = live(move || {
        let parts = match shown.get() {
            Shown::Nothing => return nothing(),
            Shown::NotBegun => vec![
                line(text(Msg::CertificateNotBegun).to_owned()),
                again(attempt, false),
            ],
            Shown::OtherPerson => {
                let (name, expected) = attempt.other.get_untracked().unwrap_or_default();
                let words = text_with(
                    Msg::OtherPerson,
                    &[("name", &name), ("expected", &expected)],
                );
                vec![line(words), again(attempt, false)]
            }
            Shown::Waiting(Some(why)) => vec![why_it_did_not_work(why), again(attempt, true)],
            Shown::TimedOut(Some(why)) => vec![why_it_did_not_work(why), again(attempt, false)],
            Shown::Waiting(None) => vec![
                p("help").live_words(move || time_left(attempt)).view(),
                when_it_did_not_work(false),
                again(attempt, true),
            ],
            Shown::TimedOut(None) => vec![
                line(text(Msg::CertificateTimedOut).to_owned()),
                clocks_that_differ(use_console().clocks),
                when_it_did_not_work(true),
                again(attempt, false),
            ],
            Shown::Cancelled => vec![when_it_did_not_work(false), again(attempt, false)],
            Shown::Blocked => blocked(attempt),
            Shown::SignedIn => vec![signed_in(attempt)],
        };
        together(parts)
    });
    div("certificate-try").child(said).child(rest).view()
}

fn time_left(attempt: CertificateTry) -> String {
    match attempt.standing() {
        Some(CertificateStanding::Waiting { left_seconds }) => text_with(
            Msg::CertificateWaitingLeft,
            &[("time", &countdown(left_seconds))],
        ),
        _ => String::new(),
    }
}

/// *Try again*, and *Cancel* while something is on its way.
fn again(attempt: CertificateTry, is_on_its_way: bool) -> AnyView {
    let again = button("", Msg::TryAgain, move |_| {
        if let Some(method) = attempt.tried.get_untracked() {
            attempt.begin(method);
        }
    });
    let cancel = is_on_its_way.then(|| button("quiet", Msg::Cancel, move |_| attempt.cancel()));
    actions([again].into_iter().chain(cancel).collect()).view()
}

/// The same as a plain link that opens in this tab.
fn blocked(attempt: CertificateTry) -> Vec<AnyView> {
    let title = attempt.tried.with_untracked(|tried| {
        tried
            .as_ref()
            .map(|tried| tried.title.clone())
            .unwrap_or_default()
    });
    let link = element("A")
        .attr("class", "button primary")
        .attr("href", untrack(|| attempt.url()))
        // Not a screen of the console.
        .attr("rel", "external")
        .words(text_with(Msg::CertificateOpenHere, &[("title", &title)]))
        .on("click", move |event| {
            event.prevent_default();
            attempt.leave();
        });
    vec![
        line(text(Msg::CertificateBlocked).to_owned()),
        words("P", Msg::CertificateBlockedNext).view(),
        link.view(),
        again(attempt, true),
    ]
}

/// The name comes first: a card may be somebody else's.
fn signed_in(attempt: CertificateTry) -> AnyView {
    let name = attempt.found.with(|found| {
        found
            .as_ref()
            .map(|user| user.name.clone())
            .unwrap_or_default()
    });
    let node = ElementRef::new();
    effect(move || focus(node));
    let choices: Vec<Element> = vec![
        button("primary", Msg::CertificateGoOn, move |_| attempt.go_on()).node(node),
        button("", Msg::SignOut, move |_| attempt.not_me()),
    ];
    notice(
        Tone::Success,
        vec![
            element("P")
                .child(
                    element("STRONG")
                        .words(text_with(Msg::CertificateSignedIn, &[("name", &name)])),
                )
                .view(),
            words("P", Msg::CertificateCloseWindow).view(),
            actions(choices).view(),
        ],
    )
}
