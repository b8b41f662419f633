//! What every field of one form shares: the draft, and what the catalogue knows of the resource.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Map, Value};
use sps_workbench::{
    catalogue::{Catalogue, FoundFields, Hint, ValueProblem, check},
    document::{
        Draft, FieldKind, InputProblem, Level, Pointer, Unfolded, count_below, extent, field_at,
        level,
    },
};

use super::{
    field_box::{focus_field, shown},
    refused_fields::{RefusedField, refused_at},
};
use crate::{
    messages::{Msg, text, text_with},
    pages::member_label,
    reactive::soon,
};

/// A form with more fields than this has groups to open and close and a search.
const LARGE: usize = 60;

/// One form; cheap to copy.
#[derive(Clone, Copy)]
pub struct Form {
    /// The edit.
    pub draft: RwSignal<Draft>,
    /// What of it is open.
    pub unfolded: RwSignal<Unfolded>,
    /// It has so many fields that they are not all shown at once.
    pub is_large: bool,
    /// What the appliance, or a rule for new objects, refused.
    pub refused: RwSignal<Vec<RefusedField>>,
    path: StoredValue<String>,
    catalogue: StoredValue<Arc<Catalogue>>,
}

/// What is known of one place.
#[derive(Clone, Default)]
pub struct Known {
    pub label: Option<String>,
    pub help: Option<String>,
    pub unit: Option<String>,
    /// Value and label of each documented value.
    pub choices: Vec<(String, String)>,
    /// There may be values and forms beside the documented ones.
    pub is_open: bool,
    /// It may be empty (null).
    pub is_optional: bool,
    /// The list whose objects may be referred to.
    pub refers_to: Option<String>,
    /// The forms of a union.
    pub union: Option<KnownUnion>,
    /// An empty value, if the shape is known.
    pub template: Value,
    /// A number is expected.
    pub is_number: bool,
    /// It names a password or a private key.
    pub is_secret: bool,
}

/// The forms of a union.
#[derive(Clone)]
pub struct KnownUnion {
    pub member: String,
    pub cases: Vec<KnownCase>,
}

/// One form of a union.
#[derive(Clone)]
pub struct KnownCase {
    pub value: Value,
    pub label: String,
    pub template: Map<String, Value>,
}

impl Form {
    /// The form of the resource at `path`.
    pub fn new(draft: RwSignal<Draft>, path: &str, catalogue: Arc<Catalogue>) -> Self {
        Self {
            draft,
            unfolded: RwSignal::new(Unfolded::default()),
            is_large: draft.with_untracked(|draft| extent(draft.current())) > LARGE,
            refused: RwSignal::new(Vec::new()),
            path: StoredValue::new(path.to_owned()),
            catalogue: StoredValue::new(catalogue),
        }
    }

    /// What the catalogue says of a place, as the document stands now.
    pub fn known(self, at: &Pointer) -> Known {
        self.draft
            .with_untracked(|draft| self.hint(draft, at, known).unwrap_or_default())
    }

    fn hint<T>(self, draft: &Draft, at: &Pointer, look: impl FnOnce(Hint<'_>) -> T) -> Option<T> {
        self.catalogue.with_value(|catalogue| {
            let hint = self
                .path
                .with_value(|path| catalogue.at(path, draft.current(), at));
            hint.map(look)
        })
    }

    /// The label of a place: the catalogue's, else made of the member's name.
    pub fn label(self, known: &Known, name: &str) -> String {
        known.label.clone().unwrap_or_else(|| member_label(name))
    }

    /// What is wrong with the text or the value at a place, in words; else why the appliance refused it. Follows the draft.
    pub fn trouble(self, at: &Pointer) -> Option<String> {
        self.broken_rule(at).or_else(|| refused_at(self, at))
    }

    fn broken_rule(self, at: &Pointer) -> Option<String> {
        self.draft.with(|draft| {
            if let Some((_, problem)) = draft.typed(at) {
                return Some(text(input_problem(problem)).to_owned());
            }
            if !draft.is_changed_at(at) {
                return None;
            }
            let value = draft.get(at)?;
            self.hint(draft, at, |hint| check(hint, value))?
                .map(|problem| value_problem(&problem))
        })
    }

    /// The documented rules that a new object breaks, in words; untouched fields included.
    pub fn broken_rules_of_new(self) -> Vec<(Pointer, String)> {
        self.draft.with_untracked(|draft| {
            self.catalogue.with_value(|catalogue| {
                let found = self
                    .path
                    .with_value(|path| catalogue.problems_in(path, draft.current()));
                let told = found.into_iter();
                told.map(|(at, problem)| (at, value_problem(&problem)))
                    .collect()
            })
        })
    }

    /// Where secrets were typed that become objects of their own, and the collections for them.
    pub fn typed_secrets(self) -> Vec<(Pointer, String)> {
        self.draft.with_untracked(|draft| {
            self.catalogue.with_value(|catalogue| {
                self.path
                    .with_value(|path| catalogue.typed_secrets(path, draft))
            })
        })
    }

    /// The fields whose text or value is not right: what was typed and is no value, then what breaks a documented rule.
    /// `changed` is where the draft differs from what was read.
    pub fn wrong(self, draft: &Draft, changed: &[Pointer]) -> Vec<Pointer> {
        let mut wrong: Vec<Pointer> = draft.problems().into_iter().map(|(at, _)| at).collect();
        self.catalogue.with_value(|catalogue| {
            self.path.with_value(|path| {
                let broken = catalogue.problems_at(path, draft, changed);
                wrong.extend(broken.into_iter().map(|(at, _)| at));
            });
        });
        wrong
    }

    /// What lies directly below a place now; of a long list the window that is shown. Follows the window, not the draft.
    pub fn level(self, at: &Pointer) -> Option<Level> {
        let first = self.unfolded.with(|unfolded| unfolded.first(at));
        self.draft
            .with_untracked(|draft| level(draft.current(), at, first))
    }

    /// Nothing lies below this place.
    pub fn is_empty(self, at: &Pointer) -> bool {
        self.draft
            .with_untracked(|draft| draft.get(at).is_none_or(|value| count_below(value) == 0))
    }

    /// The fields that have all of these words; at most `most` of them, and how many there are.
    pub fn find(self, words: &str, most: usize) -> FoundFields {
        self.draft.with_untracked(|draft| {
            self.catalogue.with_value(|catalogue| {
                self.path
                    .with_value(|path| catalogue.find_fields(path, draft.current(), words, most))
            })
        })
    }

    /// The value at a place as text, if it has one that is no secret.
    pub fn shown_at(self, at: &Pointer) -> Option<String> {
        self.draft.with_untracked(|draft| {
            let field = field_at(draft.current(), at)?;
            match field.kind {
                FieldKind::Secret { .. } => None,
                _ => shown(draft.get(at)?),
            }
        })
    }

    /// Opens all that a place lies in, and puts the focus there.
    pub fn reveal(self, at: Pointer) {
        self.unfolded.update(|unfolded| {
            self.draft
                .with_untracked(|draft| unfolded.reveal(draft.current(), &at));
        });
        soon(move || focus_field(&at));
    }
}

fn known(hint: Hint<'_>) -> Known {
    let choices = hint.choices().into_iter();
    let case = |case: sps_workbench::catalogue::Case<'_>| KnownCase {
        value: case.value,
        label: case.label.to_owned(),
        template: case.template,
    };
    Known {
        label: hint.label().map(str::to_owned),
        help: hint.help().map(str::to_owned),
        unit: hint.unit().map(str::to_owned),
        choices: choices
            .map(|choice| (choice.value.to_owned(), choice.label.to_owned()))
            .collect(),
        is_open: hint.is_open(),
        is_optional: hint.is_optional(),
        refers_to: hint.refers_to(),
        union: hint.union().map(|union| KnownUnion {
            member: union.member.to_owned(),
            cases: union.cases.into_iter().map(case).collect(),
        }),
        template: hint.template(),
        is_secret: hint.refers_to_secret(),
        is_number: matches!(hint.kind(), Some("integer" | "number")),
    }
}

fn input_problem(problem: &InputProblem) -> Msg {
    match problem {
        InputProblem::NotAnInteger => Msg::NotAnInteger,
        _ => Msg::NotANumber,
    }
}

fn value_problem(problem: &ValueProblem) -> String {
    let with = |message: Msg, limit: &i64| text_with(message, &[("limit", &limit.to_string())]);
    match problem {
        ValueProblem::TooSmall(limit) => with(Msg::AtLeast, limit),
        ValueProblem::TooGreat(limit) => with(Msg::AtMost, limit),
        ValueProblem::NoChoice => text(Msg::ChooseOne).to_owned(),
        ValueProblem::Name => text(Msg::NameRule).to_owned(),
        ValueProblem::Address => text(Msg::NotAnAddress).to_owned(),
        ValueProblem::Network => text(Msg::NotANetwork).to_owned(),
        ValueProblem::Time => text(Msg::NotATime).to_owned(),
        ValueProblem::Missing => text(Msg::ValueMissing).to_owned(),
    }
}
