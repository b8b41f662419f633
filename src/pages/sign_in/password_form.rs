//! User name and password for one login method.

use leptos::{ev::Event, prelude::*};
use sps_client::{Credentials, CredentialsError, Error, LoginMethod};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::{
    messages::{Msg, text, text_with},
    reactive::effect,
    state::{Sending, use_console},
    ui::{
        Element, ElementRef, Task, button, div, element, focus, nothing, p, problem, span,
        submit_button, words,
    },
};

/// What stands under the form after a try.
#[derive(Clone)]
enum Trouble {
    /// The typed name cannot be sent.
    Input(CredentialsError),
    /// The method did not accept name and password.
    Rejected,
    /// Somebody else signed in where only one person may.
    OtherPerson,
    /// Anything else.
    Other(Error),
}

/// A real form, so that password managers, Enter and paste work.
pub fn password_form(method: &LoginMethod, user: RwSignal<String>, user_is_fixed: bool) -> AnyView {
    let console = use_console();
    let password_node = ElementRef::new();
    let user_node = ElementRef::new();
    let revealed = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let method_name = StoredValue::new(method.name.clone());
    let title = method.title.clone();

    let sending = Sending::new();
    let sign_in = move |name: String, password: String| {
        let credentials = Credentials::new(&name, &password);
        let method = method_name.get_value();
        sending.start(async move {
            let outcome = match credentials {
                Ok(credentials) => {
                    console
                        .client()
                        .sign_in_with_password(Some(&method), &credentials)
                        .await
                }
                Err(error) => {
                    trouble.try_set(Some(Trouble::Input(error)));
                    focus(user_node);
                    return;
                }
            };
            // Whatever the answer, the typed password is not kept.
            if let Some(field) = input(password_node) {
                field.set_value("");
            }
            match outcome {
                Ok(info)
                    if user_is_fixed && user.try_get_untracked().as_ref() != Some(&info.name) =>
                {
                    trouble.try_set(Some(Trouble::OtherPerson));
                }
                Ok(info) => console.signed_in(info),
                Err(Error::SignInRefused(_)) => {
                    trouble.try_set(Some(Trouble::Rejected));
                    focus(password_node);
                }
                Err(error) => {
                    trouble.try_set(Some(Trouble::Other(error)));
                }
            }
        });
    };
    let submit = move |event: Event| {
        event.prevent_default();
        // One request, however often Enter is pressed.
        if sending.pending_now() {
            return;
        }
        trouble.set(None);
        let password = input(password_node)
            .map(|field| field.value())
            .unwrap_or_default();
        sign_in(user.get_untracked(), password);
    };
    effect(move || {
        focus(if user.with_untracked(String::is_empty) {
            user_node
        } else {
            password_node
        })
    });

    let label = text_with(Msg::SignInWith, &[("method", &title)]);
    let told = move || {
        trouble.with(|trouble| match trouble {
            None => nothing(),
            Some(Trouble::Input(error)) => line(text(match error {
                CredentialsError::EmptyUser => Msg::UserNameEmpty,
                CredentialsError::ColonInUser => Msg::UserNameColon,
                _ => Msg::UserNameControl,
            })),
            Some(Trouble::Rejected) => line(&text_with(Msg::Rejected, &[("method", &title)])),
            Some(Trouble::OtherPerson) => line(text(Msg::OtherPerson)),
            Some(Trouble::Other(error)) => problem(error, Task::SignIn),
        })
    };
    let user_input = plain_input("username")
        .node(user_node)
        .attr("type", "text")
        .flag("readonly", user_is_fixed)
        .live_value(move || user.get())
        .on_input(move |typed| user.set(typed));
    let user_field = element("LABEL")
        .attr("class", "field")
        .child(span("label").text(Msg::UserName))
        .child(user_input);
    let password_input = plain_input("password")
        .node(password_node)
        .attr("id", "sign-in-password")
        .live_attr("type", move || {
            Some(if revealed.get() { "text" } else { "password" }.into())
        })
        .attr("aria-describedby", "sign-in-trouble");
    let reveal = button("quiet", Msg::ShowPassword, move |_| {
        revealed.update(|shown| *shown = !*shown)
    })
    .live_state("aria-pressed", move || revealed.get());
    let password_field = div("field")
        .child(
            words("LABEL", Msg::Password)
                .attr("class", "label")
                .attr("for", "sign-in-password"),
        )
        .child(div("with-button").child(password_input).child(reveal));
    element("FORM")
        .attr("class", "password-form")
        .on("submit", submit)
        .child(user_field)
        .child(password_field)
        .child(element("DIV").attr("id", "sign-in-trouble").live(told))
        .child(
            submit_button("primary wide")
                .live_state("aria-disabled", move || sending.pending())
                .words(label),
        )
        .view()
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

fn line(words: &str) -> AnyView {
    p("trouble").attr("role", "alert").words(words).view()
}
