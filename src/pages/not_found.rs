//! An address that leads nowhere.

use leptos::prelude::*;

use crate::{
    messages::{Msg, text},
    route::Route,
    ui::{link, p, page_title, together},
};

/// Says so and offers the way on.
pub fn not_found_page() -> AnyView {
    let way_on = link("button", &Route::Account).text(Msg::Account);
    together(vec![
        page_title(|| text(Msg::NotFound).to_owned(), text(Msg::NotFoundHelp)).view(),
        p("").child(way_on).view(),
    ])
}
