//! The change list as a document to read: grouped by place, or as a table, or as the appliance's own entries.

use leptos::prelude::*;
use sps_client::Change;
use sps_workbench::changes::{Filter, Group, Kind, Sentence, Siblings, by_place, review};

use super::{
    change_sentence::{change_sentence, subject},
    controls::{kind_filter, view_choice},
    memory::{ReviewMemory, View},
    put_back::PuttingBack,
    reading::{Names, names},
    table::{change_table, raw_changes},
};
use crate::{
    messages::{Msg, text, text_with},
    reactive::{effect, run},
    route::Route,
    state::use_console,
    ui::{Element, ElementRef, div, element, link, span, together, words},
};

/// What is pending, with the choice of the view and of the kinds.
pub fn document(memory: ReviewMemory) -> Element {
    let console = use_console();
    // Only another list builds the document anew; a mere second reading leaves focus and disclosures alone.
    let changes = Memo::new(move |_| console.pending.with(|pending| pending.changes.clone()));
    let known = RwSignal::new(Vec::<Names>::new());
    effect(move || {
        let changes = changes.get();
        run(async move {
            let found = names(console, &changes).await;
            if known.try_with_untracked(|known| *known != found) == Some(true) {
                known.try_set(found);
            }
        });
    });
    let sentences = Memo::new(move |_| {
        known.with(|known| {
            let siblings: Vec<_> = known
                .iter()
                .map(|list| Siblings {
                    path: &list.path,
                    names: &list.names,
                })
                .collect();
            changes.with(|changes| review(changes, &siblings))
        })
    });
    let kinds = RwSignal::new(Vec::<Kind>::new());
    let heading = ElementRef::new();
    let putting_back = PuttingBack::new(heading);
    let body = move || {
        let sentences = sentences.get();
        // A kind that is not there any more must not hide the rest.
        let present: Vec<Kind> = kinds
            .get()
            .into_iter()
            .filter(|kind| sentences.iter().any(|sentence| sentence.kind() == *kind))
            .collect();
        let filter = Filter {
            kinds: present,
            words: String::new(),
        };
        let shown: Vec<Sentence> = sentences
            .iter()
            .filter(|sentence| filter.shows(sentence))
            .cloned()
            .collect();
        let entries: Vec<usize> = shown.iter().map(|sentence| sentence.entry).collect();
        changes.with(|changes| match memory.view.get() {
            View::Words => {
                let told = Told {
                    changes,
                    sentences: &sentences,
                    putting_back,
                };
                together(
                    by_place(shown)
                        .iter()
                        .map(|group| told.place(group))
                        .collect(),
                )
            }
            View::Table => change_table(changes, &entries),
            View::Raw => raw_changes(changes, &entries),
        })
    };
    element("SECTION")
        .attr("class", "document")
        .attr("aria-label", text(Msg::Changelog))
        .child(
            words("H2", Msg::Changelog)
                .attr("class", "sr")
                .attr("tabindex", "-1")
                .node(heading),
        )
        .child(
            div("document-bar")
                .child(kind_filter(sentences, kinds))
                .child(view_choice(memory.view)),
        )
        .live(body)
}

struct Told<'a> {
    changes: &'a [Change],
    sentences: &'a [Sentence],
    putting_back: PuttingBack,
}

impl Told<'_> {
    fn place(&self, group: &Group<Sentence>) -> AnyView {
        let heading = match Route::for_resource(&group.path) {
            Some(route) => link("", &route),
            None => span(""),
        };
        let entries = group
            .changes
            .chunk_by(|one, next| one.entry == next.entry)
            .map(|sentences| self.entry(sentences));
        element("ARTICLE")
            .attr("class", "place")
            .child(element("H2").child(heading.untranslated().words(group.place.join(" › "))))
            .child(element("UL").attr("class", "changes").children(entries))
            .view()
    }

    /// The sentences of one entry, and what can be done about it.
    fn entry(&self, sentences: &[Sentence]) -> Element {
        let item = element("LI").children(
            sentences
                .iter()
                .map(|sentence| change_sentence(sentence, false)),
        );
        let Some((first, change)) = sentences
            .first()
            .and_then(|first| Some((first, self.changes.get(first.entry)?)))
        else {
            return item;
        };
        let all = self.sentences.iter();
        let count = all.filter(|other| other.entry == first.entry).count();
        // One entry can tell of many values, of which the filter may show some: they go back together.
        let subject = if count == 1 {
            subject(first)
        } else {
            text_with(
                Msg::AllOf,
                &[
                    ("count", &count.to_string()),
                    ("place", &first.place.join(" › ")),
                ],
            )
        };
        let go_to_name = text_with(Msg::GoToNamed, &[("subject", &subject)]);
        let put_back = {
            let (putting_back, change, subject) =
                (self.putting_back, change.clone(), subject.clone());
            let name = text_with(Msg::PutBackNamed, &[("field", &subject)]);
            element("BUTTON")
                .attr("type", "button")
                .attr("class", "quiet")
                .attr("aria-label", name)
                .live_flag("disabled", move || putting_back.busy())
                .on("click", move |_| {
                    putting_back.start(change.clone(), subject.clone(), false);
                })
                .text(Msg::PutBack)
        };
        // What was removed is not there to go to.
        let is_gone = first.kind() == Kind::Removed;
        let go_to = Route::for_resource(&first.path)
            .filter(|_| !is_gone)
            .map(|route| {
                link("go-to", &route)
                    .attr("aria-label", go_to_name)
                    .text(Msg::GoTo)
            });
        item.child(div("entry-actions").maybe(go_to).child(put_back))
            .child(self.putting_back.note(change, &subject))
    }
}
