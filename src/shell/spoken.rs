//! What the banners say, for who does not see them: each once, in a region that is there from the start, or screen readers
//! would miss it.

use leptos::prelude::*;

use super::{
    connection_banner::explained,
    ending_soon::{meaning, when},
};
use crate::{
    kept::use_kept,
    messages::{Msg, text},
    pages::replay_question,
    reactive::whether,
    state::{Slow, use_console},
    ui::{Element, div, p},
};

/// The live region of the frame; `replays` is whether there is something to replay, `is_later` whether the news of another
/// version was put off.
pub fn spoken(replays: Memo<bool>, is_later: RwSignal<bool>) -> Element {
    let console = use_console();
    let kept = use_kept();
    let trouble = Memo::new(move |_| console.connection.with(|connection| connection.trouble()));
    let offline = p("").live_words(move || match trouble.get() {
        Some(trouble) => format!("{}. {}", text(Msg::Offline), explained(trouble)),
        None => String::new(),
    });
    let is_slow = move |how: Slow| console.slow.get() == how && trouble.get().is_none();
    div("sr").attr("aria-live", "polite").children([
        said(
            move || console.warning().is_some(),
            move || format!("{} {}", when(console), meaning(console, kept)),
        ),
        offline,
        said(
            move || is_slow(Slow::Read),
            || text(Msg::StillWaiting).to_owned(),
        ),
        said(
            move || is_slow(Slow::Write),
            || text(Msg::StillWaitingWrite).to_owned(),
        ),
        said(
            move || console.new_version.get() && !is_later.get(),
            || text(Msg::NewVersion).to_owned(),
        ),
        said(move || replays.get(), move || replay_question(kept)),
    ])
}

/// Words that are said when they are due, and not again when they change.
fn said(
    is_due: impl Fn() -> bool + Send + Sync + 'static,
    words: impl Fn() -> String + Send + 'static,
) -> Element {
    let is_due = whether(is_due);
    p("").live_words(move || {
        if is_due.get() {
            untrack(&words)
        } else {
            String::new()
        }
    })
}
