//! Header strip, navigation and the staging panel around every screen of a signed-in person.

mod breadcrumb;
mod ending_soon;
mod header;
mod navigation;
mod user_menu;

use leptos::prelude::*;

use self::{ending_soon::ending_soon, header::header, navigation::navigation};
use crate::{
    messages::Msg,
    pages::staging_panel,
    route::Route,
    state::use_console,
    ui::{ElementRef, div, element, live, nothing, p, together, words},
};

/// The frame; the screen is `page`.
pub fn shell(route: Memo<Route>, main: ElementRef, page: AnyView) -> AnyView {
    let console = use_console();
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
    together(vec![
        skip.view(),
        header(route).view(),
        demo,
        ending_soon(),
        frame.view(),
    ])
}
