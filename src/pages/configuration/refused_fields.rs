//! The appliance's reasons at their fields: told there, the first of them in focus, the rest in the notice.

use leptos::prelude::*;
use serde_json::Value;
use sps_client::Error;
use sps_workbench::{
    document::{Draft, Pointer},
    reasons::{Reasons, reasons},
};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::{field_box::id_of, form::Form};
use crate::{
    messages::{Msg, text, text_with},
    pages::path_label,
    reactive::{effect, soon},
    route::Route,
    ui::{Element, ElementRef, div, element, link, live, nothing, p, together, words},
};

/// What was refused at one place. It is told as long as the value is the refused one.
#[derive(Clone)]
pub struct RefusedField {
    /// Where.
    pub at: Pointer,
    /// Why; the appliance's own words, in English, or a broken rule of the documents.
    pub text: String,
    value: Option<Value>,
}

impl RefusedField {
    /// A refusal of the value that a draft has at a place.
    pub fn new(at: Pointer, text: String, draft: &Draft) -> Self {
        let value = draft.get(&at).cloned();
        Self { at, text, value }
    }
}

/// The reason at a place, while its value is the refused one. Follows the draft.
pub fn refused_at(form: Form, at: &Pointer) -> Option<String> {
    form.refused.with(|refused| {
        let mut here = refused.iter().filter(|refused| refused.at == *at);
        form.draft.with(|draft| {
            let standing = |field: &&RefusedField| draft.get(at) == field.value.as_ref();
            let mut told = here.find(standing)?.text.clone();
            for other in here.filter(standing) {
                told.push(' ');
                told.push_str(&other.text);
            }
            Some(told)
        })
    })
}

/// Brings the reasons of a refusal to the fields of a form, and the focus to the first; what names other resources is the
/// answer.
pub fn take_refusal(form: Form, error: &Error, sent: &Value) -> Vec<(String, String)> {
    // A lock or a missing right is about no value.
    let (Error::Refused(refusal) | Error::Conflict(refusal)) = error else {
        return Vec::new();
    };
    let Reasons { fields, elsewhere } = reasons(refusal, sent);
    let refused = form.draft.with_untracked(|draft| {
        let fields = fields.into_iter().map(|(at, words)| {
            let words = if words.is_empty() {
                text(Msg::RefusedValue).to_owned()
            } else {
                words
            };
            RefusedField::new(at, words, draft)
        });
        fields.collect::<Vec<_>>()
    });
    let first = refused.first().map(|refused| refused.at.clone());
    form.refused.try_set(refused);
    if let Some(first) = first {
        soon(move || focus_field(&first));
    }
    elsewhere
}

/// The id of the line under a field without one input of its own.
fn line_of(at: &Pointer) -> String {
    id_of(at) + "-refused"
}

/// The controls a reason can be tied to.
const CONTROLS: &str = "input, select, textarea, button, a[href]";

/// Puts the focus to the field of a place, or of what is around it.
pub fn focus_field(at: &Pointer) {
    let mut at = Some(at.clone());
    while let Some(place) = at.filter(|place| !place.segments().is_empty()) {
        let input = document()
            .get_element_by_id(&id_of(&place))
            .filter(|found| found.matches(CONTROLS).unwrap_or_default());
        let control = input.or_else(|| {
            let line = document().get_element_by_id(&line_of(&place))?;
            control_before(&line)
        });
        if let Some(control) = control.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            return control.focus().unwrap_or_default();
        }
        at = place.parent();
    }
}

/// The first control of the field before a line.
fn control_before(line: &web_sys::Element) -> Option<web_sys::Element> {
    let field = line.previous_element_sibling()?;
    if field.matches(CONTROLS).unwrap_or_default() {
        return Some(field);
    }
    field.query_selector(CONTROLS).ok().flatten()
}

/// A field without one input of its own, and under it what was refused there; its first control is tied to it.
pub fn with_refusal(at: Pointer, form: Form, field: AnyView) -> AnyView {
    let id = line_of(&at);
    let trouble = Memo::new(move |_| refused_at(form, &at));
    let line = ElementRef::new();
    effect(move || {
        let is_refused = trouble.with(Option::is_some);
        if let Some(line) = line.get() {
            tie(&line, is_refused);
        }
    });
    let line = div("refused")
        .node(line)
        .attr("id", id)
        .live(move || match trouble.get() {
            Some(trouble) => p("trouble").words(trouble).view(),
            None => nothing(),
        });
    together(vec![field, line.view()])
}

/// Ties the reason in a line to the control before it, or unties it.
fn tie(line: &web_sys::Element, is_refused: bool) {
    const TIE: &str = "aria-describedby";
    let Some(control) = control_before(line) else {
        return;
    };
    let id = line.id();
    let mut ids: Vec<String> = control
        .get_attribute(TIE)
        .unwrap_or_default()
        .split_ascii_whitespace()
        .filter(|known| *known != id)
        .map(str::to_owned)
        .collect();
    if is_refused {
        ids.push(id);
    }
    // Where an attribute cannot be set the reason still stands under the field.
    let told = if ids.is_empty() {
        control.remove_attribute(TIE)
    } else {
        control.set_attribute(TIE, &ids.join(" "))
    };
    told.unwrap_or_default();
    if control
        .matches("input, select, textarea")
        .unwrap_or_default()
    {
        let invalid = if is_refused { "true" } else { "false" };
        control
            .set_attribute("aria-invalid", invalid)
            .unwrap_or_default();
    }
}

/// Under the explanation of a refusal: the fields it names, each a button that leads there, and the other resources, each
/// a link.
pub fn refused_places(
    form: RwSignal<Option<Form>>,
    elsewhere: RwSignal<Vec<(String, String)>>,
) -> AnyView {
    live(move || {
        let Some(form) = form.get() else {
            return nothing();
        };
        let fields = form.refused.with(|refused| {
            let standing = refused
                .iter()
                .filter(|field| refused_at(form, &field.at).is_some());
            let jumps: Vec<_> = standing
                .map(|field| {
                    let at = field.at.clone();
                    named_button(&path_label(&at), move || focus_field(&at))
                })
                .collect();
            (!jumps.is_empty()).then(|| {
                div("jump")
                    .child(words("SPAN", Msg::RefusedFields))
                    .children(jumps)
                    .view()
            })
        });
        let others = elsewhere.with(|elsewhere| {
            (!elsewhere.is_empty()).then(|| {
                together(vec![
                    words("P", Msg::RefusedNames).view(),
                    places(elsewhere.iter().map(|(path, _)| (path.as_str(), None))),
                ])
            })
        });
        together([fields, others].into_iter().flatten().collect())
    })
}

fn named_button(label: &str, go: impl Fn() + 'static) -> Element {
    element("BUTTON")
        .attr("type", "button")
        .attr("class", "quiet")
        .attr("aria-label", text_with(Msg::GoToField, &[("field", label)]))
        .words(label)
        .on("click", move |_| go())
}

/// A list of resources as links, each with its name where one is known.
pub fn places<'a>(places: impl Iterator<Item = (&'a str, Option<String>)>) -> AnyView {
    let place = |(path, name): (&str, Option<String>)| {
        let short = path.strip_prefix("/api/configuration/").unwrap_or(path);
        let shown = match Route::for_resource(path) {
            Some(route) => link("", &route),
            None => element("CODE"),
        };
        let shown = shown.untranslated().words(match &name {
            Some(name) => format!("{name} ({short})"),
            None => short.to_owned(),
        });
        element("LI").child(shown)
    };
    div("users")
        .child(element("UL").children(places.map(place)))
        .view()
}
