//! *Prepare undo*: the inverse of a commit in a new transaction, after saying honestly how well it can be had
//! (product.md D8).

use std::ops::Range;

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
        Element, LongList, Rows, Shape, Task, Tone, actions, button, dialog, div, element, failure,
        icon, live, nothing, notice, p, together, words,
    },
};

/// How high an entry with its verdict is likely to be, in CSS pixels.
const LIKELY: f64 = 72.0;

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
        let items = verdicts(prepared.clone(), sentences);
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
            items.view(),
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

/// Every entry in words, and how well it can be undone; there may be a thousand.
fn verdicts(prepared: Prepared, sentences: Vec<Sentence>) -> Element {
    let ranges = ranges(&sentences, prepared.undo.items.len());
    let frame = element("DIV")
        .attr("class", "changes scroll")
        .attr("aria-label", text(Msg::Changelog));
    let list = LongList::new(Rows::Items, LIKELY, true);
    list.fill(frame, ranges.len(), false, move |entry| {
        let sentences = ranges
            .get(entry)
            .and_then(|range| sentences.get(range.clone()));
        let verdict = prepared.undo.items.get(entry).map(|item| &item.verdict);
        match (sentences, verdict) {
            (Some(sentences), Some(verdict)) => {
                undo_item(sentences, verdict, prepared.is_left_out(entry))
            }
            _ => div(""),
        }
    })
}

/// Which sentences each entry has: they come in the order of the entries.
fn ranges(sentences: &[Sentence], entries: usize) -> Vec<Range<usize>> {
    let mut at = 0;
    let range = |entry| {
        let start = at;
        while sentences
            .get(at)
            .is_some_and(|sentence| sentence.entry == entry)
        {
            at += 1;
        }
        start..at
    };
    (0..entries).map(range).collect()
}

fn undo_item(sentences: &[Sentence], verdict: &Verdict, is_left_out: bool) -> Element {
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
    div("")
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
