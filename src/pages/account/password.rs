//! Changing the own password, where the appliance offers it (`sps-api.md` §6.3).

use leptos::prelude::*;
use sps_client::UserInfo;
use sps_workbench::rights::keeps_the_password;

use super::{password_form::password_form, who::authentication};
use crate::{
    messages::{Msg, text_with},
    reactive::soon,
    rights::{Barred, MyRights},
    state::{Reading, use_console},
    ui::{
        ElementRef, Tone, actions, element, focus, live, nothing, notice_text, p, together, words,
    },
};

/// The form, or the sentence why there is none.
pub fn own_password(user: &UserInfo, rights: MyRights) -> AnyView {
    let console = use_console();
    let section = element("SECTION")
        .attr("class", "own-password")
        .attr("aria-labelledby", "own-password")
        .child(words("H2", Msg::ChangePassword).attr("id", "own-password"));
    if !keeps_the_password(user) {
        let method = user.login_method.as_ref();
        let method = method.and_then(|method| method.authentication.as_ref());
        let method = method.map(authentication).unwrap_or_default();
        let elsewhere = text_with(Msg::PasswordKeptElsewhere, &[("method", method)]);
        return section.child(p("muted").words(elsewhere)).view();
    }
    let place =
        Reading::new(move || Box::pin(async move { console.client().own_password().await }));
    section
        .live(move || {
            place.show(2, |place| match place {
                Some(path) => offered(path, rights),
                None => p("muted").text(Msg::PasswordNotOffered).view(),
            })
        })
        .view()
}

fn offered(path: &str, rights: MyRights) -> AnyView {
    let open = RwSignal::new(false);
    let changed = RwSignal::new(false);
    let path = StoredValue::new(path.to_owned());
    let barred = Barred::by(move || path.with_value(|path| rights.to_change_password(path)));
    let first = ElementRef::new();
    let start = move |_| {
        changed.set(false);
        open.set(true);
        soon(move || focus(first));
    };
    let closed = move || {
        let start = barred
            .mark(element("BUTTON").attr("type", "button"), || false)
            .on("click", start)
            .text(Msg::ChangePassword);
        together(vec![actions(vec![start]).view(), barred.explanation()])
    };
    let done = live(move || {
        if changed.get() {
            notice_text(Tone::Success, Msg::PasswordChanged)
        } else {
            nothing()
        }
    });
    let form = live(move || {
        if open.get() {
            password_form(path, rights, first, open, changed)
        } else {
            closed()
        }
    });
    together(vec![done, form])
}
