//! What lies around and under the text field of the JSON: line numbers with the buttons that fold, and the colours. Only
//! the lines in sight are built, whatever the length of the text.

use leptos::prelude::*;
use sps_workbench::document::{Folded, Token, TokenKind, folds};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::json_edit::JsonEdit;
use crate::{
    messages::{Msg, text_with},
    reactive::effect,
    ui::{Element, ElementRef, div, element, plain, span, together},
};

/// Lines are built in steps of so many, ...
const STEP: usize = 50;
/// ... and so many at once: more than a window shows, from a step above to one below.
const BUILT: usize = 250;

/// The box with its line numbers and its two layers: colours below, the text field above.
pub fn layers(edit: JsonEdit, input: Element) -> AnyView {
    let around = ElementRef::new();
    // The first line that is built.
    let from = RwSignal::new(0_usize);
    let scrolled = move |_| {
        let Some(around) = html(around) else { return };
        let lines = edit.read(|text, _| text.shown().matches('\n').count() + 1);
        let height = html(edit.area).map_or(0, |area| area.client_height());
        let above = usize::try_from(around.scroll_top()).unwrap_or_default() * lines;
        let line = above
            .checked_div(usize::try_from(height).unwrap_or_default())
            .unwrap_or_default();
        let first = line.saturating_sub(STEP) / STEP * STEP;
        if from.get_untracked() != first {
            from.set(first);
        }
    };
    effect(move || {
        let Some(around) = html_now(around) else {
            return;
        };
        let (lines, columns) = edit.read(|text, _| size(text.shown()));
        // A text that became shorter may leave the window behind its end.
        let first = from.get().min(lines.saturating_sub(1) / STEP * STEP);
        let style = around.style();
        for (name, value) in [
            ("--lines", lines),
            ("--columns", columns),
            ("--from", first),
        ] {
            style
                .set_property(name, &value.to_string())
                .unwrap_or_default();
        }
    });
    let first = move |lines: usize| from.get().min(lines.saturating_sub(1) / STEP * STEP);
    let numbers = move || edit.read(|text, tokens| numbered(text, tokens, edit, &first));
    let colours = move || {
        edit.read(|text, tokens| {
            let starts = line_starts(text.shown());
            let first = first(starts.len());
            let start = starts.get(first).copied().unwrap_or_default();
            let end = starts.get(first + BUILT).copied();
            coloured(
                text.shown(),
                start,
                end.unwrap_or(text.shown().len()),
                tokens,
            )
        })
    };
    div("json-box")
        .node(around)
        .on("scroll", scrolled)
        .child(div("json-lines").child(div("json-rows").live(numbers)))
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
        )
        .view()
}

fn html(node: ElementRef) -> Option<HtmlElement> {
    node.try_get_untracked().flatten()?.dyn_into().ok()
}

fn html_now(node: ElementRef) -> Option<HtmlElement> {
    node.get()?.dyn_into().ok()
}

/// Lines, and the columns of the longest; letters that may be wide count twice.
fn size(text: &str) -> (usize, usize) {
    let (mut lines, mut longest, mut columns) = (1, 0, 0);
    for character in text.chars() {
        columns += match character {
            '\n' => {
                lines += 1;
                longest = columns.max(longest);
                columns = 0;
                0
            }
            _ if character.is_ascii() => 1,
            _ => 2,
        };
    }
    (lines, columns.max(longest))
}

fn line_starts(text: &str) -> Vec<usize> {
    let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    std::iter::once(0)
        .chain(ends.map(|(at, _)| at + 1))
        .collect()
}

/// The numbers of the lines in sight, each with its button where something begins that can be folded, or is.
fn numbered(
    text: &Folded,
    tokens: &[Token],
    edit: JsonEdit,
    first: &dyn Fn(usize) -> usize,
) -> AnyView {
    let numbers = text.line_numbers();
    let first = first(numbers.len());
    let folded = text.folded_lines();
    let folds = folds(tokens);
    let rows = numbers.iter().enumerate().skip(first).take(BUILT);
    let rows = rows.map(|(line, number)| {
        let number = number.to_string();
        let button = if folded.contains(&line) {
            let named = text_with(Msg::UnfoldLine, &[("line", &number)]);
            Some(folder(named, false).on("click", move |_| {
                edit.refold(|text| {
                    text.unfold_line(line);
                });
            }))
        } else {
            let at = folds.partition_point(|fold| fold.line < line);
            let fold = folds.get(at).filter(|fold| fold.line == line);
            fold.map(|fold| {
                let name = fold.name.and_then(|(start, end)| {
                    // Without its quotes.
                    text.shown().get(start + 1..end.saturating_sub(1))
                });
                let named = match name {
                    Some(name) => text_with(Msg::FoldMembers, &[("line", &number), ("name", name)]),
                    None => text_with(Msg::FoldLine, &[("line", &number)]),
                };
                folder(named, true).on("click", move |_| {
                    edit.refold(|text| {
                        text.fold_line(line);
                    });
                })
            })
        };
        let number = span("").attr("aria-hidden", "true").words(number);
        div("json-row").maybe(button).child(number).view()
    });
    together(rows.collect())
}

/// For pointers and for those who read by structure; the keyboard has the buttons above and the shortcuts.
fn folder(named: String, is_open: bool) -> Element {
    element("BUTTON")
        .attr("type", "button")
        .attr("class", "json-fold")
        .attr("tabindex", "-1")
        .attr("aria-expanded", if is_open { "true" } else { "false" })
        .attr("aria-label", named.clone())
        .attr("title", named)
}

/// A range of the text with its parts in colours.
fn coloured(text: &str, start: usize, end: usize, tokens: &[Token]) -> AnyView {
    let mut done = start;
    let mut parts = Vec::new();
    let between = |from: usize, to: usize| {
        let words = text.get(from..to).unwrap_or_default();
        (!words.is_empty()).then(|| plain(words.to_owned()))
    };
    let from = tokens.partition_point(|token| token.start < start);
    let in_sight = tokens.iter().skip(from);
    for token in in_sight.take_while(|token| token.end <= end) {
        let Some(class) = class_of(*token) else {
            continue;
        };
        parts.extend(between(done, token.start));
        let words = text.get(token.start..token.end).unwrap_or_default();
        parts.push(span(class).words(words).view());
        done = token.end;
    }
    parts.extend(between(done, end));
    together(parts)
}

fn class_of(token: Token) -> Option<&'static str> {
    match token.kind {
        TokenKind::Name => Some("j-name"),
        TokenKind::Text => Some("j-text"),
        TokenKind::Number => Some("j-number"),
        TokenKind::Literal => Some("j-literal"),
        TokenKind::Folded => Some("j-folded"),
        TokenKind::Open | TokenKind::Close | TokenKind::Mark => None,
    }
}
