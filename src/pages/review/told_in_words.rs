//! The change list in sentences, grouped by place, with what can be done about each entry.

use std::sync::Arc;

use leptos::prelude::*;
use sps_client::{Change, ChangeKind};
use sps_workbench::{
    changes::{Kind, Placed, Sentence, What, by_place},
    document::Pointer,
    rights::Call,
};

use super::{
    change_sentence::{change_sentence, subject},
    put_back::PuttingBack,
};
use crate::{
    messages::{Msg, text, text_with},
    rights::{Barred, use_rights},
    route::Route,
    ui::{Element, LongList, div, element, link, span},
};

/// What is told, and how it is put back.
#[derive(Clone)]
pub struct InWords {
    /// The change list.
    pub changes: Arc<Vec<Change>>,
    /// All of it in sentences.
    pub sentences: Arc<Vec<Sentence>>,
    /// Puts one change back.
    pub putting_back: PuttingBack,
}

/// One entry at one place.
struct Row {
    /// The place, on its first entry.
    heading: Option<Heading>,
    /// The sentences, by their numbers.
    sentences: Vec<usize>,
}

struct Heading {
    words: String,
    path: String,
}

/// A sentence with its number among all.
struct Numbered<'a>(usize, &'a Sentence);

impl Placed for Numbered<'_> {
    fn place(&self) -> &[String] {
        &self.1.place
    }

    fn path(&self) -> &str {
        &self.1.path
    }
}

/// The sentences of these numbers.
pub fn in_words(list: LongList, told: InWords, shown: &[usize]) -> AnyView {
    let rows = laid_out(&told.sentences, shown);
    // One entry can tell of many values, of which the filter may show some: they go back together.
    let mut values = vec![0_usize; told.changes.len()];
    for sentence in told.sentences.iter() {
        if let Some(count) = values.get_mut(sentence.entry) {
            *count += 1;
        }
    }
    let frame = element("DIV")
        .attr("class", "places")
        .attr("aria-label", text(Msg::Changelog));
    let count = rows.len();
    list.fill(frame, count, true, move |at| match rows.get(at) {
        Some(row) => told.row(at, row, &values),
        None => div(""),
    })
    .view()
}

fn laid_out(sentences: &[Sentence], shown: &[usize]) -> Vec<Row> {
    let numbered = shown
        .iter()
        .filter_map(|at| Some(Numbered(*at, sentences.get(*at)?)));
    let mut rows = Vec::new();
    for group in by_place(numbered.collect()) {
        let mut heading = Some(Heading {
            words: group.place.join(" › "),
            path: group.path,
        });
        for entry in group
            .changes
            .chunk_by(|one, next| one.1.entry == next.1.entry)
        {
            rows.push(Row {
                heading: heading.take(),
                sentences: entry.iter().map(|sentence| sentence.0).collect(),
            });
        }
    }
    rows
}

impl InWords {
    /// The sentences of one entry, and what can be done about it.
    fn row(&self, at: usize, row: &Row, values: &[usize]) -> Element {
        let class = if row.heading.is_some() {
            "entry first"
        } else {
            "entry"
        };
        let heading = row.heading.as_ref().map(|heading| {
            let name = match Route::for_resource(&heading.path) {
                Some(route) => link("", &route),
                None => span(""),
            };
            element("H2").child(name.untranslated().words(heading.words.clone()))
        });
        let sentences: Vec<&Sentence> = row
            .sentences
            .iter()
            .filter_map(|at| self.sentences.get(*at))
            .collect();
        let item = div(class).maybe(heading).children(
            sentences
                .iter()
                .map(|sentence| change_sentence(sentence, false)),
        );
        let Some((first, change)) = sentences
            .first()
            .and_then(|first| Some((*first, self.changes.get(first.entry)?)))
        else {
            return item;
        };
        let subject = match values.get(first.entry) {
            Some(1) | None => subject(first),
            Some(count) => text_with(
                Msg::AllOf,
                &[
                    ("count", &count.to_string()),
                    ("place", &first.place.join(" › ")),
                ],
            ),
        };
        let barred = barred(change, first);
        let put_back = self.put_back(at, change, &subject, barred);
        item.child(
            div("entry-actions")
                .children(ways_there(first, &subject))
                .child(put_back),
        )
        .child(barred.explanation())
        .child(self.putting_back.note(change, &subject, at))
    }

    fn put_back(&self, at: usize, change: &Change, subject: &str, barred: Barred) -> Element {
        let (putting_back, change) = (self.putting_back, change.clone());
        let name = text_with(Msg::PutBackNamed, &[("field", subject)]);
        let subject = subject.to_owned();
        let button = element("BUTTON")
            .attr("type", "button")
            .attr("class", "quiet")
            .attr("aria-label", name)
            .live_flag("disabled", move || putting_back.busy());
        barred
            .mark(button, || false)
            .on("click", move |_| {
                putting_back.start(change.clone(), subject.clone(), at, false);
            })
            .text(Msg::PutBack)
    }
}

/// *Go to* and *Edit*. What was removed is not there to go to, and a node of objects has no field.
fn ways_there(first: &Sentence, subject: &str) -> Vec<Element> {
    let Some(route) = Route::for_resource(&first.path).filter(|_| first.kind() != Kind::Removed)
    else {
        return Vec::new();
    };
    let named = |message| text_with(message, &[("subject", subject)]);
    let go_to = link("go-to", &route)
        .attr("aria-label", named(Msg::GoToNamed))
        .text(Msg::GoTo);
    let at = match &first.what {
        What::Changed { member, .. } | What::Items { member, .. } => Some(member.as_slice()),
        What::Moved { member, .. } if !member.is_empty() => Some(member.as_slice()),
        What::Added { .. } => Some([].as_slice()),
        What::Moved { .. } | What::Removed { .. } | What::Other { .. } => None,
    };
    let edit = at.map(|member| {
        edit_link(&route, member)
            .attr("aria-label", named(Msg::EditChangeNamed))
            .text(Msg::EditChange)
    });
    std::iter::once(go_to).chain(edit).collect()
}

/// A link to the form of a resource, at one of its fields.
pub fn edit_link(route: &Route, member: &[String]) -> Element {
    let at = member
        .iter()
        .fold(Pointer::root(), |at, name| at.child(name));
    element("A")
        .attr("class", "go-to")
        .attr("href", route.href_at(&at.to_string()))
}

/// What putting the change back needs, by what the inverse of it is.
fn barred(change: &Change, first: &Sentence) -> Barred {
    let rights = use_rights();
    let path = first.path.clone();
    let call = match change.kind {
        ChangeKind::Create if matches!(first.what, What::Added { .. }) => {
            Some(Call::new("DELETE", path.clone()))
        }
        ChangeKind::Delete if matches!(first.what, What::Removed { .. }) => {
            let list = path.rsplit_once('/').map_or("", |(list, _)| list);
            Some(Call::new("POST", list))
        }
        _ => None,
    };
    Barred::by(move || {
        rights.map_or_else(Vec::new, |rights| match &call {
            Some(call) => rights.lacking(std::slice::from_ref(call)),
            None => rights.to_stage(&path),
        })
    })
}
