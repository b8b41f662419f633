//! One change of the plan: tick box, what it does, what happened since, and what it needs.

use leptos::{ev::Event, prelude::*};
use sps_workbench::{
    document::Pointer,
    replay::{Item, Since},
};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use super::{
    choice::choice,
    memory::Replaying,
    sentences::{sentences, subject},
};
use crate::{
    messages::{Msg, count_text, text_with},
    pages::{path_label, told_list},
    ui::{
        Element, Shape, Task, div, element, icon, live, nothing, problem, secret_input, span,
        together, words,
    },
};

/// The item at `position` of the plan, as it is now.
pub fn item(replaying: Replaying, position: usize, item: &Item) -> Element {
    let place = replaying.item(position);
    let name = subject(item);
    let ticked = move |event: Event| {
        let input: Option<HtmlInputElement> = event.target().and_then(|it| it.dyn_into().ok());
        if let Some(input) = input {
            place.choose(input.checked());
        }
    };
    let head = element("LABEL")
        .attr("class", "replay-head")
        .child(
            element("INPUT")
                .attr("type", "checkbox")
                .live_checked(move || place.with(|item| item.chosen).unwrap_or_default())
                .on("change", ticked),
        )
        .child(element("STRONG").untranslated().words(name.clone()));
    let standing = live(move || place.with(standing).unwrap_or_else(nothing));
    let is_touched = matches!(item.since(), Since::Changed | Since::Gone);
    let secrets = Memo::new(move |_| place.with(Item::missing_secrets).unwrap_or_default());
    element("LI")
        .attr("class", "replay-item")
        .child(div("replay-line").child(head).child(standing))
        .child(told_list("changes", sentences(item)))
        .maybe(is_touched.then(|| choice(place)))
        .maybe(match item.since() {
            Since::Unread(error) => Some(problem(error, Task::Read)),
            _ => None,
        })
        .live(move || {
            let fields = secrets.get();
            let fields = fields
                .iter()
                .map(|at| secret(replaying, position, at, &name).view());
            together(fields.collect())
        })
}

/// What happened since, in a word with a shape of its own; what it still needs.
fn standing(item: &Item) -> AnyView {
    let is_so_already = !item.merge().changes_theirs() && item.merge().conflicts().is_empty();
    let (shape, class, message) = match item.since() {
        Since::Unread(_) => (Shape::Danger, "badge warning", Msg::SinceUnread),
        Since::Gone => (Shape::Removed, "badge warning", Msg::SinceGone),
        _ if is_so_already => (Shape::Info, "badge", Msg::SinceAlreadySo),
        Since::Changed => (Shape::Changed, "badge warning", Msg::SinceChanged),
        Since::Unchanged => (Shape::Success, "badge success", Msg::SinceUnchanged),
    };
    let since = span(class).child(icon(shape)).text(message);
    let undecided = item.merge().conflicts().len();
    let open = (undecided > 0).then(|| {
        span("badge warning")
            .child(icon(Shape::Warning))
            .words(count_text(undecided, Msg::ToDecideOne, Msg::ToDecideMany))
    });
    let secret = (!item.missing_secrets().is_empty()).then(|| {
        span("badge warning")
            .child(icon(Shape::Password))
            .text(Msg::NeedsItsSecret)
    });
    span("replay-badges")
        .child(since)
        .maybe(open)
        .maybe(secret)
        .view()
}

fn secret(replaying: Replaying, position: usize, at: &Pointer, name: &str) -> Element {
    let label = path_label(at);
    let place = at.clone();
    element("LABEL")
        .attr("class", "field")
        .child(words("SPAN", Msg::SecretAgain).attr("class", "label"))
        .child(
            secret_input()
                .attr(
                    "aria-label",
                    text_with(Msg::SecretAgainOf, &[("field", &label), ("change", name)]),
                )
                .on_input(move |typed| replaying.type_secret(position, &place, typed)),
        )
        .child(span("help").untranslated().words(label))
}
