//! What is pending, one glance away from every screen but the review itself.

use leptos::prelude::*;
use sps_workbench::changes::tell;

use super::review::ChangeSentence;
use crate::{
    messages::{Msg, count_text, text},
    route::Route,
    state::{Pending, use_console},
    ui::Show,
};

/// The panel at the side, a bar at the bottom of narrow screens; there only while something is pending.
#[component]
pub fn StagingPanel(route: Memo<Route>) -> impl IntoView {
    let console = use_console();
    let count = Memo::new(move |_| console.pending.with(Pending::count));
    let wanted = Memo::new(move |_| count.get() > 0 && route.with(|route| *route != Route::Review));
    view! {
        <Show when=wanted>
            <aside class="staging" aria-label=text(Msg::PendingTitle)>
                <h2>{move || count_text(count.get(), Msg::PendingChange, Msg::PendingChanges)}</h2>
                <ul class="changes">
                    {move || console.pending.with(|pending| tell(&pending.changes)).into_iter()
                        .map(|change| view! { <li><ChangeSentence change with_place=true /></li> }.into_any()).collect_view()}
                </ul>
                <a class="button primary wide" href=Route::Review.href()>{text(Msg::ReviewAndCommit)}</a>
            </aside>
        </Show>
    }
}
