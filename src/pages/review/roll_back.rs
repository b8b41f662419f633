//! Throws the whole transaction away, after showing what goes.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::changes::tell;

use super::change_sentence::ChangeSentence;
use crate::{
    messages::{Msg, count_text, text},
    state::{Pending, Sending, use_console, use_toasts},
    ui::{Dialog, Problem, Task},
};

/// The button, and the question behind it; a transaction without changes is closed without asking.
#[component]
pub fn RollBack() -> impl IntoView {
    let console = use_console();
    let toasts = use_toasts();
    let asking = RwSignal::new(false);
    let failed = RwSignal::new(None::<Error>);
    let count = Memo::new(move |_| console.pending.with(Pending::count));
    let rolling_back = Sending::new();
    let roll_back = move || {
        rolling_back.start(async move {
            failed.try_set(None);
            let had_changes = count.try_get_untracked().unwrap_or_default() > 0;
            match console.watch(console.client().roll_back().await) {
                // Gone already, by time-out or another tab: that is what was wanted.
                Ok(()) | Err(Error::NotFound(_)) => {
                    asking.try_set(false);
                    toasts.say(text(if had_changes {
                        Msg::RolledBack
                    } else {
                        Msg::TransactionClosed
                    }));
                    console.read_anew();
                }
                Err(error) => {
                    failed.try_set(Some(error));
                    asking.try_set(true);
                }
            }
            console.read_pending().await;
        })
    };
    let start = move |_| {
        if count.get_untracked() == 0 {
            roll_back();
        } else {
            failed.set(None);
            asking.set(true);
        }
    };
    let changes = move || console.pending.with(|pending| tell(&pending.changes));
    view! {
        <button type="button" class=move || if count.get() == 0 { "" } else { "quiet danger" } on:click=start
            disabled=move || rolling_back.pending()>
            {move || text(if count.get() == 0 { Msg::CloseTransaction } else { Msg::RollBack })}
        </button>
        <Dialog open=asking title=Signal::derive(|| text(Msg::RollBackQuestion).to_owned())
            on_close=Callback::new(move |()| asking.set(false))>
            <p>{move || count_text(count.get(), Msg::RollBackLosesOne, Msg::RollBackLosesMany)}</p>
            <ul class="changes scroll">
                {move || changes().into_iter().map(|change| view! { <li><ChangeSentence change with_place=true /></li> }.into_any()).collect_view()}
            </ul>
            {move || failed.get().map(|error| view! { <Problem error task=Task::Finish /> })}
            <div class="actions">
                <button type="button" on:click=move |_| asking.set(false)>{text(Msg::Keep)}</button>
                <button type="button" class="danger" disabled=move || rolling_back.pending()
                    on:click=move |_| { roll_back(); }>{text(Msg::RollBackNow)}</button>
            </div>
        </Dialog>
    }
}
