//! The login methods as rows; a password method opens its form in place.

use leptos::prelude::*;
use sps_client::LoginMethod;
use sps_workbench::sign_in::{SignInRow, sign_in_rows};

use super::password_form::PasswordForm;
use crate::{
    messages::{Msg, text, text_with},
    state::{Reading, use_console},
    ui::{Icon, Problem, Shape, Show, Skeleton, Task},
};

/// A row per login method, in server order.
#[component]
pub fn SignInMethods(
    /// Only this person may sign in here: the one whose session ended.
    #[prop(optional, into)]
    only: Option<String>,
) -> impl IntoView {
    let console = use_console();
    let methods =
        Reading::new(move || Box::pin(async move { console.client().login_methods().await }));
    let only = StoredValue::new(only);
    view! {
        {move || match methods.get() {
            None => view! { <Skeleton lines=3 /> }.into_any(),
            Some(Ok(methods)) => view! { <Rows methods only=only.get_value() /> }.into_any(),
            Some(Err(error)) => view! {
                <Problem error task=Task::SignIn />
                <button type="button" on:click=move |_| methods.refetch()>{text(Msg::TryAgain)}</button>
            }.into_any(),
        }}
    }
}

#[component]
fn Rows(methods: Vec<LoginMethod>, only: Option<String>) -> impl IntoView {
    let rows = sign_in_rows(&methods);
    let passwords = rows
        .iter()
        .filter(|row| matches!(row, SignInRow::Password(_)))
        .count();
    // A single method needs no choosing.
    let chosen = RwSignal::new(match rows.as_slice() {
        [SignInRow::Password(method)] => Some(method.name.clone()),
        _ => None,
    });
    // Kept when switching between password methods.
    let user = RwSignal::new(only.clone().unwrap_or_default());
    let user_is_fixed = only.is_some();
    if rows.is_empty() {
        return view! { <p>{text(Msg::NoLoginMethods)}</p> }.into_any();
    }
    let single = rows.len() == 1 && passwords == 1;
    view! {
        <ul class="methods">
            {rows.into_iter().map(|row| match row {
                SignInRow::Password(method) => {
                    let name = StoredValue::new(method.name.clone());
                    let title = method.title.clone();
                    let is_open = Memo::new(move |_| name.with_value(|name| chosen.with(|chosen| chosen.as_ref() == Some(name))));
                    let method = StoredValue::new(method);
                    view! {
                        <li>
                            {(!single).then(|| view! {
                                <button type="button" class="method" aria-expanded=move || is_open.get().to_string()
                                    on:click=move |_| chosen.set((!is_open.get()).then(|| name.get_value()))>
                                    <Icon shape=Shape::Password /><span>{title}</span>
                                </button>
                            })}
                            <Show when=is_open>
                                <PasswordForm method=method.get_value() user user_is_fixed />
                            </Show>
                        </li>
                    }.into_any()
                }
                SignInRow::Certificate(methods) => {
                    let title = match methods.as_slice() {
                        [only] => only.title.clone(),
                        _ => text(Msg::SignInWithCertificate).to_owned(),
                    };
                    view! { <Elsewhere title shape=Shape::Certificate help=Msg::CertificateElsewhere /> }.into_any()
                }
                SignInRow::Foreign(method) => {
                    view! { <Elsewhere title=method.title shape=Shape::Away help=Msg::OpensElsewhere /> }.into_any()
                }
            }).collect_view()}
        </ul>
    }.into_any()
}

/// A method this console cannot carry out: focusable, and it says why.
#[component]
fn Elsewhere(title: String, shape: Shape, help: Msg) -> impl IntoView {
    let explained = RwSignal::new(false);
    let name = title.clone();
    view! {
        <li>
            <button type="button" class="method" aria-expanded=move || explained.get().to_string()
                on:click=move |_| explained.update(|shown| *shown = !*shown)>
                <Icon shape /><span>{title}</span>
            </button>
            <Show when=explained>
                <p class="method-help" role="status">{text_with(help, &[("title", &name)])}</p>
            </Show>
        </li>
    }
}
