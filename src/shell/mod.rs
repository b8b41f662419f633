//! Header strip, navigation and the staging panel around every screen of a signed-in person.

mod breadcrumb;
mod connection_banner;
mod ending_soon;
mod header;
mod kept_banner;
mod last_call;
mod navigation;
mod sign_out;
mod spoken;
mod still;
mod time_words;
mod user_menu;

use leptos::prelude::*;

use self::{
    connection_banner::connection_banner,
    ending_soon::ending_soon,
    header::header,
    kept_banner::{kept_banner, replays},
    last_call::last_call,
    navigation::navigation,
    sign_out::SigningOut,
    spoken::spoken,
    still::still,
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
    // After the end of the session the page can be read, and nothing in it acts.
    let is_over = move || console.ended.get();
    let skip = words("A", Msg::SkipToContent)
        .attr("class", "skip")
        .attr("href", "#main")
        .live_flag("inert", is_over);
    let demo = live(move || {
        if console.gateway.with(|info| info.demo) {
            p("demo-strip").text(Msg::DemoStrip).view()
        } else {
            nothing()
        }
    });
    let main = element("MAIN")
        .attr("id", "main")
        .attr("tabindex", "-1")
        .node(main)
        .child(page);
    let frame = div("frame")
        .child(navigation(route).live_flag("inert", is_over))
        .child(still(main, console))
        .child(staging_panel(route));
    let (replays, is_later) = (replays(route), RwSignal::new(false));
    let banners = div("").live_flag("inert", is_over).children([
        connection_banner(is_later),
        kept_banner(replays),
        ending_soon(leave),
        lock_banners(route),
        commit_banner(route),
    ]);
    together(vec![
        skip.view(),
        header(route, sign_out).live_flag("inert", is_over).view(),
        demo,
        spoken(replays, is_later).view(),
        banners.view(),
        last_call(leave),
        frame.view(),
    ])
}
