//! Signed in, with an account that may not use the API: what to ask for, and the way out (product.md M1.13).

use leptos::prelude::*;
use sps_client::paths;
use sps_workbench::rights::Lack;

use crate::{
    messages::{Msg, text_with},
    rights::copy_request,
    state::{Person, Sending, use_console},
    ui::{Shape, actions, button, div, element, icon, p, words},
};

/// The screen in place of an empty console.
pub fn without_api_page() -> AnyView {
    let console = use_console();
    let leaving = Sending::new();
    let name = move || {
        console.person.with(|person| match person {
            Person::WithoutApi(Some(name)) => text_with(Msg::WithoutApiAs, &[("name", name)]),
            _ => String::new(),
        })
    };
    let out = button("primary", Msg::SignOut, move |_| {
        if !leaving.pending_now() {
            leaving.start(async move {
                // Nothing is staged, so nothing can fail but the gateway's word, which the next screen tells of.
                drop(console.sign_out().await);
            });
        }
    })
    .live_state("aria-disabled", move || leaving.pending());
    // What the privilege is needed for is the API as a whole.
    let lack = Lack::of_refusal("GET", paths::ROOT);
    let head = div("sign-in-head").child(icon(Shape::Mark)).child(
        p("appliance")
            .untranslated()
            .live_words(move || console.appliance_name()),
    );
    let card = element("SECTION")
        .attr("class", "card without-api")
        .child(words("H1", Msg::WithoutApi).attr("tabindex", "-1"))
        .child(p("").live_words(name))
        .child(words("P", Msg::WithoutApiMeaning))
        .child(words("P", Msg::WithoutApiNext))
        .child(actions(vec![out]).child(copy_request(vec![lack])));
    element("MAIN")
        .attr("class", "sign-in")
        .child(head)
        .child(card)
        .view()
}
