//! The API keys screen: the list, and above it what was just created.

use leptos::prelude::*;
use sps_client::ApiKey;
use sps_workbench::api_keys::KeyOutcome;

use super::{create::CreateKey, key_list::KeyList, reveal::Reveal};
use crate::{
    messages::{Msg, text},
    state::{Reading, use_console},
    ui::{PageTitle, Problem, Skeleton, Task},
};

/// Own keys: list, create, delete.
#[component]
pub fn ApiKeysPage() -> impl IntoView {
    let console = use_console();
    let keys = Reading::new(move || Box::pin(async move { console.client().api_keys().await }));
    // The only place that holds a key value; wiped when the card closes or the screen goes.
    let created = RwSignal::new_local(None::<KeyOutcome>);
    on_cleanup(move || {
        created.try_set(None);
    });
    let reread = Callback::new(move |()| keys.refetch());
    let names = Signal::derive(move || match keys.get() {
        Some(Ok(keys)) => keys
            .into_iter()
            .filter_map(|key: ApiKey| key.name)
            .collect(),
        _ => Vec::new(),
    });
    view! {
        <PageTitle title=Signal::stored(text(Msg::ApiKeys).to_owned()) help=text(Msg::ApiKeysHelp) />
        {move || if created.with(Option::is_some) {
            view! { <Reveal created /> }.into_any()
        } else {
            view! { <CreateKey created names reread /> }.into_any()
        }}
        <section aria-labelledby="own-keys">
            <h2 id="own-keys">{text(Msg::YourKeys)}</h2>
            {move || match keys.get() {
                None => view! { <Skeleton lines=3 /> }.into_any(),
                Some(Err(error)) => view! { <Problem error task=Task::Read /> }.into_any(),
                Some(Ok(keys)) => view! { <KeyList keys reread /> }.into_any(),
            }}
        </section>
    }
}
