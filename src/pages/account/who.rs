//! The person and the appliance, in facts.

use leptos::prelude::*;
use serde_json::Value;
use sps_client::{Authentication, Content, Credential, Place, UserInfo};
use sps_workbench::rights::{Fact, appliance_facts};

use crate::{
    messages::{Msg, text},
    pages::member_label,
    state::{Reading, use_console},
    ui::{Element, div, element, live, minutes_and_seconds, p, plain, words},
};

/// Two cards side by side.
pub fn who(user: &UserInfo) -> AnyView {
    div("cards").child(person(user)).child(appliance()).view()
}

fn person(user: &UserInfo) -> Element {
    let console = use_console();
    let method = user.login_method.as_ref();
    let kind = method.and_then(|method| method.authentication.as_ref());
    let proof = method.and_then(|method| method.credential.as_ref());
    let name = method.and_then(|method| method.name.clone());
    // The title stands in the list of login methods, which needs no session.
    let named = match name {
        Some(name) => {
            let methods = Reading::new(move || {
                Box::pin(async move { console.client().login_methods().await })
            });
            live(move || {
                let title = methods.with(|found| {
                    let methods = found?.as_ref().ok()?;
                    let method = methods.iter().find(|method| method.name == name)?;
                    Some(method.title.clone()).filter(|title| !title.is_empty() && *title != name)
                });
                plain(match title {
                    Some(title) => title + " (" + &name + ")",
                    None => name.clone(),
                })
            })
        }
        None => told(None),
    };
    facts_card("who", Msg::WhoAmI).child(
        element("DL")
            .attr("class", "facts")
            .child(fact(text(Msg::UserName), told(Some(&user.name))))
            .child(fact(text(Msg::LoginMethod), named))
            .child(fact(
                text(Msg::AuthenticatedBy),
                told(kind.map(authentication)),
            ))
            .child(fact(text(Msg::Credential), told(proof.map(credential))))
            .child(fact(
                text(Msg::TimeLeftLabel),
                live(move || {
                    let left = console.standing().left_seconds();
                    told(left.map(minutes_and_seconds).as_deref())
                }),
            )),
    )
}

/// Whatever `/api/info` tells.
fn appliance() -> Element {
    let console = use_console();
    let info = Reading::new(move || {
        Box::pin(async move {
            let client = console.client();
            let path = client.address(Place::Info).await?;
            client.resource(&path).await
        })
    });
    let known = live(move || {
        info.show(3, |info| {
            let nothing_told = Value::Null;
            let body = match &info.content {
                Content::Body(body) => body,
                Content::Node(_) | Content::Empty => &nothing_told,
            };
            let facts = appliance_facts(body);
            if facts.is_empty() {
                return p("muted").text(Msg::ApplianceTellsNothing).view();
            }
            element("DL")
                .attr("class", "facts")
                .children(facts.into_iter().map(appliance_fact))
                .view()
        })
    });
    facts_card("appliance", Msg::Appliance).child(known)
}

fn appliance_fact(known: Fact) -> Element {
    let label: Vec<String> = known.name.split(' ').map(member_label).collect();
    let label = label.join(" – ");
    let is_link = known.value.starts_with("https://");
    let value = plain(match known.value.as_str() {
        "true" => text(Msg::Yes).to_owned(),
        "false" => text(Msg::No).to_owned(),
        value => value.to_owned(),
    });
    // A link of the appliance is shown, not made clickable: it leads anywhere.
    let value = if is_link {
        element("CODE").child(value).view()
    } else {
        value
    };
    fact(&label, value)
}

fn facts_card(id: &'static str, title: Msg) -> Element {
    element("SECTION")
        .attr("class", "card")
        .attr("aria-labelledby", id)
        .child(words("H2", title).attr("id", id))
}

fn fact(label: &str, value: AnyView) -> Element {
    element("DIV")
        .child(element("DT").words(label))
        .child(element("DD").untranslated().child(value))
}

fn told(value: Option<&str>) -> AnyView {
    plain(value.unwrap_or(text(Msg::NotTold)).to_owned())
}

/// Who checked the credentials, in words.
pub fn authentication(kind: &Authentication) -> &str {
    match kind {
        Authentication::Local => text(Msg::AuthenticationLocal),
        Authentication::Ldap => text(Msg::AuthenticationLdap),
        Authentication::Radius => text(Msg::AuthenticationRadius),
        Authentication::Saml2 => text(Msg::AuthenticationSaml),
        Authentication::X509 => text(Msg::AuthenticationX509),
        Authentication::Other(name) => name,
    }
}

fn credential(kind: &Credential) -> &str {
    match kind {
        Credential::Password => text(Msg::CredentialPassword),
        Credential::X509 => text(Msg::CredentialX509),
        Credential::Local => text(Msg::CredentialLocal),
        Credential::Cluster => text(Msg::CredentialCluster),
        Credential::Federated => text(Msg::CredentialFederated),
        Credential::Other(name) => name,
    }
}
