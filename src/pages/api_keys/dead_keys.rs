//! What a roll back does to keys that are staged and may have been pasted somewhere already (M4.5).

use leptos::prelude::*;
use sps_workbench::api_keys::waiting_keys;

use crate::{
    messages::{Msg, text_with},
    state::use_console,
    ui::{Tone, live, nothing, notice, p},
};

/// One sentence for each key that a roll back of the open transaction would kill; nothing if there is none. For every
/// dialog that asks before a roll back.
pub fn dead_keys() -> AnyView {
    let console = use_console();
    live(move || {
        let keys = console
            .pending
            .with(|pending| waiting_keys(&pending.changes));
        if keys.is_empty() {
            return nothing();
        }
        let sentences = keys.iter().map(|key| {
            let name = key.name.as_deref().unwrap_or(&key.id);
            p("")
                .words(text_with(Msg::KeyNeverWorks, &[("name", name)]))
                .view()
        });
        notice(Tone::Warning, sentences.collect())
    })
}
