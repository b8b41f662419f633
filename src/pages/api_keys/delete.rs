//! Deleting a key: also two phases, also never in passing (M4.11).

use leptos::{ev::Event, prelude::*};
use sps_client::Error;
use sps_workbench::{
    api_keys::{
        Withdrawn, delete_and_activate, delete_only, look_around, other_changes, retry_deletion,
        withdraw_key,
    },
    commit::CommitOutcome,
};

use super::{
    flow::Flow,
    guard::{guard_choices, review_link},
};
use crate::{
    messages::{Msg, count_text, text_with},
    pages::review::outcome_problem,
    reactive::soon,
    state::{Sending, Toasts, use_toasts},
    ui::{
        ElementRef, Task, Tone, actions, button, dialog, div, element, focus, live, nothing,
        notice_text, p, problem, submit_button, together, words,
    },
};

/// The key that somebody wants to delete.
#[derive(Clone, PartialEq)]
pub struct Doomed {
    pub id: String,
    pub name: String,
    /// It works; otherwise it is only staged.
    pub is_active: bool,
    /// There are others, so that the wrong one could be hit: its name must be typed.
    pub ask_name: bool,
}

/// How far it has come.
#[derive(Clone)]
enum Step {
    Asking,
    /// So many other changes would become active, too.
    Guarded(usize),
    /// The deletion is staged, and the commit did not succeed.
    Staged(CommitOutcome),
}

#[derive(Clone, Copy)]
struct Deletion {
    doomed: RwSignal<Option<Doomed>>,
    step: RwSignal<Step>,
    typed: RwSignal<String>,
    differs: RwSignal<bool>,
    failed: RwSignal<Option<Error>>,
    sending: Sending,
    flow: Flow,
    toasts: Toasts,
}

/// Asks, deletes, commits.
pub fn delete_key(doomed: RwSignal<Option<Doomed>>, flow: Flow) -> AnyView {
    let deletion = Deletion {
        doomed,
        step: RwSignal::new(Step::Asking),
        typed: RwSignal::new(String::new()),
        differs: RwSignal::new(false),
        failed: RwSignal::new(None),
        sending: Sending::new(),
        flow,
        toasts: use_toasts(),
    };
    let name =
        move || doomed.with(|key| key.as_ref().map(|key| key.name.clone()).unwrap_or_default());
    dialog(
        move || doomed.with(Option::is_some),
        move || text_with(Msg::DeleteKeyTitle, &[("name", &name())]),
        Some(Callback::new(move |()| deletion.close())),
        move || {
            vec![live(move || {
                deletion.step.with(|step| match step {
                    Step::Asking => asking(deletion),
                    Step::Guarded(others) => guarded(deletion, *others),
                    Step::Staged(outcome) => staged(deletion, outcome),
                })
            })]
        },
    )
}

impl Deletion {
    fn close(self) {
        if self.sending.pending_now() {
            return;
        }
        self.doomed.set(None);
        self.step.set(Step::Asking);
        self.typed.set(String::new());
        self.differs.set(false);
        self.failed.set(None);
    }

    fn message(key: &Doomed) -> String {
        text_with(Msg::DeleteKeyMessage, &[("name", &key.name)])
    }

    /// Looks what else is staged, then deletes.
    fn start(self) {
        let Some(key) = self.doomed.get_untracked() else {
            return;
        };
        self.failed.set(None);
        self.send(async move {
            let client = self.flow.console.client();
            if !key.is_active {
                return match withdraw_key(&client, &key.id).await? {
                    Withdrawn::Gone => {
                        self.done(Msg::KeyDeleted);
                        Ok(())
                    }
                    // It was committed meanwhile: the list tells, and the person decides again.
                    Withdrawn::Active => {
                        self.done_quietly();
                        Ok(())
                    }
                };
            }
            let around = look_around(&client).await?;
            match other_changes(&around.changes, Some(&key.id)) {
                0 => {
                    let message = Self::message(&key);
                    let outcome = delete_and_activate(&client, &key.id, Some(&message)).await?;
                    self.settle(outcome);
                }
                others => {
                    self.step.try_set(Step::Guarded(others));
                }
            }
            Ok(())
        });
    }

    fn later(self) {
        let Some(key) = self.doomed.get_untracked() else {
            return;
        };
        self.send(async move {
            delete_only(&self.flow.console.client(), &key.id).await?;
            self.done(Msg::KeyDeletedLater);
            Ok(())
        });
    }

    fn retry(self) {
        let Some(key) = self.doomed.get_untracked() else {
            return;
        };
        self.send(async move {
            let client = self.flow.console.client();
            let around = look_around(&client).await?;
            if other_changes(&around.changes, Some(&key.id)) > 0 {
                // It is staged with the others now: the review is the place to go on.
                self.done(Msg::KeyDeletedLater);
                return Ok(());
            }
            let message = Self::message(&key);
            self.settle(retry_deletion(&client, &key.id, Some(&message)).await);
            Ok(())
        });
    }

    /// Takes the staged deletion back, if nothing else is staged with it.
    fn keep(self) {
        let Some(key) = self.doomed.get_untracked() else {
            return;
        };
        self.send(async move {
            let client = self.flow.console.client();
            let around = look_around(&client).await?;
            if other_changes(&around.changes, Some(&key.id)) > 0 {
                self.done(Msg::KeyDeletedLater);
                return Ok(());
            }
            match client.roll_back().await {
                Ok(()) | Err(Error::NotFound(_)) => self.done(Msg::RolledBack),
                Err(error) => return Err(error),
            }
            Ok(())
        });
    }

    fn settle(self, outcome: CommitOutcome) {
        match outcome {
            CommitOutcome::Committed => self.done(Msg::KeyDeleted),
            CommitOutcome::SessionEnded(error) => {
                self.flow.console.notice(&error);
                self.done_quietly();
            }
            outcome => {
                self.step.try_set(Step::Staged(outcome));
            }
        }
    }

    fn done(self, said: Msg) {
        let name = self
            .doomed
            .try_with_untracked(|key| key.as_ref().map(|key| key.name.clone()))
            .flatten()
            .unwrap_or_default();
        self.toasts.say(text_with(said, &[("name", &name)]));
        self.done_quietly();
    }

    fn done_quietly(self) {
        self.doomed.try_set(None);
        self.step.try_set(Step::Asking);
        self.typed.try_set(String::new());
    }

    fn send(self, work: impl Future<Output = Result<(), Error>> + 'static) {
        self.sending.start(async move {
            let console = self.flow.console;
            if let Err(error) = console.watch(work.await) {
                self.failed.try_set(Some(error));
            }
            console.read_pending().await;
            self.flow.keys.refetch();
        });
    }
}

fn asking(deletion: Deletion) -> AnyView {
    let Some(key) = deletion.doomed.get_untracked() else {
        return nothing();
    };
    let field = ElementRef::new();
    let submit = {
        let key = key.clone();
        move |event: Event| {
            event.prevent_default();
            if deletion.sending.pending_now() {
                return;
            }
            let differs = key.ask_name
                && deletion
                    .typed
                    .with_untracked(|typed| typed.trim() != key.name);
            deletion.differs.set(differs);
            if differs {
                focus(field);
            } else {
                deletion.start();
            }
        }
    };
    let meaning = if key.is_active {
        Msg::DeleteKeyMeaning
    } else {
        Msg::DeleteWaitingMeaning
    };
    let mut form = element("FORM")
        .attr("class", "dialog-form")
        .on("submit", submit)
        .child(words("P", meaning));
    if key.ask_name {
        form = form.child(name_field(deletion, field, key.name));
    }
    form.live(move || trouble(deletion))
        .child(actions(vec![
            button("", Msg::Cancel, move |_| deletion.close()),
            submit_button("danger")
                .live_attr("aria-disabled", move || {
                    deletion.sending.pending().then_some("true".into())
                })
                .text(Msg::DeleteKey),
        ]))
        .view()
}

fn name_field(deletion: Deletion, field: ElementRef, name: String) -> crate::ui::Element {
    let input = element("INPUT")
        .node(field)
        .attr("id", "delete-name")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("translate", "no")
        .attr("aria-describedby", "delete-trouble")
        .live_state("aria-invalid", move || deletion.differs.get())
        .live_value(move || deletion.typed.get())
        .on_input(move |typed| {
            deletion.differs.set(false);
            deletion.typed.set(typed);
        });
    div("field")
        .child(
            words("LABEL", Msg::DeleteTypeName)
                .attr("class", "label")
                .attr("for", "delete-name"),
        )
        .child(input)
        .child(div("").attr("id", "delete-trouble").live(move || {
            if deletion.differs.get() {
                p("trouble")
                    .words(text_with(Msg::DeleteNameDiffers, &[("name", &name)]))
                    .view()
            } else {
                nothing()
            }
        }))
}

fn guarded(deletion: Deletion, others: usize) -> AnyView {
    let review = ElementRef::new();
    soon(move || focus(review));
    together(vec![
        p("")
            .words(count_text(
                others,
                Msg::GuardDeleteOne,
                Msg::GuardDeleteMany,
            ))
            .view(),
        live(move || trouble(deletion)),
        guard_choices(
            review_link(review, || {}),
            button("", Msg::GuardDeleteLater, move |_| deletion.later())
                .live_flag("disabled", move || deletion.sending.pending()),
            button("", Msg::Cancel, move |_| deletion.close()),
        ),
    ])
}

fn staged(deletion: Deletion, outcome: &CommitOutcome) -> AnyView {
    let busy = move || deletion.sending.pending();
    together(vec![
        notice_text(Tone::Warning, Msg::KeyDeletionStaged),
        outcome_problem(outcome),
        live(move || trouble(deletion)),
        actions(vec![
            button("", Msg::KeepKey, move |_| deletion.keep()).live_flag("disabled", busy),
            button("primary", Msg::TryAgain, move |_| deletion.retry()).live_flag("disabled", busy),
        ])
        .view(),
    ])
}

fn trouble(deletion: Deletion) -> AnyView {
    deletion.failed.with(|error| {
        error
            .as_ref()
            .map_or_else(nothing, |error| problem(error, Task::Stage))
    })
}
