//! The account screen.

use leptos::prelude::*;
use sps_client::{Authentication, Credential, UserInfo};

use super::rights_table::rights_table;
use crate::{
    messages::{Msg, text},
    state::{Person, use_console},
    ui::{Element, element, live, nothing, page_title, plain, together, words},
};

/// Name, login method, appliance, rights.
pub fn account_page() -> AnyView {
    let console = use_console();
    let title = page_title(|| text(Msg::Account).to_owned(), text(Msg::AccountHelp));
    let rest = live(move || {
        console.person.with(|person| match person {
            Person::SignedIn(user) => together(vec![who(user).view(), rights_table(user)]),
            _ => nothing(),
        })
    });
    together(vec![title.view(), rest])
}

fn who(user: &UserInfo) -> Element {
    let console = use_console();
    let method = user.login_method.as_ref();
    let kind = method.and_then(|method| method.authentication.as_ref());
    let proof = method.and_then(|method| method.credential.as_ref());
    let firmware = move || {
        console
            .appliance
            .with(|info| info.as_ref().and_then(|info| info.firmware_version.clone()))
            .unwrap_or_else(|| text(Msg::NotTold).to_owned())
    };
    element("DL")
        .attr("class", "facts card")
        .child(fact(Msg::UserName, told(Some(&user.name))))
        .child(fact(
            Msg::LoginMethod,
            told(method.and_then(|method| method.name.as_deref())),
        ))
        .child(fact(Msg::AuthenticatedBy, told(kind.map(authentication))))
        .child(fact(Msg::Credential, told(proof.map(credential))))
        .child(fact(
            Msg::Appliance,
            live(move || plain(console.appliance_name())),
        ))
        .child(fact(Msg::Firmware, live(move || plain(firmware()))))
}

fn fact(label: Msg, value: AnyView) -> Element {
    element("DIV")
        .child(words("DT", label))
        .child(element("DD").untranslated().child(value))
}

fn told(value: Option<&str>) -> AnyView {
    plain(value.unwrap_or(text(Msg::NotTold)).to_owned())
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
