//! What the end of a transaction does to keys that are staged and may have been pasted somewhere already (M4.5).

use leptos::prelude::*;
use sps_workbench::api_keys::waiting_keys;

use crate::{
    messages::{Msg, text_with},
    reactive::effect,
    state::{Pending, use_console},
    ui::{Tone, live, nothing, notice, p},
};

/// One sentence for each key that a roll back of the open transaction would kill; nothing if there is none. For every
/// dialog that asks before a roll back.
pub fn dead_keys() -> AnyView {
    let console = use_console();
    live(move || never_work(&console.pending.with(waiting_names)))
}

/// The same after the end of the session, for keys that were staged until then. To be called before it ends: what was
/// staged is forgotten with it.
pub fn dead_with_session() -> impl Fn() -> AnyView + Copy + Send + Sync {
    let console = use_console();
    let waiting = StoredValue::new(Vec::new());
    effect(move || {
        let names = console.pending.with(waiting_names);
        if !console.ended.get() {
            waiting.set_value(names);
        }
    });
    move || waiting.with_value(|names| never_work(names))
}

fn waiting_names(pending: &Pending) -> Vec<String> {
    let keys = waiting_keys(&pending.changes).into_iter();
    keys.map(|key| key.name.unwrap_or(key.id)).collect()
}

fn never_work(names: &[String]) -> AnyView {
    if names.is_empty() {
        return nothing();
    }
    let sentences = names.iter().map(|name| {
        p("")
            .words(text_with(Msg::KeyNeverWorks, &[("name", name)]))
            .view()
    });
    notice(Tone::Warning, sentences.collect())
}
