//! Looking through what was read, in slices, so that typing is never held up.

use leptos::prelude::*;
use sps_workbench::find::{Hit, ranked};

use crate::{
    explore::Explore,
    reactive::{effect, pause, run},
};

/// So many resources are looked at before the page may do something else.
const SLICE: usize = 2_000;
/// Typing and reading are answered after this, in milliseconds; both come in bursts.
const REST: u64 = 150;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The words it was asked for.
    pub words: String,
    /// Best first.
    pub hits: Vec<Hit>,
    /// So many resources had been read.
    pub read: usize,
}

/// The results for the words, found anew when they change and when more was read; `None` before the first.
pub fn seek(explore: Explore, words: RwSignal<String>) -> RwSignal<Option<Found>> {
    let found = RwSignal::new(None);
    let is_waiting = StoredValue::new(false);
    let turn = StoredValue::new(0_u32);
    effect(move || {
        words.track();
        explore.version.track();
        if is_waiting.get_value() {
            return;
        }
        is_waiting.set_value(true);
        run(async move {
            pause(REST).await;
            if is_waiting
                .try_update_value(|waits| *waits = false)
                .is_none()
            {
                return;
            }
            let mine = turn.try_update_value(|turn| {
                *turn = turn.wrapping_add(1);
                *turn
            });
            let Some(asked) = words.try_get_untracked() else {
                return;
            };
            let (mut hits, mut from) = (Vec::new(), 0);
            while let Some((some, length)) =
                explore.look(|index| (index.search(&asked, from, SLICE), index.len()))
            {
                hits.extend(some);
                from += SLICE;
                if from >= length {
                    break;
                }
                pause(0).await;
                // Asked anew meanwhile, or the screen is gone.
                if turn.try_get_value() != mine {
                    return;
                }
            }
            found.try_set(Some(Found {
                words: asked,
                hits: ranked(hits),
                read: explore.look(|index| index.read()).unwrap_or_default(),
            }));
        });
    });
    found
}
