//! The card a person meets first.
//!
//! The authentication banner of the appliance is not shown before the form: no resource that tells it is readable without
//! a session (`sps-api.md` §5.5 and §11 list what is: login methods, types, and the names of `/api/info`).

use leptos::prelude::*;

use super::sign_in_methods;
use crate::{
    gateway::DemoAccount,
    messages::{Msg, count_text},
    state::{Person, SignedOut, use_console},
    ui::{Shape, Tone, div, element, icon, nothing, notice, notice_text, p, plain, words},
};

/// Appliance, methods, and in a demo the accounts to try.
pub fn sign_in_page() -> AnyView {
    let console = use_console();
    let left = move || {
        let Person::SignedOut(why) = console.person.get() else {
            return nothing();
        };
        let (tone, message) = match why {
            SignedOut::ByYou(Some(minutes)) => {
                let told = count_text(minutes as usize, Msg::SignedOutHereIn, Msg::SignedOutHereIn);
                return notice(Tone::Success, vec![plain(told)]);
            }
            SignedOut::ByYou(None) => (Tone::Success, Msg::SignedOutHere),
            SignedOut::ByYouUnconfirmed => (Tone::Warning, Msg::SignedOutUnconfirmed),
            SignedOut::EarlierSessionOver => (Tone::Info, Msg::EarlierSessionOver),
            SignedOut::Fresh => return nothing(),
        };
        notice_text(tone, message)
    };
    let head = div("sign-in-head")
        .child(icon(Shape::Mark))
        .child(
            p("appliance")
                .untranslated()
                .live_words(move || console.appliance_name()),
        )
        .child(words("H1", Msg::SignIn));
    element("MAIN")
        .attr("class", "sign-in")
        .child(head)
        .live(left)
        .child(
            element("SECTION")
                .attr("class", "card")
                .child(sign_in_methods(None)),
        )
        .live(move || {
            console.gateway.with(|info| {
                if info.demo {
                    demo_accounts(&info.accounts)
                } else {
                    nothing()
                }
            })
        })
        .view()
}

fn demo_accounts(accounts: &[DemoAccount]) -> AnyView {
    let accounts = accounts.iter().map(|account| {
        let password = element("CODE").words(account.password.as_str());
        element("DIV")
            .child(element("DT").words(account.name.as_str()))
            .child(element("DD").child(password))
    });
    element("SECTION")
        .attr("class", "card demo")
        .attr("aria-labelledby", "demo-accounts")
        .child(words("H2", Msg::DemoAccounts).attr("id", "demo-accounts"))
        .child(p("muted").text(Msg::DemoAccountsHelp))
        .child(element("DL").untranslated().children(accounts))
        .view()
}
