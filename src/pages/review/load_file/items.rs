//! One change of the file: the tick box, what it would do, what has to be said or typed first, and what came of it.

use leptos::prelude::*;
use sps_workbench::{
    document::Pointer,
    merge::Decision,
    replay::{Hindrance, Item, Result as Outcome, Since},
};

use super::{Loading, Stage, changes::sentences};
use crate::{
    messages::{Msg, count_text, text, text_with},
    pages::{path_label, review::change_sentence::change_sentence},
    ui::{
        Element, Shape, Task, Tone, actions, button, div, element, icon, nothing, notice, p,
        problem, secret_input, span, together,
    },
};

/// The change of this number.
pub fn item(loading: Loading, at: usize) -> Element {
    let Some((name, is_so)) = loading.with_item(at, |item| {
        let is_so = !item.merge().changes_theirs() && item.merge().conflicts().is_empty();
        (item.path().replacen("/api/configuration/", "", 1), is_so)
    }) else {
        return div("");
    };
    let row = div("file-change");
    if is_so {
        return row
            .child(span("muted").untranslated().words(name))
            .child(p("muted").text(Msg::FileAlreadySo));
    }
    let label = text_with(Msg::FileTake, &[("place", &name)]);
    let tick = element("INPUT")
        .attr("type", "checkbox")
        .attr("aria-label", label)
        .live_checked(move || {
            loading.version.track();
            loading.with_item(at, |item| item.chosen) == Some(true)
        })
        .live_flag("disabled", move || {
            loading.stage.with(|stage| *stage != Stage::Ready)
        })
        .on("change", move |event| {
            let on = event_target_checked(&event);
            loading.change_item(at, |item| item.chosen = on);
        });
    row.child(tick).child(
        div("file-told")
            .live(move || told(loading, at))
            .live(move || needs(loading, at))
            .live(move || came_of_it(loading, at)),
    )
}

/// What it would change, as it is decided.
fn told(loading: Loading, at: usize) -> AnyView {
    loading.decisions.track();
    let told = loading.with_item(at, sentences).unwrap_or_default();
    together(
        told.iter()
            .map(|sentence| change_sentence(sentence, true).view())
            .collect(),
    )
}

/// What has to be decided or typed before it can be sent.
fn needs(loading: Loading, at: usize) -> AnyView {
    if loading.stage.with(|stage| *stage != Stage::Ready) {
        return nothing();
    }
    // Typing a secret must not build its field anew: only a decision does.
    loading.decisions.track();
    let found = loading.with_item(at, |item| {
        (
            item.since().clone(),
            item.merge().conflicts().len(),
            item.missing_secrets(),
            item.path().to_owned(),
        )
    });
    let Some((since, conflicts, secrets, path)) = found else {
        return nothing();
    };
    let mut parts = Vec::new();
    match since {
        Since::Gone => parts.push(warning(text(Msg::FileGone).to_owned())),
        Since::Unread(error) => parts.push(problem(&error, Task::Stage)),
        Since::Changed | Since::Unchanged => {}
    }
    if conflicts > 0 {
        let decide = move |decision: Decision| {
            loading.change_item(at, |item| item.decide_all(&decision));
            loading
                .decisions
                .update(|count| *count = count.wrapping_add(1));
        };
        let named = |message| text_with(message, &[("place", &path)]);
        let take = named(Msg::FileTakeFile);
        let keep = named(Msg::FileKeepNow);
        parts.push(warning(count_text(
            conflicts,
            Msg::FileClashOne,
            Msg::FileClashMany,
        )));
        parts.push(
            actions(vec![
                button("", Msg::FileMine, move |_| decide(Decision::Mine)).attr("aria-label", take),
                button("", Msg::FileTheirs, move |_| decide(Decision::Theirs))
                    .attr("aria-label", keep),
            ])
            .view(),
        );
    }
    parts.extend(secrets.into_iter().map(|place| secret(loading, at, place)));
    together(parts)
}

/// A secret that the file does not hold.
fn secret(loading: Loading, at: usize, place: Pointer) -> AnyView {
    let label = text_with(Msg::FileSecret, &[("field", &path_label(&place))]);
    element("LABEL")
        .attr("class", "file-secret")
        .child(span("label").words(label))
        .child(secret_input().on_input(move |typed| {
            loading.type_secret(at, &place, typed);
        }))
        .view()
}

fn came_of_it(loading: Loading, at: usize) -> AnyView {
    loading.outcomes.with(|outcomes| match outcomes.get(at) {
        Some(Some(outcome)) => outcome_told(outcome),
        _ => nothing(),
    })
}

fn outcome_told(outcome: &Outcome) -> AnyView {
    let (shape, message) = match outcome {
        Outcome::Staged { ignored, .. } if !ignored.is_empty() => {
            let names = ignored.iter().map(path_label).collect::<Vec<_>>();
            return warning(text(Msg::MembersIgnored).to_owned() + " " + &names.join(", "));
        }
        Outcome::Staged { .. } | Outcome::StagedUnread(_) => (Shape::Success, Msg::FileIsStaged),
        Outcome::AlreadySo => (Shape::Success, Msg::FileAlreadySo),
        Outcome::Left(Hindrance::NotChosen) => (Shape::Info, Msg::FileNotChosen),
        Outcome::Left(_) => (Shape::Warning, Msg::FileLeft),
        Outcome::MovedAgain(_) => (Shape::Warning, Msg::FileMovedAgain),
        Outcome::NotDone(error) | Outcome::Unknown(error) => return problem(error, Task::Stage),
    };
    p("file-outcome")
        .child(icon(shape))
        .child(span("").text(message))
        .view()
}

fn warning(words: String) -> AnyView {
    notice(Tone::Warning, vec![p("").words(words).view()])
}

impl Loading {
    fn with_item<T>(self, at: usize, look: impl FnOnce(&Item) -> T) -> Option<T> {
        self.loaded
            .try_with_value(|loaded| loaded.as_ref()?.plan.items.get(at).map(look))
            .flatten()
    }

    fn type_secret(self, at: usize, place: &Pointer, typed: String) {
        self.typed.update_value(|all| {
            all.retain(|secret| secret.0 != at || secret.1 != *place);
            if !typed.is_empty() {
                all.push((at, place.clone(), typed));
            }
        });
        self.touch();
    }

    /// Whether the item of this number would be sent with what is typed.
    pub(super) fn is_ready(self, at: usize, item: &Item) -> bool {
        match item.hindrance() {
            None => true,
            Some(Hindrance::NeedsSecret(_)) => self.typed.with_value(|typed| {
                let is_typed = |place: &Pointer| {
                    typed
                        .iter()
                        .any(|(of, known, _)| *of == at && known == place)
                };
                item.missing_secrets().iter().all(is_typed)
            }),
            Some(_) => false,
        }
    }

    fn change_item<T>(self, at: usize, change: impl FnOnce(&mut Item) -> T) {
        self.loaded.update_value(|loaded| {
            let item = loaded
                .as_mut()
                .and_then(|loaded| loaded.plan.items.get_mut(at));
            if let Some(item) = item {
                change(item);
            }
        });
        self.touch();
    }
}
