//! An object whose other members follow one of them: `selection`, `enabled`, `type`. What was typed in a form that is
//! left comes back with it.

use leptos::prelude::*;
use serde_json::{Map, Value};
use sps_workbench::document::{Field, FieldKind, Pointer, discriminator, field_at};

use super::{
    field_view::{field_view, group},
    form::{Form, Known, KnownCase},
    scalar_field::select,
};
use crate::{
    messages::{Msg, text, text_with},
    ui::{element, live, p, together},
};

/// The choice of the form, and the fields of the chosen one.
pub fn union_field(at: Pointer, label: String, known: &Known, form: Form) -> AnyView {
    let draft = form.draft;
    let (member, mut cases) = match &known.union {
        Some(union) => (union.member.clone(), union.cases.clone()),
        None => {
            let member = draft.with_untracked(|draft| draft.get(&at).and_then(discriminator));
            (member.unwrap_or("selection").to_owned(), Vec::new())
        }
    };
    // What the appliance has is a choice, whether it is documented or not.
    let present = draft.with_untracked(|draft| {
        let of = |value: Option<&Value>| value.and_then(|value| value.get(&member)).cloned();
        [of(draft.base_at(&at)), of(draft.get(&at))]
    });
    for value in present.into_iter().flatten() {
        if !cases.iter().any(|case| case.value == value) {
            cases.push(KnownCase {
                label: case_name(&value),
                value,
                template: Map::new(),
            });
        }
    }
    let is_optional = known.is_optional
        || draft.with_untracked(|draft| draft.base_at(&at).is_some_and(Value::is_null));

    let mut choices: Vec<_> = cases
        .iter()
        .map(|case| (case_name(&case.value), case.label.clone()))
        .collect();
    if is_optional {
        choices.insert(0, (String::new(), text(Msg::NotSet).to_owned()));
    }
    let place = StoredValue::new(at);
    let chooser = StoredValue::new(member);
    let chosen = Memo::new(move |_| {
        draft.with(|draft| {
            let value = place.with_value(|at| draft.get(at)?.get(chooser.get_value()).cloned());
            value.as_ref().map(case_name).unwrap_or_default()
        })
    });
    let choose = move |name: String| {
        let case = cases.iter().find(|case| case_name(&case.value) == name);
        draft.update(|draft| {
            place.with_value(|at| match case {
                Some(case) => {
                    if draft.get(at).is_none_or(Value::is_null) {
                        draft.set(at, Value::Object(Map::new()));
                    }
                    let member = chooser.get_value();
                    draft.choose(at, &member, &case.value, Some(&case.template));
                }
                None => {
                    draft.set(at, Value::Null);
                }
            });
        });
    };
    let choice = select(choices, move || chosen.get(), choose)
        .attr("aria-label", text_with(Msg::KindOf, &[("field", &label)]));
    let members = live(move || {
        chosen.track();
        let members = draft.with_untracked(|draft| {
            let field = place.with_value(|at| field_at(draft.current(), at));
            match field.map(|field| field.kind) {
                Some(FieldKind::Object(members)) => members,
                _ => Vec::new(),
            }
        });
        let others = members
            .into_iter()
            .filter(|member| chooser.with_value(|chooser| member.name != *chooser));
        together(
            others
                .map(|member: Field| field_view(member, form))
                .collect(),
        )
    });
    let is_root = place.with_value(|at| at.segments().is_empty());
    let fields = if is_root {
        element("DIV")
    } else {
        group(&label, known.help.clone())
    };
    fields
        .attr("class", "fields union")
        .child(choice)
        .child(members)
        .maybe(
            known
                .is_open
                .then(|| p("help").text(Msg::OtherFormsPossible)),
        )
        .view()
}

/// The value of a choosing member as a text to compare and, where nothing better is known, to show.
fn case_name(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(on) => text(if *on { Msg::On } else { Msg::Off }).to_owned(),
        other => other.to_string(),
    }
}
