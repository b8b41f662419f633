//! Endpoints and methods this person may use.

use leptos::prelude::*;
use sps_client::{Endpoint, Rights, RightsSource, UserInfo};

use crate::{
    messages::{Msg, count_text, text},
    state::{Reading, use_console},
    ui::{Icon, Notice, Problem, Shape, Skeleton, Task, Tone},
};

/// The verbs in the order of the table's columns.
const VERBS: [(&str, Msg); 4] = [
    ("GET", Msg::VerbRead),
    ("POST", Msg::VerbCreate),
    ("PUT", Msg::VerbChange),
    ("DELETE", Msg::VerbDelete),
];

/// Reads the rights and shows them with a filter.
#[component]
pub fn RightsTable(user: UserInfo) -> impl IntoView {
    let console = use_console();
    let user = StoredValue::new(user);
    let rights = Reading::new(move || {
        let client = console.client();
        let user = user.get_value();
        Box::pin(async move { client.rights(&user).await })
    });
    view! {
        <section aria-labelledby="rights">
            <h2 id="rights">{text(Msg::Rights)}</h2>
            {move || match rights.get() {
                None => view! { <Skeleton lines=6 /> }.into_any(),
                Some(Err(error)) => view! { <Problem error task=Task::Read /> }.into_any(),
                Some(Ok(Rights { source: RightsSource::NotPublished, .. })) => {
                    view! { <Notice tone=Tone::Info>{text(Msg::RightsNotPublished)}</Notice> }.into_any()
                }
                Some(Ok(rights)) => view! { <Table endpoints=rights.endpoints /> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Table(endpoints: Vec<Endpoint>) -> impl IntoView {
    let filter = RwSignal::new(String::new());
    let endpoints = StoredValue::new(endpoints);
    let matching = Memo::new(move |_| {
        let wanted = filter.with(|text| text.trim().to_ascii_lowercase());
        endpoints.with_value(|all| {
            all.iter()
                .filter(|endpoint| endpoint.url.to_ascii_lowercase().contains(&wanted))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let found = move || {
        count_text(
            matching.with(Vec::len),
            Msg::EndpointsOne,
            Msg::EndpointsMany,
        )
    };
    view! {
        <div class="table-tools">
            <label class="field inline">
                <span class="label">{text(Msg::FilterByPath)}</span>
                <input type="search" prop:value=filter on:input:target=move |event| filter.set(event.target().value()) />
            </label>
            <p class="muted" role="status">{move || found()}</p>
        </div>
        <div class="table-scroll">
            <table class="rights" aria-labelledby="rights">
                <thead>
                    <tr>
                        <th scope="col">{text(Msg::Endpoint)}</th>
                        {VERBS.map(|(verb, name)| view! {
                            <th scope="col" class="verb">{text(name)}<small translate="no">{verb}</small></th>
                        }.into_any()).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {move || matching.get().into_iter().map(|endpoint| view! {
                        <tr>
                            <th scope="row"><code translate="no">{endpoint.url}</code></th>
                            {VERBS.map(|(verb, _)| view! {
                                <td class="verb"><May may=endpoint.methods.iter().any(|method| method == verb) /></td>
                            }.into_any()).collect_view()}
                        </tr>
                    }.into_any()).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn May(may: bool) -> impl IntoView {
    if may {
        view! { <span class="yes"><Icon shape=Shape::Success /><span class="sr">{text(Msg::Yes)}</span></span> }.into_any()
    } else {
        view! { <span class="no"><Icon shape=Shape::Removed /><span class="sr">{text(Msg::No)}</span></span> }.into_any()
    }
}
