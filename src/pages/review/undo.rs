//! *Prepare undo*: the inverse of a commit in a new transaction, after saying honestly how well it can be had
//! (product.md D8).

use leptos::prelude::*;
use sps_client::{Change, Error};
use sps_workbench::{
    changes::{Sentence, review},
    undo::{Undo, Verdict, prepare},
};

use super::{
    change_sentence::change_sentence,
    limits::{limits_text, reason_text},
    reading::readings,
};
use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, count_text, text, text_with},
    state::{Console, Sending, Toasts, use_console, use_toasts},
    ui::{
        Element, Shape, Task, Tone, actions, button, dialog, div, element, failure, icon, live,
        nothing, notice, p, together, words,
    },
};

/// An undo that was prepared and waits for a yes.
#[derive(Clone, PartialEq)]
struct Prepared {
    changes: Vec<Change>,
    undo: Undo,
    /// The values moved between the first look and the yes: this is the second look.
    is_news: bool,
}

impl Prepared {
    fn steps_to_send(&self) -> usize {
        let steps = self.undo.steps.iter();
        steps.filter(|step| !step.waits_for_secret()).count()
    }

    /// Whether the step that undoes this entry waits for a secret and is left out.
    fn is_left_out(&self, entry: usize) -> bool {
        let mut steps = self.undo.steps.iter();
        steps.any(|step| step.entries.contains(&entry) && step.waits_for_secret())
    }
}

/// One commit's undo; cheap to copy.
#[derive(Clone, Copy)]
pub struct Undoing {
    console: Console,
    kept: KeptChanges,
    toasts: Toasts,
    sending: Sending,
    prepared: RwSignal<Option<Prepared>>,
    failed: RwSignal<Option<Error>>,
    /// How many writes were staged before one was refused.
    stopped_after: RwSignal<Option<usize>>,
}

impl Undoing {
    /// Nothing is prepared yet.
    pub fn new() -> Self {
        Self {
            console: use_console(),
            kept: use_kept(),
            toasts: use_toasts(),
            sending: Sending::new(),
            prepared: RwSignal::new(None),
            failed: RwSignal::new(None),
            stopped_after: RwSignal::new(None),
        }
    }

    /// The button.
    pub fn start(self, changes: Vec<Change>) -> Element {
        let prepare = move |_| {
            let changes = changes.clone();
            self.failed.set(None);
            self.stopped_after.set(None);
            self.sending.start(async move {
                let readings = readings(self.console, &changes).await;
                let undo = prepare(&changes, &readings);
                self.prepared.try_set(Some(Prepared {
                    changes,
                    undo,
                    is_news: false,
                }));
            });
        };
        button("", Msg::PrepareUndo, prepare).live_flag("disabled", move || self.sending.pending())
    }

    /// The question, with what can and what cannot be undone.
    pub fn question(self) -> AnyView {
        dialog(
            move || self.prepared.with(Option::is_some),
            || text(Msg::UndoTitle).to_owned(),
            Some(Callback::new(move |()| self.close())),
            move || {
                let body = live(move || {
                    self.prepared
                        .with(|prepared| prepared.as_ref().map_or_else(nothing, |it| self.plan(it)))
                });
                vec![body]
            },
        )
    }

    fn close(self) {
        if !self.sending.pending_now() {
            self.prepared.set(None);
        }
    }

    fn plan(self, prepared: &Prepared) -> AnyView {
        let writes = prepared.steps_to_send();
        let intro = if writes == 0 {
            text(Msg::UndoNothing).to_owned()
        } else if prepared.undo.is_exact() {
            text(Msg::UndoExact).to_owned()
        } else {
            text(Msg::UndoInexact).to_owned()
        };
        let also = untrack(|| self.console.pending_count());
        let sentences = review(&prepared.changes, &[]);
        let items = prepared.undo.items.iter().enumerate().map(|(entry, item)| {
            let sentences = sentences
                .iter()
                .filter(|sentence| sentence.entry == entry)
                .collect::<Vec<_>>();
            undo_item(&sentences, &item.verdict, prepared.is_left_out(entry))
        });
        let news = prepared
            .is_news
            .then(|| notice(Tone::Warning, vec![words("P", Msg::UndoMoved).view()]));
        let others = (also > 0)
            .then(|| p("").words(count_text(also, Msg::UndoBesideOne, Msg::UndoBesideMany)));
        let stage = (writes > 0).then(|| {
            element("BUTTON")
                .attr("type", "button")
                .attr("class", "primary")
                .live_flag("disabled", move || self.sending.pending())
                .on("click", move |_| self.stage())
                .text(Msg::StageUndo)
        });
        let stopped = move || match self.stopped_after.get() {
            Some(done) => p("")
                .words(text_with(Msg::UndoStopped, &[("count", &done.to_string())]))
                .view(),
            None => nothing(),
        };
        together(vec![
            p("").words(intro).view(),
            element("UL")
                .attr("class", "changes scroll")
                .children(items)
                .view(),
            together(news.into_iter().collect()),
            together(others.into_iter().map(Element::view).collect()),
            live(stopped),
            failure(self.failed, Task::Stage),
            actions(vec![button("", Msg::Back, move |_| self.close())])
                .maybe(stage)
                .view(),
        ])
    }

    fn stage(self) {
        let Some(shown) = self.prepared.get_untracked() else {
            return;
        };
        self.failed.set(None);
        self.sending.start(async move {
            if let Err(error) = self.kept.open_transaction(self.console).await {
                self.failed.try_set(Some(error));
                return;
            }
            // Only inside the transaction are the values those that the writes will meet.
            let readings = readings(self.console, &shown.changes).await;
            let undo = prepare(&shown.changes, &readings);
            if undo != shown.undo {
                self.prepared.try_set(Some(Prepared {
                    changes: shown.changes,
                    undo,
                    is_news: true,
                }));
                self.console.read_pending().await;
                return;
            }
            let staged = self.kept.stage_undo(&undo).await;
            self.console.read_pending().await;
            match staged {
                Ok(_) => {
                    self.toasts.say(text(Msg::UndoStaged));
                    self.prepared.try_set(None);
                    self.console.read_anew();
                }
                Err(stopped) => {
                    self.console.notice(&stopped.error);
                    self.stopped_after.try_set(Some(stopped.done));
                    self.failed.try_set(Some(stopped.error));
                }
            }
        });
    }
}

fn undo_item(sentences: &[&Sentence], verdict: &Verdict, is_left_out: bool) -> Element {
    let (shape, class, told) = match verdict {
        Verdict::Exact => (
            Shape::Success,
            "verdict exact",
            text(Msg::VerdictExact).to_owned(),
        ),
        Verdict::Inexact(limits) if is_left_out => (
            Shape::Danger,
            "verdict cannot",
            text_with(Msg::VerdictLeftOut, &[("reason", &limits_text(limits))]),
        ),
        Verdict::Inexact(limits) => (
            Shape::Warning,
            "verdict inexact",
            text_with(Msg::VerdictInexact, &[("limits", &limits_text(limits))]),
        ),
        Verdict::Cannot(reason) => (
            Shape::Danger,
            "verdict cannot",
            text_with(Msg::VerdictCannot, &[("reason", &reason_text(reason))]),
        ),
    };
    element("LI")
        .children(
            sentences
                .iter()
                .map(|sentence| change_sentence(sentence, true)),
        )
        .child(
            div(class)
                .child(icon(shape))
                .child(element("SPAN").words(told)),
        )
}
