//! The account screen.

use leptos::prelude::*;
use sps_client::{ApplianceInfo, Authentication, Credential, UserInfo};

use super::rights_table::RightsTable;
use crate::{
    messages::{Msg, text},
    state::{Person, use_console},
    ui::PageTitle,
};

/// Name, login method, appliance, rights.
#[component]
pub fn AccountPage() -> impl IntoView {
    let console = use_console();
    let user = move || {
        console.person.with(|person| match person {
            Person::SignedIn(info) => Some(info.as_ref().clone()),
            _ => None,
        })
    };
    view! {
        <PageTitle title=Signal::stored(text(Msg::Account).to_owned()) help=text(Msg::AccountHelp) />
        {move || user().map(|user| view! { <Who user=user.clone() /><RightsTable user /> }.into_any())}
    }
}

#[component]
fn Who(user: UserInfo) -> impl IntoView {
    let console = use_console();
    let method = user.login_method.clone();
    let method_name = method.as_ref().and_then(|method| method.name.clone());
    let kind = method
        .as_ref()
        .and_then(|method| method.authentication.as_ref())
        .map(|kind| authentication(kind).to_owned());
    let credential = method
        .and_then(|method| method.credential)
        .map(|kind| credential(&kind).to_owned());
    let fact = move |pick: fn(&ApplianceInfo) -> Option<String>| {
        console
            .appliance
            .with(|info| info.as_ref().and_then(pick))
            .unwrap_or_else(|| text(Msg::NotTold).to_owned())
    };
    view! {
        <dl class="facts card">
            <Fact label=Msg::UserName value=Some(user.name) />
            <Fact label=Msg::LoginMethod value=method_name />
            <Fact label=Msg::AuthenticatedBy value=kind />
            <Fact label=Msg::Credential value=credential />
            <div><dt>{text(Msg::Appliance)}</dt><dd translate="no">{move || console.appliance_name()}</dd></div>
            <div><dt>{text(Msg::Firmware)}</dt><dd translate="no">{move || fact(|info| info.firmware_version.clone())}</dd></div>
        </dl>
    }
}

#[component]
fn Fact(label: Msg, value: Option<String>) -> impl IntoView {
    view! {
        <div>
            <dt>{text(label)}</dt>
            <dd translate="no">{value.unwrap_or_else(|| text(Msg::NotTold).to_owned())}</dd>
        </div>
    }
}

fn authentication(kind: &Authentication) -> &str {
    match kind {
        Authentication::Local => text(Msg::AuthenticationLocal),
        Authentication::X509 => text(Msg::AuthenticationX509),
        other => other.name(),
    }
}

fn credential(kind: &Credential) -> &str {
    match kind {
        Credential::Password => text(Msg::CredentialPassword),
        Credential::X509 => text(Msg::CredentialX509),
        other => other.name(),
    }
}
