//! One place of a merge as a row: its three values, and what goes on.

use leptos::prelude::*;
use sps_workbench::merge::{Clash, Column, Decision, Place, Verdict};

use super::{
    cell::cell,
    deciding::{Choice, Deciding},
    edit::Editor,
    names::place_label,
};
use crate::{
    messages::{Msg, text, text_with},
    reactive::{soon, whether},
    ui::{Element, Shape, div, element, icon, live, p, show, span, words},
};

/// A row that can be decided by its number; cheap to copy.
#[derive(Clone, Copy)]
pub struct Row {
    deciding: Deciding,
    place: StoredValue<Place>,
    editor: Editor,
    is_editable: bool,
}

impl Row {
    /// The row of a place; `id` is unique in the page.
    pub fn new(deciding: Deciding, place: &Place, id: String) -> Self {
        Self {
            deciding,
            place: StoredValue::new(place.clone()),
            editor: Editor::new(deciding, place, id),
            is_editable: place.verdict != Verdict::Same,
        }
    }

    /// Decides; to edit also puts the focus into the editor.
    pub fn choose(self, choice: Choice) {
        if !self.is_editable {
            return;
        }
        let at = self.place.with_value(|place| place.at.clone());
        match choice {
            Choice::Mine => self.deciding.decide(&at, Decision::Mine),
            Choice::Theirs => self.deciding.decide(&at, Decision::Theirs),
            Choice::Edit => {
                self.editor.take();
                soon(move || self.editor.focus());
            }
        }
    }

    fn choice(self) -> Option<Choice> {
        self.place.with_value(|place| self.deciding.choice(place))
    }

    fn is_open(self) -> bool {
        self.place.with_value(|place| self.deciding.is_open(place))
    }

    /// The `tr` of this number; `group` names its radio buttons, `who` the other person.
    pub fn view(self, number: usize, group: &str, who: &str) -> Element {
        let place = self.place.get_value();
        let label = place_label(&place);
        let is_conflict = matches!(place.verdict, Verdict::Conflict(_));
        let value = |column, class, head: Msg| {
            element("TD")
                .attr("role", "cell")
                .attr("class", class)
                // On a narrow screen, where the heads of the columns are far away.
                .child(span("head").attr("aria-hidden", "true").text(head))
                .children(cell(&place, column))
        };
        let state = live(move || {
            icon(match (self.is_open(), is_conflict) {
                (true, _) => Shape::Warning,
                (false, true) => Shape::Success,
                (false, false) => Shape::Info,
            })
        });
        element("TR")
            .attr("role", "row")
            .attr("data-row", number.to_string())
            .live_attr("class", move || {
                Some(
                    match self.choice() {
                        _ if self.is_open() => "undecided",
                        Some(Choice::Mine) => "mine-goes-on",
                        Some(Choice::Theirs) => "theirs-goes-on",
                        Some(Choice::Edit) | None => "",
                    }
                    .into(),
                )
            })
            .child(
                element("TH")
                    .attr("role", "rowheader")
                    .attr("scope", "row")
                    .child(
                        div("place-name")
                            .child(state)
                            .child(element("B").untranslated().words(label.clone())),
                    )
                    .child(p("help").words(happened(&place, who))),
            )
            .child(value(Column::Before, "before-value", Msg::ColumnBefore))
            .child(value(Column::Theirs, "theirs", Msg::ColumnTheirs))
            .child(value(Column::Mine, "mine", Msg::ColumnMine))
            .child(
                element("TD")
                    .attr("role", "cell")
                    .attr("class", "decision")
                    .child(if self.is_editable {
                        self.radios(&label, group)
                    } else {
                        // J and K stop here too.
                        words("SPAN", Msg::NothingToDecide)
                            .attr("class", "muted")
                            .attr("tabindex", "-1")
                    }),
            )
    }

    fn radios(self, label: &str, group: &str) -> Element {
        let radio = |choice: Choice, message: Msg| {
            let name = text_with(
                Msg::DecideAbout,
                &[("decision", text(message)), ("place", label)],
            );
            let is_on = whether(move || self.choice() == Some(choice));
            element("LABEL")
                .child(
                    element("INPUT")
                        .attr("type", "radio")
                        .attr("name", group.to_owned())
                        .attr("aria-label", name)
                        .live_checked(move || is_on.get())
                        .on("change", move |_| self.choose(choice)),
                )
                .child(span("").text(message))
        };
        let is_editing = move || self.choice() == Some(Choice::Edit);
        div("")
            .child(
                div("radios")
                    .attr("role", "radiogroup")
                    .attr(
                        "aria-label",
                        text_with(Msg::DecisionOn, &[("place", label)]),
                    )
                    .child(radio(Choice::Mine, Msg::KeepMine))
                    .child(radio(Choice::Theirs, Msg::TakeTheirs))
                    .child(radio(Choice::Edit, Msg::EditValue)),
            )
            .child(show(is_editing, move || self.editor.view().view()))
    }
}

/// Who did what at a place.
fn happened(place: &Place, who: &str) -> String {
    let message = match place.verdict {
        Verdict::Conflict(Clash::BothChanged) => Msg::ClashBothChanged,
        Verdict::Conflict(Clash::BothCreated) => Msg::ClashBothCreated,
        Verdict::Conflict(Clash::TheyDeleted) => Msg::ClashTheyDeleted,
        Verdict::Conflict(Clash::IDeleted) => Msg::ClashIDeleted,
        Verdict::Conflict(Clash::BothMoved) => Msg::ClashBothMoved,
        Verdict::Conflict(Clash::UsesDeleted) => Msg::ClashUsesDeleted,
        Verdict::TheirsOnly => Msg::ChangedByThem,
        Verdict::Same => Msg::ChangedAlike,
        Verdict::MineOnly | Verdict::Unchanged => Msg::ChangedByYou,
    };
    text_with(message, &[("who", who)])
}
