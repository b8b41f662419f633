//! The list of what a file would change, with its buttons.

use leptos::prelude::*;

use super::{Loading, Stage, items};
use crate::{
    messages::{Msg, count_text, count_text_with, text, text_with},
    pages::review::when::local_moment,
    rights::{Barred, MyRights, use_rights},
    ui::{
        LongList, Rows, Task, Tone, actions, button, dialog, element, failure, live, nothing,
        notice, p, together, words,
    },
};

/// How high a change is likely to be, in CSS pixels.
const LIKELY: f64 = 88.0;

impl Loading {
    pub(super) fn question(self) -> AnyView {
        dialog(
            move || self.stage.with(|stage| *stage != Stage::None),
            || text(Msg::LoadFile).to_owned(),
            Some(Callback::new(move |()| self.close())),
            move || {
                vec![
                    live(move || self.body()),
                    failure(self.failed, Task::Stage),
                    self.buttons(),
                ]
            },
        )
    }

    fn body(self) -> AnyView {
        // The list itself stays while changes are staged one after the other.
        let has_list = Memo::new(move |_| {
            self.stage
                .with(|stage| !matches!(stage, Stage::None | Stage::Reading(..)))
        });
        let progress = move || {
            let (message, done, all) = match self.stage.get() {
                Stage::Reading(done, all) => (Msg::FileReading, done, all),
                Stage::Staging(done, all) => (Msg::FileStaging, done, all),
                _ => return String::new(),
            };
            let (done, all) = (done.to_string(), all.to_string());
            text_with(message, &[("count", &done), ("all", &all)])
        };
        let list = live(move || {
            if has_list.get() {
                self.list()
            } else {
                nothing()
            }
        });
        together(vec![
            p("muted")
                .attr("role", "status")
                .live_words(progress)
                .view(),
            list,
        ])
    }

    fn list(self) -> AnyView {
        let head = self.loaded.with_value(|loaded| {
            loaded.as_ref().map(|loaded| {
                let time = local_moment(loaded.saved_at_ms);
                let values = [("appliance", loaded.appliance.as_str()), ("time", &time)];
                let count = loaded.plan.items.len();
                let about = count_text_with(count, Msg::FileHoldsOne, Msg::FileHoldsMany, &values);
                (about, count, loaded.left_out.clone())
            })
        });
        let Some((about, count, left_out)) = head else {
            return nothing();
        };
        let left_out = if left_out.is_empty() {
            nothing()
        } else {
            let paths = left_out
                .into_iter()
                .map(|path| element("LI").untranslated().words(path));
            notice(
                Tone::Warning,
                vec![
                    words("P", Msg::FileLeftOut).view(),
                    element("UL").children(paths).view(),
                ],
            )
        };
        let frame = element("DIV")
            .attr("class", "changes scroll file-changes")
            .attr("aria-label", text(Msg::FileChanges));
        let rows = LongList::new(Rows::Items, LIKELY, true)
            .fill(frame, count, false, move |at| items::item(self, at));
        together(vec![p("").words(about).view(), left_out, rows.view()])
    }

    fn buttons(self) -> AnyView {
        let rights = use_rights();
        let barred = Barred::by(move || rights.map_or_else(Vec::new, MyRights::to_commit));
        let stage = barred
            .mark(
                element("BUTTON")
                    .attr("type", "button")
                    .attr("class", "primary"),
                move || self.ready() == 0 || self.stage.with(|stage| *stage != Stage::Ready),
            )
            .on("click", move |_| self.run())
            .live_words(move || count_text(self.ready(), Msg::StageOne, Msg::StageMany));
        let is_done = move || self.stage.with(|stage| *stage == Stage::Done);
        let close = button("", Msg::Close, move |_| self.close())
            .live_flag("disabled", move || self.sending.pending() && !is_done());
        together(vec![
            barred.explanation(),
            actions(vec![close]).child(stage).view(),
        ])
    }
}
