//! The API keys screen: the list, and above it what was just created.

use leptos::prelude::*;
use sps_workbench::api_keys::KeyOutcome;

use super::{create::create_key, key_list::key_list, reveal::reveal};
use crate::{
    messages::{Msg, text},
    reactive::whether,
    state::{Reading, use_console},
    ui::{element, live, page_title, together, words},
};

/// Own keys: list, create, delete.
pub fn api_keys_page() -> AnyView {
    let console = use_console();
    let keys = Reading::new(move || Box::pin(async move { console.client().api_keys().await }));
    // The only place that holds a key value; wiped when the card closes or the screen goes.
    let created = RwSignal::new_local(None::<KeyOutcome>);
    on_cleanup(move || {
        created.try_set(None);
    });
    let is_shown = whether(move || created.with(Option::is_some));
    let title = page_title(|| text(Msg::ApiKeys).to_owned(), text(Msg::ApiKeysHelp));
    let own = element("SECTION")
        .attr("aria-labelledby", "own-keys")
        .child(words("H2", Msg::YourKeys).attr("id", "own-keys"))
        .live(move || keys.show(3, |found| key_list(found, keys)));
    let top = live(move || {
        if is_shown.get() {
            reveal(created)
        } else {
            create_key(created, keys)
        }
    });
    together(vec![title.view(), top, own.view()])
}
