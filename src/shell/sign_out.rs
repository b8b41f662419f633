//! The way out, which says what would be lost (product.md M3.11).

use leptos::prelude::*;
use sps_client::Error;

use super::time_words::time_words;
use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, count_text, text, text_with},
    navigation::lost_by_signing_out,
    pages::dead_keys,
    state::{Console, Sending, use_console},
    ui::{Task, actions, button, dialog, failure, nothing, p, words},
};

/// Signing out, from wherever it is asked for; cheap to copy.
#[derive(Clone, Copy)]
pub struct SigningOut {
    console: Console,
    kept: KeptChanges,
    asking: RwSignal<bool>,
    failed: RwSignal<Option<Error>>,
    leaving: Sending,
    elsewhere: RwSignal<u32>,
}

impl SigningOut {
    pub fn new() -> Self {
        Self {
            console: use_console(),
            kept: use_kept(),
            asking: RwSignal::new(false),
            failed: RwSignal::new(None),
            leaving: Sending::new(),
            elsewhere: RwSignal::new(0),
        }
    }

    /// It is on its way.
    pub fn pending(self) -> bool {
        self.leaving.pending()
    }

    /// Signs out, or asks first where work would be lost.
    pub fn ask(self) {
        if self.leaving.pending_now() {
            return;
        }
        self.failed.set(None);
        self.leaving.start(async move {
            let elsewhere = self.console.drafts_in_other_tabs().await;
            self.elsewhere.set(elsewhere);
            let staged = self
                .console
                .pending
                .with_untracked(|pending| pending.count());
            let kept = untrack(|| self.kept.waiting_count());
            let drafts = untrack(|| self.kept.drafts());
            let is_dear = lost_by_signing_out().is_some();
            if staged > 0 || elsewhere > 0 || kept > 0 || drafts > 0 || is_dear {
                self.asking.try_set(true);
            } else {
                self.leave().await;
            }
        });
    }

    async fn leave(self) {
        match self.console.sign_out().await {
            Ok(()) => {
                self.asking.try_set(false);
            }
            Err(error) => {
                self.failed.try_set(Some(error));
                self.asking.try_set(true);
            }
        }
    }

    /// The question.
    pub fn dialog(self) -> AnyView {
        let console = self.console;
        dialog(
            move || self.asking.get(),
            move || {
                text(if console.pending_count() > 0 {
                    Msg::SignOutQuestion
                } else {
                    Msg::SignOut
                })
                .to_owned()
            },
            Some(Callback::new(move |()| self.asking.set(false))),
            move || self.content(),
        )
    }

    fn content(self) -> Vec<AnyView> {
        let console = self.console;
        let staged = move || match console.pending_count() {
            0 => String::new(),
            count => count_text(count, Msg::SignOutLosesOne, Msg::SignOutLosesMany),
        };
        let counted = |count: u32, one: Msg, many: Msg| match count {
            0 => String::new(),
            count => count_text(usize::try_from(count).unwrap_or(usize::MAX), one, many),
        };
        let here = move || {
            counted(
                self.kept.drafts(),
                Msg::SignOutLosesDraft,
                Msg::SignOutLosesDrafts,
            )
        };
        let waiting = move || match self.kept.waiting_count() {
            0 => String::new(),
            count => count_text(count, Msg::SignOutLosesKept, Msg::SignOutLosesKeptMany),
        };
        let elsewhere = move || {
            counted(
                self.elsewhere.get(),
                Msg::SignOutTouchesTab,
                Msg::SignOutTouchesTabs,
            )
        };
        let span = console.clock.with_untracked(|clock| clock.span_ms());
        let meaning = match span {
            Some(ms) => text_with(
                Msg::SignOutMeaning,
                &[("time", &time_words((ms / 1000.0) as u64))],
            ),
            None => text(Msg::SignOutMeaningUnknown).to_owned(),
        };
        let go = button("danger", Msg::RollBackAndSignOut, move |_| {
            self.leaving.start(self.leave());
        });
        let go_without = button("danger", Msg::SignOutAnyway, move |_| {
            self.leaving.start(self.leave());
        });
        let rolls_back = untrack(move || console.pending_count()) > 0;
        vec![
            p("").live_words(staged).view(),
            lost_by_signing_out().map_or_else(nothing, |loss| words("P", loss).view()),
            dead_keys(),
            p("").live_words(waiting).view(),
            p("").live_words(here).view(),
            p("").live_words(elsewhere).view(),
            p("muted").words(meaning).view(),
            failure(self.failed, Task::Finish),
            actions(vec![
                button("", Msg::Back, move |_| self.asking.set(false)),
                if rolls_back { go } else { go_without }
                    .live_flag("disabled", move || self.leaving.pending()),
            ])
            .view(),
        ]
    }
}
