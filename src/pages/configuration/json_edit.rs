//! The JSON that is edited: the text with its folded parts, and what is wrong with it.

use leptos::prelude::*;
use sps_workbench::document::{Draft, Folded, JsonProblem, Token};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlTextAreaElement;

use super::form::Form;
use crate::{reactive::soon, ui::ElementRef};

/// A text with more lines than this opens with its long parts folded: a text field of more is slow to type in.
const LONG: usize = 1_000;
/// A part with more lines than this is long.
const LONG_PART: usize = 100;

/// The text that is typed; cheap to copy.
#[derive(Clone, Copy)]
pub struct JsonEdit {
    text: RwSignal<Folded>,
    /// The parts of the shown text, up to its first problem.
    tokens: StoredValue<Vec<Token>>,
    problem: RwSignal<Option<JsonProblem>>,
    /// The last key press would have broken the mark of a folded part, which was unfolded instead.
    pub unfolded: RwSignal<bool>,
    /// The text field.
    pub area: ElementRef,
    draft: RwSignal<Draft>,
}

impl JsonEdit {
    /// The JSON of a form's draft.
    pub fn of(form: Form) -> Self {
        let mut text = form
            .draft
            .with_untracked(|draft| Folded::new(&draft.json_text()));
        let is_long = |text: &Folded| text.shown().matches('\n').count() > LONG;
        if is_long(&text) {
            text.fold_longer_than(LONG_PART);
            if is_long(&text) {
                text.fold_all();
            }
        }
        let tokens = text.scan().0;
        Self {
            text: RwSignal::new(text),
            tokens: StoredValue::new(tokens),
            problem: RwSignal::new(None),
            unfolded: RwSignal::new(false),
            area: ElementRef::new(),
            draft: form.draft,
        }
    }

    /// The text is no JSON.
    pub fn has_problem(self) -> bool {
        self.problem.with(Option::is_some)
    }

    /// What is wrong with the text. Follows it.
    pub fn problem(self) -> Option<JsonProblem> {
        self.problem.get()
    }

    /// Reads the text and its parts. Follows the text.
    pub fn read<T>(self, read: impl FnOnce(&Folded, &[Token]) -> T) -> T {
        self.text
            .with(|text| self.tokens.with_value(|tokens| read(text, tokens)))
    }

    /// The shown text, now.
    pub fn shown(self) -> String {
        self.text.with_untracked(|text| text.shown().to_owned())
    }

    /// Takes what was typed into the draft, or says what is wrong with it.
    pub fn take(self, typed: &str) {
        let mut touched = false;
        // Told when its parts are known too.
        self.text
            .update_untracked(|text| touched = text.typed(typed).is_err());
        let mut taken = None;
        self.draft.update(|draft| {
            let (tokens, result) = self.text.with_untracked(|text| draft.take_folded(text));
            self.tokens.set_value(tokens);
            taken = result.err();
        });
        self.problem.set(taken);
        self.text.update(|_| {});
        self.unfolded.set(touched);
        if touched {
            self.show(None);
        }
    }

    /// Folds or unfolds; the caret stays at its place, and the draft as it is.
    pub fn refold(self, change: impl FnOnce(&mut Folded)) {
        let caret = self.text.with_untracked(|text| {
            self.area_now()
                .map(|area| text.full_offset(caret_of(&area)))
        });
        self.text.update(|text| {
            change(text);
            self.tokens.set_value(text.scan().0);
        });
        self.unfolded.set(false);
        self.show(caret.map(|caret| self.text.with_untracked(|text| text.shown_offset(caret))));
    }

    /// Unfolds what a range of the whole text lies in, and selects it.
    pub fn select_full(self, from: usize, to: usize) {
        let mut shown = (0, 0);
        let mut is_moved = false;
        self.text.update(|text| {
            let before = text.shown().len();
            text.reveal(to.saturating_sub(1).max(from));
            shown = (text.reveal(from), text.shown_offset(to));
            is_moved = text.shown().len() != before;
            if is_moved {
                self.tokens.set_value(text.scan().0);
            }
        });
        if is_moved {
            self.show(None);
        }
        soon(move || self.select(shown.0, shown.1));
    }

    /// Puts the caret to a line and a column of the shown text, counted from 1.
    pub fn select_at(self, line: usize, column: usize) {
        let text = self.shown();
        let start: usize = text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let rest = text.get(start..).unwrap_or_default();
        let mut places = rest.char_indices().map(|(at, _)| start + at);
        let from = places.nth(column.saturating_sub(1)).unwrap_or(text.len());
        self.select(from, places.next().unwrap_or(text.len()));
    }

    /// The line with the caret, counted from 0.
    pub fn caret_line(self) -> usize {
        let Some(area) = self.area_now() else {
            return 0;
        };
        let caret = caret_of(&area);
        let text = self.shown();
        text.get(..caret).unwrap_or_default().matches('\n').count()
    }

    /// The caret, as a byte of the whole text.
    pub fn caret_full(self) -> usize {
        self.area_now().map_or(0, |area| {
            let caret = caret_of(&area);
            self.text.with_untracked(|text| text.full_offset(caret))
        })
    }

    /// The whole text, now.
    pub fn full(self) -> String {
        self.text.with_untracked(Folded::full)
    }

    /// Puts the text into the text field. Not bound to it: the caret must not move while somebody types.
    pub fn show(self, caret: Option<usize>) {
        let Some(area) = self.area_now() else { return };
        let text = self.shown();
        area.set_value(&text);
        if let Some(caret) = caret {
            let caret = units(text.get(..caret).unwrap_or_default());
            area.set_selection_range(caret, caret).unwrap_or_default();
        }
    }

    /// Selects a range of the shown text and brings it into sight.
    fn select(self, from: usize, to: usize) {
        let Some(area) = self.area_now() else { return };
        let text = self.shown();
        let before = text.get(..from).unwrap_or_default();
        let start = units(before);
        let length = units(text.get(from..to).unwrap_or_default());
        area.focus().unwrap_or_default();
        area.set_selection_range(start, start + length)
            .unwrap_or_default();
        let line = i32::try_from(before.matches('\n').count()).unwrap_or(i32::MAX);
        let lines = i32::try_from(text.matches('\n').count() + 1).unwrap_or(i32::MAX);
        if let Some(window) = area.closest(".json-box").ok().flatten() {
            let top = area.client_height() / lines * line - window.client_height() / 2;
            window.set_scroll_top(top.max(0));
        }
    }

    fn area_now(self) -> Option<HtmlTextAreaElement> {
        let element = self.area.try_get_untracked().flatten()?;
        element.dyn_into().ok()
    }
}

/// The caret, as a byte of the text in the field.
fn caret_of(area: &HtmlTextAreaElement) -> usize {
    let caret = area.selection_end().ok().flatten().unwrap_or_default();
    byte_at(&area.value(), caret)
}

/// The length of a text in units of UTF-16, as text fields count.
fn units(text: &str) -> u32 {
    // The texts are far shorter than 4 GB.
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The byte at which a position of UTF-16 units begins.
fn byte_at(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, character) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(character.len_utf16());
    }
    text.len()
}
