//! The list of own keys.

use leptos::prelude::*;
use sps_client::{ApiKey, ChangeKind};

use super::delete::delete_key;
use crate::{
    messages::{Msg, text_with},
    rights::{Barred, use_rights},
    state::{Reading, use_console},
    ui::{Element, Shape, div, element, icon, p, span, together, words},
};

/// Name, id, state; each with its *Delete*.
pub fn key_list(keys: &[ApiKey], reading: Reading<Vec<ApiKey>>) -> AnyView {
    let doomed = RwSignal::new(None::<ApiKey>);
    if keys.is_empty() {
        return p("empty").text(Msg::NoKeys).view();
    }
    let columns = [Msg::Name, Msg::State, Msg::KeyId].map(|name| {
        let cell = words("TH", name).attr("scope", "col");
        if name == Msg::KeyId {
            cell.attr("class", "wide-only")
        } else {
            cell
        }
    });
    let head = element("TR").children(columns).child(
        element("TH")
            .attr("scope", "col")
            .child(span("sr").text(Msg::Actions)),
    );
    let table = element("TABLE")
        .attr("aria-labelledby", "own-keys")
        .child(element("THEAD").child(head))
        .child(element("TBODY").children(keys.iter().map(|key| row(key, doomed))));
    together(vec![
        div("table-scroll").child(table).view(),
        delete_key(doomed, reading),
    ])
}

fn row(key: &ApiKey, doomed: RwSignal<Option<ApiKey>>) -> Element {
    let name = key.name.as_deref().unwrap_or(&key.key);
    let id = key.key.clone();
    let delete = {
        let key = key.clone();
        let id = key.key.clone();
        let rights = use_rights();
        let barred =
            Barred::by(move || rights.map_or_else(Vec::new, |rights| rights.to_delete_key(&id)));
        let delete = element("BUTTON")
            .attr("type", "button")
            .attr("class", "quiet danger");
        let delete = barred
            .mark(delete, || false)
            .on("click", move |_| doomed.set(Some(key.clone())))
            .attr("aria-label", text_with(Msg::DeleteNamed, &[("name", name)]))
            .text(Msg::Delete);
        together(vec![delete.view(), barred.explanation()])
    };
    element("TR")
        .child(
            element("TH")
                .attr("scope", "row")
                .untranslated()
                .words(name),
        )
        .child(element("TD").live(move || state_of(&id).view()))
        .child(
            element("TD")
                .attr("class", "wide-only")
                .child(element("CODE").untranslated().words(key.key.as_str())),
        )
        .child(element("TD").attr("class", "row-actions").child(delete))
}

/// A key named in the change list waits for the commit, one way or the other.
fn state_of(key: &str) -> Element {
    let end = String::from("/") + key;
    let (class, shape, word) = use_console().pending.with(|pending| {
        let change = pending
            .changes
            .iter()
            .find(|change| change.path.ends_with(&end));
        match change.map(|change| &change.kind) {
            None => ("badge success", Shape::Success, Msg::Active),
            Some(ChangeKind::Delete) => ("badge warning", Shape::Removed, Msg::WaitingForDeletion),
            Some(_) => ("badge warning", Shape::Warning, Msg::NotActiveYet),
        }
    });
    span(class).child(icon(shape)).text(word)
}
