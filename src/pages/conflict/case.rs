//! One resource of a check: its table, and the secrets that have to be entered again.

use leptos::prelude::*;
use sps_workbench::{
    Pointer,
    merge::{Merge, Verdict},
    replay::Item,
};

use super::{
    deciding::Deciding,
    memory::ConflictMemory,
    names::resource_label,
    table::{ConflictsOf, conflict_table},
};
use crate::{
    messages::{Msg, text, text_with},
    pages::path_label,
    route::Route,
    ui::{Element, div, element, link, live, nothing, p, secret_input, span, together, words},
};

/// One item of the plan as the page shows it; cheap to clone.
#[derive(Clone)]
pub struct Case {
    path: String,
    /// What is decided about it.
    pub deciding: Deciding,
    /// Whether somebody else changed it, or it is in conflict.
    pub is_touched: bool,
    /// What was typed for the secrets, by their places. In memory alone.
    secrets: RwSignal<Vec<(Pointer, String)>>,
}

impl Case {
    /// The case of an item, with what was decided about it before.
    pub fn of(item: &Item, memory: ConflictMemory) -> Self {
        let mut merge = item.merge().clone();
        merge.recall(&memory.decided(item.path()));
        let is_conflict =
            |place: &sps_workbench::merge::Place| matches!(place.verdict, Verdict::Conflict(_));
        let is_touched = merge.is_touched_by_others() || merge.places().iter().any(is_conflict);
        Self {
            path: item.path().to_owned(),
            deciding: Deciding::new(merge),
            is_touched,
            secrets: RwSignal::new(Vec::new()),
        }
    }

    /// Whether nothing is left to decide and no secret is missing.
    pub fn is_ready(&self) -> bool {
        self.deciding.left() == 0 && !self.needs_secret()
    }

    /// Whether a secret has to be entered. Follows what was decided and typed.
    pub fn needs_secret(&self) -> bool {
        let places = self.deciding.merge.with(Merge::secrets_to_enter);
        self.secrets.with(|typed| {
            let is_typed = |at: &Pointer| {
                typed
                    .iter()
                    .any(|(other, words)| other == at && !words.is_empty())
            };
            !places.iter().all(is_typed)
        })
    }

    /// Hands what was decided and typed to the item of the plan, and remembers the decisions.
    pub fn hand_to(&self, item: &mut Item, memory: ConflictMemory) {
        self.deciding.hand_to(item);
        self.secrets.with_untracked(|typed| {
            for (at, words) in typed {
                // A secret that is not missing any more was decided away.
                item.fill(at, words);
            }
        });
        self.deciding
            .merge
            .with_untracked(|merge| memory.remember(&self.path, merge));
    }

    /// What the resource is called.
    pub fn label(&self) -> String {
        self.deciding
            .merge
            .with_untracked(|merge| resource_label(&self.path, merge))
    }

    /// Its table, and fields for its secrets; nothing for what nobody touched and needs none.
    pub fn view(&self, who: &str) -> AnyView {
        let table = self.is_touched.then(|| {
            let of = ConflictsOf {
                path: self.path.clone(),
                who: who.to_owned(),
            };
            conflict_table(of, self.deciding)
        });
        let heading = match Route::for_resource(&self.path) {
            Some(route) => link("", &route),
            None => span(""),
        };
        let secrets = self.secret_fields();
        if table.is_none() {
            // Its heading comes with the secrets alone.
            let label = self.label();
            return live({
                let case = self.clone();
                move || {
                    if case.deciding.merge.with(Merge::secrets_to_enter).is_empty() {
                        return nothing();
                    }
                    element("SECTION")
                        .child(element("H2").untranslated().words(label.clone()))
                        .child(case.secret_fields())
                        .view()
                }
            });
        }
        element("SECTION")
            .child(element("H2").child(heading.untranslated().words(self.label())))
            .maybe(table)
            .child(secrets)
            .view()
    }

    fn secret_fields(&self) -> AnyView {
        let (deciding, secrets) = (self.deciding, self.secrets);
        let places = Memo::new(move |_| deciding.merge.with(Merge::secrets_to_enter));
        live(move || {
            let places = places.get();
            if places.is_empty() {
                return nothing();
            }
            let fields = places.into_iter().map(|at| secret_field(at, secrets));
            div("card secrets-again")
                .attr("role", "group")
                .attr("aria-label", text(Msg::ConflictSecretAgain))
                .child(words("H3", Msg::ConflictSecretAgain))
                .child(p("help").text(Msg::ConflictSecretWhy))
                .child(together(fields.map(Element::view).collect()))
                .view()
        })
    }
}

fn secret_field(at: Pointer, secrets: RwSignal<Vec<(Pointer, String)>>) -> Element {
    let label = path_label(&at);
    let name = text_with(Msg::SecretAt, &[("place", &label)]);
    let typed = move |words: String| {
        secrets.update(|secrets| {
            secrets.retain(|(other, _)| *other != at);
            secrets.push((at.clone(), words));
        });
    };
    element("LABEL")
        .attr("class", "field")
        .child(span("label").words(name))
        .child(secret_input().on_input(typed))
}
