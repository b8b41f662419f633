//! Where a document is edited: as fields or as JSON, whatever becomes of it.

use leptos::{ev::Event, prelude::*};
use sps_workbench::document::{Draft, root_field};

use super::{
    field_view::field_view, find_field::find_field, form::Form, json_edit::JsonEdit,
    json_view::json_view, progress::Progress, view_only::view_only,
};
use crate::{
    messages::{Msg, text},
    reactive::whether,
    ui::{Element, button, div, show, skeleton, together},
};

/// The fields of a form, or its JSON; cheap to copy.
#[derive(Clone, Copy)]
pub struct EditArea {
    /// Nothing before the catalogue is there.
    pub form: RwSignal<Option<Form>>,
    /// The JSON, while it is shown in place of the fields.
    pub json: RwSignal<Option<JsonEdit>>,
    /// Goes up when the shape of the form changes as a whole: after staging and reset.
    shape: RwSignal<u32>,
    progress: Progress,
}

impl EditArea {
    /// An area for the form of this draft, which will be put into `form`.
    pub fn new(draft: RwSignal<Draft>, form: RwSignal<Option<Form>>) -> Self {
        Self {
            form,
            json: RwSignal::new(None),
            shape: RwSignal::new(0),
            progress: Progress::of(draft, form),
        }
    }

    /// How many places are changed.
    pub fn changes(self) -> Memo<usize> {
        self.progress.changes
    }

    /// The way to the first field that is not right, while the fields are shown.
    pub fn go_to_first(self) -> AnyView {
        show(
            move || self.json.get().is_none(),
            move || self.progress.go_to_first(),
        )
    }

    /// The draft is another one: shows it anew, in the same way.
    pub fn redo(self) {
        let is_json = self.json.try_get_untracked().flatten().is_some();
        let form = self.form.try_get_untracked().flatten();
        self.json
            .try_set(form.filter(|_| is_json).map(JsonEdit::of));
        self.shape
            .try_update(|shape| *shape = shape.wrapping_add(1));
    }

    /// Shows the fields, unless a text that is no JSON would be lost with its view.
    pub fn show_fields(self) {
        let Some(json) = self.json.try_get_untracked().flatten() else {
            return;
        };
        if !untrack(|| json.has_problem()) {
            self.json.try_set(None);
            self.shape
                .try_update(|shape| *shape = shape.wrapping_add(1));
        }
    }

    fn show_json(self) {
        if self.json.get_untracked().is_none() {
            self.json.set(self.form.get_untracked().map(JsonEdit::of));
        }
    }

    /// The text is no JSON. Follows what is typed.
    pub fn has_json_problem(self) -> bool {
        self.json.get().is_some_and(JsonEdit::has_problem)
    }

    /// Something typed is no value for its field, breaks a documented rule or is no JSON.
    pub fn has_problems(self) -> Memo<bool> {
        let has_wrong_fields = self.progress.has_problems();
        whether(move || has_wrong_fields.get() || self.has_json_problem())
    }

    /// The choice between the two ways.
    pub fn ways(self) -> Element {
        let way = |message: Msg, is_json: bool, choose: Box<dyn Fn(Event)>| {
            button("", message, choose)
                .live_state("aria-pressed", move || self.json.get().is_some() == is_json)
        };
        div("ways")
            .attr("role", "group")
            .attr("aria-label", text(Msg::ViewAs))
            .child(way(Msg::Form, false, Box::new(move |_| self.show_fields())))
            .child(way(Msg::Json, true, Box::new(move |_| self.show_json())))
    }

    /// The fields or the JSON, to be edited or only read. Follows signals.
    pub fn view(self, is_read_only: bool) -> AnyView {
        let Some(form) = self.form.get() else {
            return skeleton(6);
        };
        if let Some(json) = self.json.get() {
            return json_view(json, is_read_only);
        }
        self.shape.track();
        let root = form
            .draft
            .with_untracked(|draft| root_field(draft.current()));
        let fields = if is_read_only {
            view_only(root, form)
        } else {
            field_view(root, form)
        };
        together(vec![find_field(form), fields])
    }
}
