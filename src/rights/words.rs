//! Rights in words.

use sps_workbench::rights::{Access, Area, Lack, No};

use crate::messages::{Msg, text, text_with};

/// The name of an area: the menu of the appliance's web UI, or our own word where it has none.
pub fn area_name(area: Area) -> &'static str {
    area.menu().unwrap_or(text(match area {
        Area::Everything => Msg::AreaEverything,
        Area::OwnAccount => Msg::AreaOwnAccount,
        Area::Transaction => Msg::AreaTransaction,
        Area::Appliance => Msg::AreaAppliance,
        _ => Msg::AreaOther,
    }))
}

/// What a verb does.
pub fn verb_name(verb: &str) -> Option<Msg> {
    Some(match verb {
        "GET" => Msg::VerbRead,
        "POST" => Msg::VerbCreate,
        "PUT" => Msg::VerbChange,
        "DELETE" => Msg::VerbDelete,
        _ => return None,
    })
}

pub(super) fn access_name(access: Access) -> &'static str {
    text(match access {
        Access::Read => Msg::AccessRead,
        Access::ReadAndWrite => Msg::AccessReadAndWrite,
    })
}

/// All that is missing, one sentence each; empty if nothing is.
pub fn reason(lacks: &[Lack]) -> String {
    let mut told = String::new();
    for lack in lacks {
        if !told.is_empty() {
            told.push(' ');
        }
        told.push_str(&sentence(lack));
    }
    told
}

fn sentence(lack: &Lack) -> String {
    let place = [("verb", lack.verb.as_str()), ("path", lack.path.as_str())];
    let [verb, path] = place;
    if let Some(No::NotOffered { allow }) = &lack.no {
        let verbs = allow.join(", ");
        return text_with(Msg::NotOfferedHere, &[verb, path, ("verbs", &verbs)]);
    }
    match lack.privilege {
        Some(privilege) => {
            let privilege = privilege.to_string();
            let access = ("access", access_name(lack.access));
            text_with(
                Msg::NeedsPrivilege,
                &[verb, path, ("privilege", &privilege), access],
            )
        }
        None => text_with(Msg::NeedsVerb, &place),
    }
}
