//! The document as JSON text, in colours and with line numbers; a problem is told at its line.

use leptos::prelude::*;
use sps_workbench::document::{
    Draft, JsonProblem, JsonProblemKind as Kind, JsonText, Pointer, Token, TokenKind, scan,
};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlTextAreaElement;

use super::form::Form;
use crate::{
    messages::{Msg, text, text_with},
    reactive::{effect, soon},
    ui::{ElementRef, button, div, element, nothing, p, span},
};

/// Above this many bytes the text is shown in one colour: colouring would cost more than a key press may.
const COLOURED: usize = 200_000;

/// The text that is typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct JsonEdit {
    /// What was shown when the JSON was opened, with the secrets its dots stand for.
    shown: StoredValue<JsonText>,
    text: RwSignal<String>,
    problem: RwSignal<Option<JsonProblem>>,
}

impl JsonEdit {
    /// The JSON of a form's draft.
    pub fn of(form: Form) -> Self {
        let shown = form.draft.with_untracked(|draft| draft.json_text());
        Self {
            text: RwSignal::new(shown.text().to_owned()),
            shown: StoredValue::new(shown),
            problem: RwSignal::new(None),
        }
    }

    /// The text is no JSON.
    pub fn has_problem(self) -> bool {
        self.problem.with(Option::is_some)
    }

    /// Takes what was typed into the draft, or says what is wrong with it.
    fn take(self, typed: String, form: Form) {
        let mut taken = None;
        form.draft.update(|draft| {
            taken = self
                .shown
                .with_value(|shown| draft.take_json(&typed, shown))
                .err();
        });
        self.problem.set(taken);
        self.text.set(typed);
    }
}

/// The editor of the text.
pub fn json_view(edit: JsonEdit, form: Form) -> AnyView {
    let area = ElementRef::new();
    // Told by line and column; what is wrong with the whole is said beside.
    let trouble = move || match edit.problem.get() {
        None => nothing(),
        Some(problem) => told(&problem, area),
    };
    let input = element("TEXTAREA")
        .node(area)
        .attr("class", "json-text")
        .attr("aria-label", text(Msg::RawJson))
        .attr("aria-describedby", "json-trouble")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("wrap", "off")
        .untranslated()
        .live_state("aria-invalid", move || edit.has_problem())
        .on_input(move |typed| edit.take(typed, form));
    // Set once and not bound: the caret must not move while somebody types.
    effect(move || {
        if let Some(area) = area.get() {
            let area: HtmlTextAreaElement = area.unchecked_into();
            area.set_value(&edit.text.get_untracked());
        }
    });
    let numbers = move || {
        let lines = edit.text.with(|text| text.matches('\n').count() + 1);
        (1..=lines)
            .map(|line| line.to_string() + "\n")
            .collect::<String>()
    };
    let colours = move || edit.text.with(|text| coloured(text));
    div("json")
        .child(find_in(area))
        .child(
            div("json-box")
                .child(
                    element("PRE")
                        .attr("class", "json-lines")
                        .attr("aria-hidden", "true")
                        .live_words(numbers),
                )
                .child(
                    div("json-pane")
                        .child(
                            element("PRE")
                                .attr("class", "json-colours")
                                .attr("aria-hidden", "true")
                                .untranslated()
                                .live(colours),
                        )
                        .child(input),
                ),
        )
        .child(
            element("DIV")
                .attr("id", "json-trouble")
                .attr("role", "status")
                .live(trouble),
        )
        .child(p("help").text(Msg::JsonSecrets))
        .view()
}

/// The text of what may only be read.
pub fn json_only(draft: RwSignal<Draft>) -> AnyView {
    let json = draft.with_untracked(|draft| draft.json_text().text().to_owned());
    element("PRE")
        .attr("class", "json-only")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", text(Msg::RawJson))
        .untranslated()
        .child(coloured(&json))
        .view()
}

/// The text with its parts in colours.
fn coloured(json: &str) -> AnyView {
    if json.len() > COLOURED {
        return crate::ui::plain(json.to_owned());
    }
    let mut done = 0;
    let mut parts = Vec::new();
    let between = |from: usize, to: usize| {
        let words = json.get(from..to).unwrap_or_default();
        (!words.is_empty()).then(|| crate::ui::plain(words.to_owned()))
    };
    for token in scan(json, &[]).0 {
        let Some(class) = class_of(token) else {
            continue;
        };
        parts.extend(between(done, token.start));
        let words = json.get(token.start..token.end).unwrap_or_default();
        parts.push(span(class).words(words).view());
        done = token.end;
    }
    parts.extend(between(done, json.len()));
    crate::ui::together(parts)
}

fn class_of(token: Token) -> Option<&'static str> {
    match token.kind {
        TokenKind::Name => Some("j-name"),
        TokenKind::Text => Some("j-text"),
        TokenKind::Number => Some("j-number"),
        TokenKind::Literal => Some("j-literal"),
        TokenKind::Open | TokenKind::Close | TokenKind::Mark => None,
    }
}

fn told(problem: &JsonProblem, area: ElementRef) -> AnyView {
    let place = [
        ("line", problem.line.to_string()),
        ("column", problem.column.to_string()),
    ];
    let place = place
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let at = problem.at.clone();
    let inside = (at != Pointer::root()).then(|| {
        span("muted")
            .untranslated()
            .words(format!(" {}", crate::pages::path_label(&at)))
    });
    let (line, column) = (problem.line, problem.column);
    let go = button("quiet", Msg::GoToLine, move |_| {
        select_at(area, line, column)
    });
    p("trouble")
        .words(text_with(Msg::JsonProblemAt, &place))
        .words(" ")
        .words(text(what(problem.kind)))
        .maybe(inside)
        .child(go)
        .view()
}

/// What is wrong with a text that is to be JSON, and where.
pub fn json_problem(problem: &JsonProblem) -> String {
    let (line, column) = (problem.line.to_string(), problem.column.to_string());
    let at = text_with(Msg::JsonProblemAt, &[("line", &line), ("column", &column)]);
    at + " " + text(what(problem.kind))
}

fn what(kind: Kind) -> Msg {
    match kind {
        Kind::ValueMissing => Msg::JsonValueMissing,
        Kind::NameMissing => Msg::JsonNameMissing,
        Kind::ColonMissing => Msg::JsonColonMissing,
        Kind::CommaOrEndMissing => Msg::JsonCommaMissing,
        Kind::OpenText => Msg::JsonOpenText,
        Kind::Escape => Msg::JsonEscape,
        Kind::Number => Msg::NotANumber,
        Kind::DoubleName => Msg::JsonDoubleName,
        Kind::Behind => Msg::JsonBehind,
        Kind::TooDeep => Msg::JsonTooDeep,
        Kind::NoSuchSecret => Msg::JsonNoSuchSecret,
    }
}

fn area_of(area: ElementRef) -> Option<HtmlTextAreaElement> {
    let element = area.try_get_untracked().flatten()?;
    element.dyn_into().ok()
}

/// Puts the caret to a line and a column, and brings it into sight.
fn select_at(area: ElementRef, line: usize, column: usize) {
    let Some(area) = area_of(area) else { return };
    let text = area.value();
    let before: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(|line| line.encode_utf16().count())
        .sum();
    select(&area, before + column - 1, before + column, line);
}

/// Selects a range, in units of UTF-16, in the given line.
fn select(area: &HtmlTextAreaElement, from: usize, to: usize, line: usize) {
    // The texts are far shorter than 4 GB.
    let unit = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    area.focus().unwrap_or_default();
    area.set_selection_range(unit(from), unit(to))
        .unwrap_or_default();
    let lines = area.value().matches('\n').count() + 1;
    let height = area.scroll_height();
    let per_line = height / i32::try_from(lines).unwrap_or(i32::MAX).max(1);
    let top = per_line * i32::try_from(line).unwrap_or_default() - area.client_height() / 2;
    area.set_scroll_top(top.max(0));
}

/// Looks for a text behind the caret, and again from the top.
fn find_in(area: ElementRef) -> AnyView {
    let wanted = RwSignal::new(String::new());
    let nothing_found = RwSignal::new(false);
    let find = move || {
        let Some(area) = area_of(area) else { return };
        let wanted = wanted.get_untracked();
        if wanted.is_empty() {
            return;
        }
        let text = area.value();
        let caret = area.selection_end().ok().flatten().unwrap_or_default();
        let start = byte_at(&text, caret);
        let lower = text.to_ascii_lowercase();
        let wanted = wanted.to_ascii_lowercase();
        let behind = lower.get(start..).and_then(|rest| rest.find(&wanted));
        let found = behind.map(|at| at + start).or_else(|| lower.find(&wanted));
        nothing_found.set(found.is_none());
        if let Some(found) = found {
            let before = text.get(..found).unwrap_or_default();
            let from = before.encode_utf16().count();
            let length = wanted.encode_utf16().count();
            let line = before.matches('\n').count() + 1;
            soon(move || select(&area, from, from + length, line));
        }
    };
    let input = element("INPUT")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("aria-label", text(Msg::FindInJson))
        .attr("placeholder", text(Msg::FindInJson))
        .on_input(move |typed| wanted.set(typed))
        .on("keydown", move |event| {
            if let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>()
                && key.key() == "Enter"
            {
                event.prevent_default();
                find();
            }
        });
    div("json-find")
        .child(input)
        .child(button("", Msg::FindNext, move |_| find()))
        .child(span("muted").attr("role", "status").live_words(move || {
            if nothing_found.get() {
                text(Msg::NothingFound).to_owned()
            } else {
                String::new()
            }
        }))
        .view()
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
