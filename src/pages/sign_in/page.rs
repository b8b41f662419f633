//! The card a person meets first.

use leptos::prelude::*;

use super::SignInMethods;
use crate::{
    messages::{Msg, text},
    state::{Person, SignedOut, use_console},
    ui::{Icon, Notice, Shape, Tone},
};

/// Appliance, methods, and in a demo the accounts to try.
#[component]
pub fn SignInPage() -> impl IntoView {
    let console = use_console();
    let left = move || {
        console.person.with(|person| match person {
            Person::SignedOut(SignedOut::ByYou) => Some((Tone::Success, text(Msg::SignedOutHere))),
            Person::SignedOut(SignedOut::ByYouUnconfirmed) => {
                Some((Tone::Warning, text(Msg::SignedOutUnconfirmed)))
            }
            _ => None,
        })
    };
    view! {
        <main class="sign-in">
            <div class="sign-in-head">
                <Icon shape=Shape::Mark />
                <p class="appliance" translate="no">{move || console.appliance_name()}</p>
                <h1>{text(Msg::SignIn)}</h1>
            </div>
            {move || left().map(|(tone, words)| view! { <Notice tone>{words}</Notice> }.into_any())}
            <section class="card">
                <SignInMethods />
            </section>
            <DemoAccounts />
        </main>
    }
}

#[component]
fn DemoAccounts() -> impl IntoView {
    let console = use_console();
    view! {
        {move || console.gateway.with(|info| info.demo.then(|| info.accounts.clone())).map(|accounts| view! {
            <section class="card demo" aria-labelledby="demo-accounts">
                <h2 id="demo-accounts">{text(Msg::DemoAccounts)}</h2>
                <p class="muted">{text(Msg::DemoAccountsHelp)}</p>
                <dl translate="no">
                    {accounts.into_iter().map(|account| view! {
                        <div><dt>{account.name}</dt><dd><code>{account.password}</code></dd></div>
                    }.into_any()).collect_view()}
                </dl>
            </section>
        }.into_any())}
    }
}
