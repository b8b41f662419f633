//! An object whose other members follow one of them: `selection`, `enabled`, `type`. What was typed in a form that is
//! left comes back with it.

use leptos::prelude::*;
use serde_json::{Map, Value};
use sps_workbench::document::{Pointer, discriminator, level};

use super::{
    field_view::field_below,
    form::{Form, Known, KnownCase},
    group::group,
    scalar_field::select,
};
use crate::{
    messages::{Msg, text, text_with},
    ui::{div, live, p, together},
};

/// The choice of the form, and the fields of the chosen one.
pub fn union_field(at: Pointer, label: String, known: &Known, open: bool, form: Form) -> AnyView {
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
    let place = StoredValue::new(at.clone());
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
    let kind_of = text_with(Msg::KindOf, &[("field", &label)]);
    let is_open = known.is_open;
    let is_root = at.segments().is_empty();
    let content = move || {
        let choice = select(choices.clone(), move || chosen.get(), choose.clone())
            .attr("aria-label", kind_of.clone());
        let members = live(move || {
            chosen.track();
            let level =
                draft.with_untracked(|draft| place.with_value(|at| level(draft.current(), at, 0)));
            let (fields, open) = level.map(|level| (level.fields, level.open)).unzip();
            let members = fields.into_iter().flatten().zip(open.into_iter().flatten());
            let others =
                members.filter(|(member, _)| chooser.with_value(|chooser| member.name != *chooser));
            together(
                others
                    .map(|(member, open)| field_below(member, open, form))
                    .collect(),
            )
        });
        let hint = is_open.then(|| p("help").text(Msg::OtherFormsPossible).view());
        let mut views = vec![choice.view(), members];
        views.extend(hint);
        together(views)
    };
    if is_root {
        return div("fields union").child(content()).view();
    }
    group(
        at,
        &label,
        known.help.clone(),
        "fields union",
        open,
        form,
        content,
    )
}

/// The value of a choosing member as a text to compare and, where nothing better is known, to show.
fn case_name(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(on) => text(if *on { Msg::On } else { Msg::Off }).to_owned(),
        other => other.to_string(),
    }
}
