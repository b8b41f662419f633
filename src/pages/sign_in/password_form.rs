//! User name and password for one login method.

use leptos::{ev::Event, prelude::*};
use sps_client::{Authentication, Credentials, Error, LoginMethod, UserInfo, paths};
use sps_workbench::sign_in::{lacks_api_right, why_not_kept};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::{
    choice::Choice,
    methods::Look,
    password_answer::{Answer, seconds_to_wait, told},
};
use crate::{
    gateway,
    messages::{Msg, text_with},
    reactive::{effect, run},
    state::Sending,
    ui::{Element, ElementRef, button, div, element, focus, p, show, span, submit_button, words},
};

/// The parts of one form that a try works with.
#[derive(Clone, Copy)]
struct Form {
    choice: Choice,
    method: StoredValue<LoginMethod>,
    user_node: ElementRef,
    password_node: ElementRef,
    revealed: RwSignal<bool>,
    caps_lock: RwSignal<bool>,
    answer: RwSignal<Option<Answer>>,
    sending: Sending,
}

/// A real form, so that password managers, Enter and paste work.
pub fn password_form(method: &LoginMethod, look: Look, choice: Choice) -> AnyView {
    let form = Form {
        choice,
        method: StoredValue::new(method.clone()),
        user_node: ElementRef::new(),
        password_node: ElementRef::new(),
        revealed: RwSignal::new(false),
        caps_lock: RwSignal::new(false),
        answer: RwSignal::new(None),
        sending: Sending::new(),
    };
    effect(move || {
        focus(if choice.user.with_untracked(String::is_empty) {
            form.user_node
        } else {
            form.password_node
        })
    });
    let title = method.title.clone();
    let label = text_with(Msg::SignInWith, &[("method", &title)]);
    let is_single = look.is_single;
    let answer = move || {
        form.answer
            .with(|answer| told(answer.as_ref(), &title, is_single, choice))
    };
    let one_time_code = (method.authentication == Authentication::Radius)
        .then(|| p("help").attr("id", ONE_TIME_CODE).text(Msg::OneTimeCode));
    let is_waiting = move || form.sending.pending() || seconds_to_wait(choice).is_some();
    element("FORM")
        .attr("class", "password-form")
        .on("submit", move |event: Event| {
            event.prevent_default();
            form.submit();
        })
        .child(form.user_field())
        .child(form.password_field())
        .maybe(one_time_code)
        .child(element("DIV").attr("id", ANSWER).live(answer))
        .child(
            submit_button("primary wide")
                .live_state("aria-disabled", is_waiting)
                // The reason, while it cannot be used.
                .attr("aria-describedby", ANSWER)
                .words(label),
        )
        .view()
}

const ANSWER: &str = "sign-in-trouble";
const CAPS_LOCK: &str = "sign-in-caps-lock";
const ONE_TIME_CODE: &str = "sign-in-one-time-code";
const PASSWORD: &str = "sign-in-password";

impl Form {
    fn user_field(self) -> Element {
        let is_bad = move || {
            self.answer
                .with(|answer| matches!(answer, Some(Answer::Input(_))))
        };
        let input = plain_input("username")
            .node(self.user_node)
            .attr("type", "text")
            .attr("aria-describedby", ANSWER)
            .live_attr("aria-invalid", move || is_bad().then_some("true".into()))
            .flag("readonly", self.choice.is_fixed())
            .live_value(move || self.choice.user.get())
            .on_input(move |typed| self.choice.user.set(typed));
        element("LABEL")
            .attr("class", "field")
            .child(span("label").text(Msg::UserName))
            .child(input)
    }

    fn password_field(self) -> Element {
        // Any key tells how Caps Lock stands; a browser's own filling-in sends events that are no key.
        let notice_caps_lock = move |event: Event| {
            if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
                self.caps_lock.set(key.get_modifier_state("CapsLock"));
            }
        };
        let input = plain_input("password")
            .node(self.password_node)
            .attr("id", PASSWORD)
            .live_attr("type", move || {
                let type_name = if self.revealed.get() {
                    "text"
                } else {
                    "password"
                };
                Some(type_name.into())
            })
            .attr(
                "aria-describedby",
                [ANSWER, CAPS_LOCK, ONE_TIME_CODE].join(" "),
            )
            .on("keydown", notice_caps_lock)
            .on("keyup", notice_caps_lock);
        let reveal = button("quiet", Msg::ShowPassword, move |_| {
            self.revealed.update(|shown| *shown = !*shown)
        })
        .attr("aria-controls", PASSWORD)
        .live_state("aria-pressed", move || self.revealed.get());
        let caps_lock = element("DIV")
            .attr("id", CAPS_LOCK)
            .attr("role", "status")
            .child(show(
                move || self.caps_lock.get(),
                || p("caps-lock").text(Msg::CapsLock).view(),
            ));
        div("field")
            .child(
                words("LABEL", Msg::Password)
                    .attr("class", "label")
                    .attr("for", PASSWORD),
            )
            .child(div("with-button").child(input).child(reveal))
            .child(caps_lock)
    }

    /// One request, however often Enter is pressed, and none before the time to wait is over.
    fn submit(self) {
        let is_early = untrack(|| seconds_to_wait(self.choice)).is_some();
        if self.sending.pending_now() || is_early {
            return;
        }
        self.answer.set(None);
        let password = input(self.password_node)
            .map(|field| field.value())
            .unwrap_or_default();
        let user = self.choice.user.get_untracked();
        self.revealed.set(false);
        let credentials = match Credentials::new(&user, &password) {
            Ok(credentials) => credentials,
            Err(error) => {
                self.answer.set(Some(Answer::Input(error)));
                focus(self.user_node);
                return;
            }
        };
        self.sending.start(self.send(credentials));
    }

    async fn send(self, credentials: Credentials) {
        let console = self.choice.console;
        let client = console.client();
        let method = self.method.get_value().name;
        console.clocks.asking();
        let outcome = client
            .sign_in_with_password(Some(&method), &credentials)
            .await;
        // Whatever the answer, the typed password is not kept.
        if let Some(field) = input(self.password_node) {
            field.set_value("");
        }
        let error = match outcome {
            Ok(user) => return self.enter(user, &method),
            Err(error) => error,
        };
        let answer = match error {
            error if lacks_api_right(&error) => {
                let name = credentials.user().to_owned();
                return self.choice.without_api(Some(name));
            }
            error @ Error::SignInRefused(_) => {
                self.choice
                    .attempts
                    .try_update(|attempts| attempts.refuse(credentials.user()));
                Answer::Rejected(error)
            }
            error @ Error::NoUsableCredentials(_) => Answer::NothingUsable(error),
            Error::Refused(refusal) if refusal.status == 429 => {
                let seconds = client.retry_after_seconds(paths::AUTHENTICATION);
                if let Some(seconds) = seconds {
                    let now = self.choice.console.read_time();
                    self.choice
                        .attempts
                        .try_update(|attempts| attempts.wait(credentials.user(), seconds, now));
                    console.now.set(now);
                }
                Answer::TooMany {
                    is_known: seconds.is_some(),
                }
            }
            Error::SessionNotKept(_) => {
                // Only a second request shows whether the cookie comes back (product.md M11.3).
                let cookie = gateway::info().await.0.session_cookie;
                Answer::NotKept(why_not_kept(
                    untrack(|| console.clocks.skew_seconds()),
                    cookie,
                    window().is_secure_context(),
                ))
            }
            error => Answer::Other(error),
        };
        self.answer.try_set(Some(answer));
        focus(self.password_node);
    }

    fn enter(self, user: UserInfo, method: &str) {
        match self.choice.expected_instead_of(&user.name) {
            Some(expected) => {
                let name = user.name;
                // Nobody works in the session of another person here.
                run(async { drop(gateway::drop_session().await) });
                self.answer
                    .try_set(Some(Answer::OtherPerson { name, expected }));
            }
            None => self.choice.signed_in(user, method),
        }
    }
}

/// An input that password managers know by its name.
fn plain_input(name: &'static str) -> Element {
    let autocomplete = if name == "password" {
        "current-password"
    } else {
        name
    };
    element("INPUT")
        .attr("name", name)
        .attr("autocomplete", autocomplete)
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
}

fn input(node: ElementRef) -> Option<HtmlInputElement> {
    // The form may be closed while the answer is on its way.
    node.try_get_untracked()
        .flatten()
        .map(JsCast::unchecked_into)
}
