//! The request to somebody who grants rights: plain text, no secrets (product.md D9).

use leptos::prelude::*;
use sps_workbench::rights::{Lack, No};

use super::words::access_name;
use crate::{
    messages::{Msg, text, text_with},
    state::{Console, Person, use_console},
    ui::{copy_button, nothing},
};

/// *Copy request for my administrator*; nothing where no administrator can help.
pub fn copy_request(lacks: Vec<Lack>) -> AnyView {
    let is_grantable = |lack: &Lack| !matches!(lack.no, Some(No::NotOffered { .. }));
    let lacks: Vec<Lack> = lacks.into_iter().filter(is_grantable).collect();
    if lacks.is_empty() {
        return nothing();
    }
    let console = use_console();
    copy_button(
        Msg::CopyRequest,
        text(Msg::RequestCopied).to_owned(),
        move || untrack(|| request(console, &lacks)),
    )
}

fn request(console: Console, lacks: &[Lack]) -> String {
    let (name, method) = console.person.with(|person| match person {
        Person::SignedIn(user) => {
            let method = user.login_method.as_ref();
            let method = method.and_then(|method| method.name.clone());
            (user.name.clone(), method)
        }
        Person::WithoutApi(Some(name)) => (name.clone(), None),
        _ => (String::new(), None),
    });
    let appliance = console.appliance_name();
    let firmware = console
        .appliance
        .with(|info| info.as_ref().and_then(|info| info.firmware_version.clone()));
    let user = ("name", name.as_str());
    let machine = ("appliance", appliance.as_str());
    let mut lines = vec![text(Msg::RequestTitle).to_owned(), String::new()];
    // Whose certificate it was that was not let in, nobody tells.
    if !name.is_empty() {
        lines.push(match &method {
            Some(method) => text_with(Msg::RequestUserBy, &[user, ("method", method)]),
            None => text_with(Msg::RequestUser, &[user]),
        });
    }
    lines.push(match &firmware {
        Some(firmware) => text_with(
            Msg::RequestApplianceWith,
            &[machine, ("firmware", firmware)],
        ),
        None => text_with(Msg::RequestAppliance, &[machine]),
    });
    lines.push(text(Msg::RequestNeeded).to_owned());
    for lack in lacks {
        let place = [("verb", lack.verb.as_str()), ("path", lack.path.as_str())];
        let [verb, path] = place;
        lines.push(match lack.privilege {
            Some(privilege) => text_with(
                Msg::RequestNeedPrivilege,
                &[
                    verb,
                    path,
                    ("privilege", &privilege.to_string()),
                    ("access", access_name(lack.access)),
                ],
            ),
            None => text_with(Msg::RequestNeed, &place),
        });
    }
    if !name.is_empty() {
        lines.push(String::new());
        lines.push(text_with(Msg::RequestAfter, &[user]));
    }
    lines.join("\n")
}
