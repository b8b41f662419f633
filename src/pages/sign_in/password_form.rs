//! User name and password for one login method.

use leptos::{ev::SubmitEvent, html, prelude::*};
use sps_client::{Credentials, CredentialsError, Error, LoginMethod};

use crate::{
    messages::{Msg, text, text_with},
    state::{Sending, use_console},
    ui::{Problem, Task},
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
#[component]
pub fn PasswordForm(
    method: LoginMethod,
    user: RwSignal<String>,
    user_is_fixed: bool,
) -> impl IntoView {
    let console = use_console();
    let password_node = NodeRef::<html::Input>::new();
    let user_node = NodeRef::<html::Input>::new();
    let revealed = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let method = StoredValue::new(method);
    let title = method.with_value(|method| method.title.clone());

    let sending = Sending::new();
    let sign_in = move |name: String, password: String| {
        let credentials = Credentials::new(&name, &password);
        sending.start(async move {
            let outcome = match credentials {
                Ok(credentials) => {
                    let name = method.with_value(|method| method.name.clone());
                    console
                        .client()
                        .sign_in_with_password(Some(&name), &credentials)
                        .await
                }
                Err(error) => {
                    trouble.set(Some(Trouble::Input(error)));
                    focus(user_node);
                    return;
                }
            };
            // Whatever the answer, the typed password is not kept.
            if let Some(field) = password_node.get_untracked() {
                field.set_value("");
            }
            match outcome {
                Ok(info) if user_is_fixed && info.name != user.get_untracked() => {
                    trouble.set(Some(Trouble::OtherPerson));
                }
                Ok(info) => console.signed_in(info),
                Err(Error::SignInRefused(_)) => {
                    trouble.set(Some(Trouble::Rejected));
                    focus(password_node);
                }
                Err(error) => trouble.set(Some(Trouble::Other(error))),
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // One request, however often Enter is pressed.
        if sending.pending_now() {
            return;
        }
        trouble.set(None);
        let password = password_node
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        sign_in(user.get_untracked(), password);
    };
    Effect::new(move || {
        focus(if user.with_untracked(String::is_empty) {
            user_node
        } else {
            password_node
        })
    });

    let trouble_view = {
        let title = title.clone();
        move || {
            trouble.get().map(|trouble| match trouble {
                Trouble::Input(error) => line(
                    text(match error {
                        CredentialsError::EmptyUser => Msg::UserNameEmpty,
                        CredentialsError::ColonInUser => Msg::UserNameColon,
                        _ => Msg::UserNameControl,
                    })
                    .to_owned(),
                ),
                Trouble::Rejected => line(text_with(Msg::Rejected, &[("method", &title)])),
                Trouble::OtherPerson => line(text(Msg::OtherPerson).to_owned()),
                Trouble::Other(error) => view! { <Problem error task=Task::SignIn /> }.into_any(),
            })
        }
    };
    view! {
        <form class="password-form" on:submit=submit>
            <label class="field">
                <span class="label">{text(Msg::UserName)}</span>
                <input node_ref=user_node type="text" name="username" autocomplete="username" autocapitalize="off"
                    spellcheck="false" prop:value=user readonly=user_is_fixed
                    on:input:target=move |event| user.set(event.target().value()) />
            </label>
            <div class="field">
                <label class="label" for="sign-in-password">{text(Msg::Password)}</label>
                <div class="with-button">
                    <input node_ref=password_node id="sign-in-password" name="password" autocomplete="current-password"
                        type=move || if revealed.get() { "text" } else { "password" } spellcheck="false" autocapitalize="off"
                        aria-describedby="sign-in-trouble" />
                    <button type="button" class="quiet" aria-pressed=move || revealed.get().to_string()
                        on:click=move |_| revealed.update(|shown| *shown = !*shown)>{text(Msg::ShowPassword)}</button>
                </div>
            </div>
            <div id="sign-in-trouble">{move || trouble_view()}</div>
            <button type="submit" class="primary wide" aria-disabled=move || sending.pending().to_string()>
                {text_with(Msg::SignInWith, &[("method", &title)])}
            </button>
        </form>
    }
}

fn line(words: String) -> AnyView {
    view! { <p class="trouble" role="alert">{words}</p> }.into_any()
}

fn focus(node: NodeRef<html::Input>) {
    if let Some(field) = node.get_untracked() {
        // Focus is a courtesy; the form works without it.
        field.focus().unwrap_or_default();
    }
}
