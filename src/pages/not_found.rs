//! An address that leads nowhere.

use leptos::prelude::*;

use crate::{
    messages::{Msg, text},
    route::Route,
    ui::PageTitle,
};

/// Says so and offers the way on.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageTitle title=Signal::stored(text(Msg::NotFound).to_owned()) help=text(Msg::NotFoundHelp) />
        <p><a class="button" href=Route::Account.href()>{text(Msg::Account)}</a></p>
    }
}
