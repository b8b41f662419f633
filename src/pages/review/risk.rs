//! The second question before a commit that can lock people out: what is at risk, and by which changes.

use leptos::prelude::*;
use sps_client::Change;
use sps_workbench::{
    changes::review,
    commit::{Risk, RiskKind, risks},
};

use super::change_list::told_list;
use crate::{
    messages::{Msg, text},
    state::use_console,
    ui::{Element, Shape, actions, button, dialog, div, element, icon, words},
};

/// A commit that waits for its second confirmation: the message to send.
pub type Waiting = RwSignal<Option<Option<String>>>;

/// Whether the pending changes put something at risk.
pub fn is_risky(changes: &[Change]) -> bool {
    !risks(changes).is_empty()
}

/// Asks while a commit waits, and runs `go` with its message when the person wants it all the same.
pub fn risk_question(
    waiting: Waiting,
    go: impl Fn(Option<String>) + Copy + Send + Sync + 'static,
) -> AnyView {
    let console = use_console();
    let back = move || waiting.set(None);
    dialog(
        move || waiting.with(Option::is_some),
        || text(Msg::RiskTitle).to_owned(),
        Some(Callback::new(move |()| back())),
        move || {
            let changes = console
                .pending
                .with_untracked(|pending| pending.changes.clone());
            let mut told: Vec<AnyView> = risks(&changes)
                .iter()
                .map(|risk| named(risk, &changes).view())
                .collect();
            told.push(words("P", Msg::RiskWayBack).view());
            let commit = move |_| {
                if let Some(message) = waiting.get_untracked() {
                    back();
                    go(message);
                }
            };
            told.push(
                actions(vec![
                    button("", Msg::Back, move |_| back()),
                    button("danger", Msg::CommitAnyway, commit),
                ])
                .view(),
            );
            told
        },
    )
}

fn named(risk: &Risk, changes: &[Change]) -> Element {
    let message = match risk.kind {
        RiskKind::SignIn => Msg::RiskSignIn,
        RiskKind::Network => Msg::RiskNetwork,
        RiskKind::OwnRights => Msg::RiskOwnRights,
    };
    let of_risk: Vec<Change> = risk
        .entries
        .iter()
        .filter_map(|entry| changes.get(*entry).cloned())
        .collect();
    element("SECTION")
        .attr("class", "risk")
        .child(
            div("risk-name")
                .child(icon(Shape::Warning))
                .child(words("STRONG", message)),
        )
        .child(told_list("changes scroll", review(&of_risk, &[])))
}
