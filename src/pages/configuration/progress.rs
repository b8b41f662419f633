//! What an edit comes to: how much is changed, and what is not right yet. Looked at once a key press, for the whole form.

use leptos::prelude::*;
use sps_workbench::document::{Draft, Pointer};

use super::form::Form;
use crate::{
    messages::{Msg, count_text},
    reactive::whether,
    ui::{button, live, nothing},
};

/// Follows a draft; cheap to copy.
#[derive(Clone, Copy)]
pub struct Progress {
    /// How many places are changed.
    pub changes: Memo<usize>,
    wrong: Memo<Vec<Pointer>>,
    form: RwSignal<Option<Form>>,
}

impl Progress {
    /// The progress of an edit; rules are known as soon as the form is there.
    pub fn of(draft: RwSignal<Draft>, form: RwSignal<Option<Form>>) -> Self {
        let both = Memo::new(move |_| {
            draft.with(|draft| {
                let changed = draft.changed();
                let wrong = form.get().map(|form| form.wrong(draft, &changed));
                let typed = || draft.problems().into_iter().map(|(at, _)| at).collect();
                (changed.len(), wrong.unwrap_or_else(typed))
            })
        });
        Self {
            changes: Memo::new(move |_| both.with(|(changes, _)| *changes)),
            wrong: Memo::new(move |_| both.with(|(_, wrong)| wrong.clone())),
            form,
        }
    }

    /// Whether something has to be corrected before it can be staged.
    pub fn has_problems(self) -> Memo<bool> {
        whether(move || self.wrong.with(|wrong| !wrong.is_empty()))
    }

    /// The way to the first field that is not right, wherever it is and whether it is open or not.
    pub fn go_to_first(self) -> AnyView {
        live(move || {
            let count = self.wrong.with(Vec::len);
            if count == 0 {
                return nothing();
            }
            let go = move |_| {
                let first = self.wrong.with_untracked(|wrong| wrong.first().cloned());
                if let (Some(first), Some(form)) = (first, self.form.get_untracked()) {
                    form.reveal(first);
                }
            };
            button("quiet", Msg::GoToWrong, go)
                .words(" ")
                .words(count_text(count, Msg::WrongOne, Msg::WrongMany))
                .view()
        })
    }
}
