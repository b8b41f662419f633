//! The review screen.

use leptos::prelude::*;
use sps_workbench::changes::{Group, by_place, tell};

use super::{
    change_sentence::ChangeSentence,
    commit_box::{CommitBox, Committed},
    roll_back::RollBack,
};
use crate::{
    messages::{Msg, count_text, count_text_with, text, text_with},
    route::Route,
    state::{Pending, use_console},
    ui::{Notice, PageTitle, Tone},
};

/// The change list, grouped by place, with the commit beside it.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let console = use_console();
    let committed = RwSignal::new(None::<Committed>);
    // Other tabs and clients of the same session may have staged more.
    leptos::task::spawn_local(console.read_pending());
    let groups = Memo::new(move |_| {
        console
            .pending
            .with(|pending| by_place(tell(&pending.changes)))
    });
    let count = Memo::new(move |_| console.pending.with(Pending::count));
    let is_open = Memo::new(move |_| console.pending.with(Pending::is_open));
    view! {
        <PageTitle title=Signal::stored(text(Msg::Review).to_owned()) help=text(Msg::ReviewHelp) />
        {move || committed.get().map(|done| view! { <Success done /> })}
        {move || match (count.get(), is_open.get()) {
            (0, false) => view! {
                <div class="empty">
                    <p>{text(Msg::NothingPending)}</p>
                    <p><a class="button" href=Route::Configuration(Vec::new()).href()>{text(Msg::OpenConfiguration)}</a></p>
                </div>
            }.into_any(),
            (0, true) => view! {
                <div class="empty">
                    <p>{text(Msg::OpenWithoutChanges)}</p>
                    <RollBack />
                </div>
            }.into_any(),
            _ => view! {
                <div class="review">
                    <section class="document" aria-label=text(Msg::Changelog)>
                        {move || groups.get().into_iter().map(|group| view! { <Place group /> }).collect_view()}
                    </section>
                    <aside class="card commit" aria-label=text(Msg::Commit)>
                        <CommitBox committed />
                        <hr />
                        <RollBack />
                    </aside>
                </div>
            }.into_any(),
        }}
    }
}

#[component]
fn Place(group: Group) -> impl IntoView {
    let place = group.place.join(" › ");
    let heading = match Route::for_resource(&group.path) {
        Some(route) => view! { <a href=route.href() translate="no">{place}</a> }.into_any(),
        None => view! { <span translate="no">{place}</span> }.into_any(),
    };
    view! {
        <article class="place">
            <h2>{heading}</h2>
            <ul class="changes">
                {group.changes.into_iter().map(|change| {
                    let raw = serde_json::to_string_pretty(&change.raw).unwrap_or_else(|error| error.to_string());
                    view! {
                        <li>
                            <ChangeSentence change />
                            <details class="raw">
                                <summary>{text(Msg::RawJson)}</summary>
                                <pre translate="no">{raw}</pre>
                            </details>
                        </li>
                    }.into_any()
                }).collect_view()}
            </ul>
        </article>
    }
}

#[component]
fn Success(done: Committed) -> impl IntoView {
    let values = [
        ("appliance", done.appliance.as_str()),
        ("time", done.time.as_str()),
    ];
    let headline = count_text_with(done.count, Msg::CommittedOne, Msg::CommittedMany, &values);
    view! {
        <Notice tone=Tone::Success>
            <p><strong>{headline}</strong></p>
            {done.message.map(|message| view! { <p>{text_with(Msg::WithMessage, &[("message", &message)])}</p> }.into_any())}
            <details>
                <summary>{count_text(done.changes.len(), Msg::ShowChange, Msg::ShowChanges)}</summary>
                <ul class="changes">
                    {done.changes.into_iter().map(|change| view! { <li><ChangeSentence change with_place=true /></li> }.into_any()).collect_view()}
                </ul>
            </details>
        </Notice>
    }
}
