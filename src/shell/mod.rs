//! Header strip, navigation and the staging panel around every screen of a signed-in person.

mod breadcrumb;
mod connection_banner;
mod ending_soon;
mod header;
mod kept_banner;
mod last_call;
mod navigation;
mod sign_out;
mod time_words;
mod user_menu;

use leptos::prelude::*;

use self::{
    connection_banner::connection_banner, ending_soon::ending_soon, header::header,
    kept_banner::kept_banner, last_call::last_call, navigation::navigation, sign_out::SigningOut,
};
use crate::{
    messages::Msg,
    pages::{commit_banner, lock_banners, staging_panel},
    route::Route,
    state::use_console,
    storage,
    ui::{ElementRef, div, element, live, nothing, p, together, words},
};

/// The menu leaves out what is not available to the person, instead of telling why (product.md M9.2).
#[derive(Clone, Copy)]
struct ShortMenu(RwSignal<bool>);

/// The frame; the screen is `page`.
pub fn shell(route: Memo<Route>, main: ElementRef, page: AnyView) -> AnyView {
    let console = use_console();
    let sign_out = SigningOut::new();
    provide_context(ShortMenu(RwSignal::new(storage::has_short_menu())));
    let leave = Callback::new(move |()| sign_out.ask());
    let skip = words("A", Msg::SkipToContent)
        .attr("class", "skip")
        .attr("href", "#main");
    let demo = live(move || {
        if console.gateway.with(|info| info.demo) {
            p("demo-strip").text(Msg::DemoStrip).view()
        } else {
            nothing()
        }
    });
    let frame = div("frame")
        .child(navigation(route))
        .child(
            element("MAIN")
                .attr("id", "main")
                .attr("tabindex", "-1")
                .node(main)
                .child(page),
        )
        .child(staging_panel(route));
    // There from the start, or many screen readers would not hear the first of them.
    let banners = element("DIV").attr("aria-live", "polite").children([
        connection_banner(),
        kept_banner(route),
        ending_soon(leave),
        lock_banners(route),
        commit_banner(route),
    ]);
    together(vec![
        skip.view(),
        header(route, sign_out).view(),
        demo,
        banners.view(),
        last_call(leave),
        frame.view(),
    ])
}
