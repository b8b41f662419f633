//! The keys of the table: 1, 2 and 3 decide, J and K go from row to row; only while the focus is inside it (product.md
//! 4.0.8, WCAG 2.1.4).

use leptos::ev::Event;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::deciding::Choice;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Choose in the row of this number.
    Choose(usize, Choice),
    /// Leave the editor of the row of this number.
    LeaveEditor(usize),
    /// The focus has moved; nothing else to do.
    Moved,
}

/// What the key of a `keydown` inside the table asks for; rows are the elements with `data-row`.
pub fn asked(event: &Event) -> Option<Asked> {
    let key = event.dyn_ref::<KeyboardEvent>()?;
    if key.ctrl_key() || key.alt_key() || key.meta_key() || key.is_composing() {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let row = target.closest("[data-row]").ok()??;
    let number = row.get_attribute("data-row")?.parse().ok()?;
    let asked = if is_typing(&target) {
        match key.key().as_str() {
            "Escape" => Asked::LeaveEditor(number),
            "Enter" if target.tag_name() == "INPUT" => Asked::LeaveEditor(number),
            _ => return None,
        }
    } else {
        match key.key().as_str() {
            "1" => Asked::Choose(number, Choice::Mine),
            "2" => Asked::Choose(number, Choice::Theirs),
            "3" => Asked::Choose(number, Choice::Edit),
            "j" | "J" => to_row(&row, 1)?,
            "k" | "K" => to_row(&row, -1)?,
            _ => return None,
        }
    };
    event.prevent_default();
    Some(asked)
}

/// Whether a key press is text here.
fn is_typing(target: &Element) -> bool {
    match target.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(input.type_().as_str(), "radio" | "checkbox"),
        None => matches!(target.tag_name().as_str(), "TEXTAREA" | "SELECT"),
    }
}

/// The row so many further down, also in the next table of the page.
fn to_row(row: &Element, steps: i64) -> Option<Asked> {
    let rows = row
        .owner_document()?
        .query_selector_all("[data-row]")
        .ok()?;
    let here = (0..rows.length()).find(|number| {
        let other = rows.item(*number);
        other.is_some_and(|other| other.is_same_node(Some(row)))
    })?;
    let there = u32::try_from(i64::from(here) + steps).ok()?;
    focus_in(&rows.item(there)?.dyn_into::<Element>().ok()?);
    Some(Asked::Moved)
}

/// Puts the focus on what is chosen in a row, else on its first choice, else on the row.
pub fn focus_in(row: &Element) {
    let place = [
        "input[type=radio]:checked",
        "input[type=radio]",
        "[tabindex]",
    ]
    .into_iter()
    .find_map(|place| row.query_selector(place).ok().flatten());
    if let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
        // A courtesy: the row stays where it is.
        place.focus().unwrap_or_default();
    }
}
