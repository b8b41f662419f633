//! Keeps what is typed for when the person comes back to the form.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use sps_workbench::document::Draft;

use crate::{reactive::effect, state::Console};

/// After so long without a key press. A draft of 10,000 fields is not copied with every one.
const QUIET: Duration = Duration::from_millis(300);

/// Keeps the draft of a resource: its first change at once, further ones after a moment of quiet, and all of them when
/// the form goes away.
pub fn keep_while_typing(console: Console, path: StoredValue<String>, draft: RwSignal<Draft>) {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let was_changed = StoredValue::new(false);
    let keep = move || {
        if let Some(waiting) = waiting.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
        console.last_keys.set_value(None);
        draft.try_with_untracked(|draft| {
            path.try_with_value(|path| console.keep_draft(path, draft));
        });
    };
    effect(move || {
        let is_changed = draft.with(|draft| !draft.problems().is_empty() || draft.is_changed());
        if let Some(waiting) = waiting.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
        if was_changed.try_update_value(|was| std::mem::replace(was, is_changed))
            == Some(is_changed)
            && is_changed
        {
            waiting.set_value(set_timeout_with_handle(keep, QUIET).ok());
            // Whoever needs the drafts sooner, such as the page when it is left, asks for it.
            console
                .last_keys
                .set_value(Some(Callback::new(move |()| keep())));
        } else {
            keep();
        }
    });
    on_cleanup(move || {
        let is_waiting = waiting.try_with_value(Option::is_some);
        if is_waiting == Some(true) {
            keep();
        }
    });
}
