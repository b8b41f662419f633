//! A value of one's own, typed in the row: one field for a scalar, lines for an order, JSON for anything larger.

use leptos::prelude::*;
use serde_json::Value;
use sps_workbench::{
    Draft, InputProblem, Pointer,
    merge::{Decision, Place},
};

use super::{
    deciding::Deciding,
    names::{place_label, start_of},
};
use crate::{
    messages::{Msg, text, text_with},
    pages::configuration::{json_problem, select},
    ui::{Element, ElementRef, div, element, nothing, p},
};

/// A text this long, or with line breaks, gets more than one line.
const LONG_TEXT: usize = 60;

/// How a value is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    YesNo,
    Line,
    Lines,
    Order,
    Json,
    Secret,
}

/// The editor of one row; cheap to copy.
#[derive(Clone, Copy)]
pub struct Editor {
    deciding: Deciding,
    place: StoredValue<Place>,
    /// What the editor began with.
    start: StoredValue<Draft>,
    kind: Kind,
    id: StoredValue<String>,
    typed: RwSignal<String>,
    problem: RwSignal<Option<String>>,
    input: ElementRef,
}

impl Editor {
    /// Begins with mine, or with what was decided earlier.
    pub fn new(deciding: Deciding, place: &Place, id: String) -> Self {
        let earlier = deciding
            .merge
            .with_untracked(|merge| match merge.decision(&place.at) {
                Some(Decision::Own(own)) => own.clone(),
                _ => None,
            });
        let start = earlier.or_else(|| start_of(place).cloned());
        let start = start.unwrap_or_default();
        let kind = kind_of(place, &start);
        let draft = Draft::new(start);
        let typed = match kind {
            Kind::Secret => String::new(),
            Kind::Json => draft.json_text().text().to_owned(),
            Kind::Order => lines_of(draft.base()),
            Kind::YesNo | Kind::Line | Kind::Lines => match draft.base() {
                Value::String(words) => words.clone(),
                Value::Null => String::new(),
                other => other.to_string(),
            },
        };
        Self {
            deciding,
            place: StoredValue::new(place.clone()),
            start: StoredValue::new(draft),
            kind,
            id: StoredValue::new(id),
            typed: RwSignal::new(typed),
            problem: RwSignal::new(None),
            input: ElementRef::new(),
        }
    }

    /// Decides for what stands in the editor, or says what is wrong with it.
    pub fn take(self) {
        let place = self.place.get_value();
        match self.typed.with_untracked(|typed| self.value(typed)) {
            Ok(value) => {
                self.problem.set(None);
                self.deciding.decide(&place.at, Decision::Own(Some(value)));
            }
            Err(problem) => {
                self.problem.set(Some(problem));
                self.deciding.is_wrong(&place.at);
            }
        }
    }

    /// Puts the focus where the person types.
    pub fn focus(self) {
        crate::ui::focus(self.input);
    }

    fn typed(self, words: String) {
        self.typed.set(words);
        self.take();
    }

    fn value(self, typed: &str) -> Result<Value, String> {
        let mut draft = self.start.get_value();
        match self.kind {
            Kind::Secret if typed.is_empty() => Err(text(Msg::EnterSecret).to_owned()),
            Kind::Secret => Ok(Value::String(typed.to_owned())),
            Kind::Order => order_of(typed),
            Kind::Json => {
                let shown = draft.json_text();
                match draft.take_json(typed, &shown) {
                    Ok(()) => Ok(draft.current().clone()),
                    Err(problem) => Err(json_problem(&problem)),
                }
            }
            Kind::YesNo | Kind::Line | Kind::Lines => draft
                .type_text(&Pointer::root(), typed)
                .map(|()| draft.current().clone())
                .map_err(|problem| {
                    text(match problem {
                        InputProblem::NotAnInteger => Msg::NotAnInteger,
                        _ => Msg::NotANumber,
                    })
                    .to_owned()
                }),
        }
    }

    /// The field, and what is wrong with what is typed in it.
    pub fn view(self) -> Element {
        let name = self
            .place
            .with_value(|place| text_with(Msg::EditorOf, &[("place", &place_label(place))]));
        let trouble_id = self.id.get_value() + "-trouble";
        let help = (self.kind == Kind::Order).then(|| p("help").text(Msg::OneNamePerLine));
        let input = match self.kind {
            Kind::YesNo => select(
                vec![
                    ("true".to_owned(), text(Msg::Yes).to_owned()),
                    ("false".to_owned(), text(Msg::No).to_owned()),
                ],
                move || self.typed.get(),
                move |chosen| self.typed(chosen),
            ),
            Kind::Line => element("INPUT").attr("type", "text"),
            Kind::Secret => element("INPUT")
                .attr("type", "password")
                // Not the person's own password: no manager should offer or keep it.
                .attr("data-1p-ignore", ""),
            Kind::Lines => element("TEXTAREA").attr("rows", "4"),
            Kind::Order => element("TEXTAREA").attr("rows", "6"),
            Kind::Json => element("TEXTAREA")
                .attr("class", "json-value")
                .attr("rows", "10"),
        };
        let input = match self.kind {
            Kind::YesNo => input,
            _ => input
                .attr("autocomplete", "off")
                .attr("spellcheck", "false")
                .live_value(move || self.typed.get())
                .on_input(move |typed| self.typed(typed)),
        };
        let input = input
            .node(self.input)
            .attr("aria-label", name)
            .attr("aria-describedby", trouble_id.clone())
            .live_state("aria-invalid", move || self.problem.with(Option::is_some));
        div("own").child(input).maybe(help).child(
            element("DIV")
                .attr("id", trouble_id)
                .attr("role", "status")
                .live(move || match self.problem.get() {
                    Some(problem) => p("trouble").words(problem).view(),
                    None => nothing(),
                }),
        )
    }
}

fn kind_of(place: &Place, start: &Value) -> Kind {
    match start {
        _ if place.is_order() => Kind::Order,
        Value::Array(_) => Kind::Json,
        // The mark of a secret is an object.
        _ if place.is_secret => Kind::Secret,
        Value::Object(_) => Kind::Json,
        Value::Bool(_) => Kind::YesNo,
        Value::String(words) if words.len() > LONG_TEXT || words.contains('\n') => Kind::Lines,
        Value::Null | Value::Number(_) | Value::String(_) => Kind::Line,
    }
}

fn lines_of(order: &Value) -> String {
    let names = order.as_array().into_iter().flatten();
    let names: Vec<&str> = names.filter_map(Value::as_str).collect();
    names.join("\n")
}

fn order_of(typed: &str) -> Result<Value, String> {
    let mut names: Vec<&str> = Vec::new();
    for name in typed.lines().map(str::trim).filter(|name| !name.is_empty()) {
        if names.contains(&name) {
            return Err(text_with(Msg::NameTwice, &[("name", name)]));
        }
        names.push(name);
    }
    Ok(names.into_iter().collect())
}
