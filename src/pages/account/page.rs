//! The account screen.

use leptos::prelude::*;
use sps_client::UserInfo;

use super::{may_i::may_i, password::own_password, rights_table::rights_section, who::who};
use crate::{
    messages::{Msg, text},
    rights::{MyRights, use_rights},
    state::{Person, use_console},
    ui::{live, nothing, page_title, together},
};

/// Who I am, what the appliance is, what I may do, my password.
pub fn account_page() -> AnyView {
    let console = use_console();
    let title = page_title(|| text(Msg::Account).to_owned(), text(Msg::AccountHelp));
    let rest = live(move || {
        console.person.with(|person| match (person, use_rights()) {
            (Person::SignedIn(user), Some(rights)) => signed_in(user, rights),
            _ => nothing(),
        })
    });
    together(vec![title.view(), rest])
}

fn signed_in(user: &UserInfo, rights: MyRights) -> AnyView {
    together(vec![
        who(user),
        may_i(rights),
        own_password(user, rights),
        rights_section(rights),
    ])
}
