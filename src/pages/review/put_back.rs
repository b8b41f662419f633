//! *Put back*: one change taken back inside the open transaction, and what came of it (product.md M6.5).

use leptos::prelude::*;
use sps_client::{Change, ChangeKind, Error, Outcome};
use sps_workbench::undo::{PutBack, Undo, put_back};

use super::{
    limits::{limits_text, reason_text},
    reading::readings,
};
use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, text, text_with},
    reactive::soon,
    state::{Console, Pending, Sending, Toasts, use_console, use_toasts},
    ui::{
        ElementRef, LongList, Task, Tone, actions, button, element, focus, nothing, notice,
        problem, words,
    },
};

/// Which entry: positions shift when another one goes.
type Which = (String, ChangeKind);

/// What is said under the entry.
#[derive(Clone)]
enum Note {
    /// It cannot be put back, for this reason.
    Cannot(String),
    /// It can, and it will not be quite as it was.
    Ask(Box<Change>, String),
    /// It was sent, and the entry is still there.
    StillThere,
    /// The appliance refused.
    Failed(Error),
}

/// One at a time; cheap to copy.
#[derive(Clone, Copy)]
pub struct PuttingBack {
    console: Console,
    kept: KeptChanges,
    toasts: Toasts,
    sending: Sending,
    note: RwSignal<Option<(Which, Note)>>,
    /// The entry that came next takes the focus when this one, and its button, are gone.
    list: LongList,
    /// Takes it when no entry is left.
    after: ElementRef,
}

impl PuttingBack {
    /// Nothing is being put back. When an entry has gone, the next one in `list` takes the focus, or else `after`.
    pub fn new(after: ElementRef, list: LongList) -> Self {
        Self {
            console: use_console(),
            kept: use_kept(),
            toasts: use_toasts(),
            sending: Sending::new(),
            note: RwSignal::new(None),
            list,
            after,
        }
    }

    /// Something is on its way.
    pub fn busy(self) -> bool {
        self.sending.pending()
    }

    /// Puts `change` back, which is shown in row `at`. With differences to how it was, it asks first, unless `anyway`.
    pub fn start(self, change: Change, subject: String, at: usize, anyway: bool) {
        if self.sending.pending_now() {
            return;
        }
        self.note.set(None);
        self.sending.start(async move {
            let which = (change.path.clone(), change.kind.clone());
            if let Some(note) = self.run(change, &subject, at, anyway).await {
                self.note.try_set(Some((which, note)));
            }
        });
    }

    async fn run(self, change: Change, subject: &str, at: usize, anyway: bool) -> Option<Note> {
        let one = std::slice::from_ref(&change);
        let readings = readings(self.console, one).await;
        let PutBack { step, limits } = match put_back(&change, &readings) {
            Ok(found) => found,
            Err(reason) => return Some(Note::Cannot(reason_text(&reason))),
        };
        let Some(step) = step else {
            return Some(Note::Cannot(text(Msg::NothingToPutBack).to_owned()));
        };
        if step.waits_for_secret() {
            return Some(Note::Cannot(text(Msg::PutBackNeedsSecret).to_owned()));
        }
        let differences = limits_text(&limits);
        if !differences.is_empty() && !anyway {
            return Some(Note::Ask(Box::new(change), differences));
        }
        let undo = Undo {
            items: Vec::new(),
            steps: vec![step],
        };
        let staged = self.kept.stage_undo(&undo).await;
        if let Err(stopped) = &staged {
            self.console.notice(&stopped.error);
        }
        self.console.read_pending().await;
        let is_there = self.console.pending.with_untracked(|pending| {
            let mut changes = pending.changes.iter();
            changes.any(|other| other.path == change.path && other.kind == change.kind)
        });
        match staged {
            // The answer was lost; the change list of the open transaction, read since, says that it was done.
            Err(stopped)
                if stopped.error.outcome() == Outcome::Unknown
                    && !is_there
                    && self.console.pending.with_untracked(Pending::is_open) => {}
            Err(stopped) => return Some(Note::Failed(stopped.error)),
            Ok(_) if is_there => return Some(Note::StillThere),
            Ok(_) => {}
        }
        self.toasts
            .say(text_with(Msg::PutBackDone, &[("subject", subject)]));
        soon(move || {
            if !self.list.go_near(at) {
                focus(self.after);
            }
        });
        None
    }

    /// What is said of `change`, where it stands.
    pub fn note(self, change: &Change, subject: &str, at: usize) -> AnyView {
        let which = (change.path.clone(), change.kind.clone());
        let subject = subject.to_owned();
        crate::ui::live(move || {
            self.note.with(|note| match note {
                Some((of, note)) if *of == which => self.told(note, &subject, at),
                _ => nothing(),
            })
        })
    }

    fn told(self, note: &Note, subject: &str, at: usize) -> AnyView {
        let said = |tone, words: &str| notice(tone, vec![element("P").words(words).view()]);
        match note {
            Note::Cannot(reason) => said(
                Tone::Warning,
                &text_with(Msg::CannotPutBack, &[("reason", reason)]),
            ),
            Note::StillThere => said(Tone::Warning, text(Msg::StillInChangelog)),
            Note::Failed(error) => problem(error, Task::Stage),
            Note::Ask(change, differences) => {
                let (change, subject) = (change.clone(), subject.to_owned());
                let go = move |_| self.start((*change).clone(), subject.clone(), at, true);
                notice(
                    Tone::Warning,
                    vec![
                        words("P", Msg::PutBackDiffers).view(),
                        element("P").words(differences.clone()).view(),
                        actions(vec![
                            button("", Msg::PutBackAnyway, go),
                            button("quiet", Msg::Cancel, move |_| self.note.set(None)),
                        ])
                        .view(),
                    ],
                )
            }
        }
    }
}
