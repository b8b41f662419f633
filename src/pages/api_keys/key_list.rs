//! The list of own keys.

use leptos::prelude::*;
use sps_client::ApiKey;
use sps_workbench::api_keys::{KeyContext, KeyState, ListedKey, listed_keys};

use super::deletion::Doomed;
use crate::{
    messages::{Msg, text_with},
    rights::{Barred, use_rights},
    state::{Reading, use_console},
    ui::{Element, Shape, div, element, icon, live, p, span, words},
};

/// Name, login method, state, id; each with its *Delete*, which puts the key into `doomed`.
pub fn key_list(
    keys: &[ApiKey],
    doomed: RwSignal<Option<Doomed>>,
    context: Reading<KeyContext>,
) -> AnyView {
    let console = use_console();
    let keys = keys.to_vec();
    live(move || {
        let rows = console
            .pending
            .with(|pending| listed_keys(&keys, &pending.changes));
        if rows.is_empty() {
            p("empty").text(Msg::NoKeys).view()
        } else {
            table(&rows, doomed, context)
        }
    })
}

fn table(
    rows: &[ListedKey],
    doomed: RwSignal<Option<Doomed>>,
    context: Reading<KeyContext>,
) -> AnyView {
    let heads = [
        (Msg::Name, ""),
        (Msg::KeyMethod, "wide-only"),
        (Msg::State, ""),
        (Msg::KeyId, "wide-only"),
    ];
    let columns =
        heads.map(|(name, class)| words("TH", name).attr("scope", "col").attr("class", class));
    let head = element("TR").children(columns).child(
        element("TH")
            .attr("scope", "col")
            .child(span("sr").text(Msg::Actions)),
    );
    let several = rows.len() > 1;
    let rows = rows
        .iter()
        .map(|listed| row(listed, several, doomed, context));
    let table = element("TABLE")
        .attr("aria-labelledby", "own-keys")
        .attr("class", "key-table")
        .child(element("THEAD").child(head))
        .child(element("TBODY").children(rows));
    div("table-scroll").child(table).view()
}

fn row(
    listed: &ListedKey,
    several: bool,
    doomed: RwSignal<Option<Doomed>>,
    context: Reading<KeyContext>,
) -> Element {
    let key = &listed.key;
    let name = key.name.as_deref().unwrap_or(&key.key);
    let method = key.login_method.clone();
    let titled = move || {
        let id = method.as_deref()?;
        context
            .with(|found| {
                let context = found?.as_ref().ok()?;
                context.title(id).map(str::to_owned)
            })
            .or_else(|| Some(id.to_owned()))
    };
    let method = {
        let titled = titled.clone();
        move || titled().unwrap_or_default()
    };
    let small = element("SMALL")
        .attr("class", "narrow-only muted")
        .child(span("").live_words(method.clone()))
        .child(element("CODE").words(key.key.as_str()));
    let actions = element("TD").attr("class", "row-actions");
    // What waits for deletion is deleted already.
    let actions = if listed.state == KeyState::WaitingForDeletion {
        actions
    } else {
        let about = Doomed {
            id: key.key.clone(),
            name: name.to_owned(),
            is_active: listed.state == KeyState::Active,
            ask_name: several,
        };
        let id = key.key.clone();
        let rights = use_rights();
        let barred =
            Barred::by(move || rights.map_or_else(Vec::new, |rights| rights.to_delete_key(&id)));
        let delete = element("BUTTON")
            .attr("type", "button")
            .attr("class", "quiet danger");
        let delete = barred
            .mark(delete, || false)
            .on("click", move |_| doomed.set(Some(about.clone())))
            .attr("aria-label", text_with(Msg::DeleteNamed, &[("name", name)]))
            .text(Msg::Delete);
        actions.child(delete).child(barred.explanation())
    };
    element("TR")
        .child(
            element("TH")
                .attr("scope", "row")
                .untranslated()
                .child(span("key-name").words(name))
                .child(small),
        )
        .child(
            element("TD")
                .attr("class", "wide-only")
                .untranslated()
                .live_words(method),
        )
        .child(element("TD").child(state_of(listed.state)))
        .child(
            element("TD")
                .attr("class", "wide-only")
                .child(element("CODE").untranslated().words(key.key.as_str())),
        )
        .child(actions)
}

fn state_of(state: KeyState) -> Element {
    let (class, shape, word) = match state {
        KeyState::Active => ("badge success", Shape::Success, Msg::Active),
        KeyState::WaitingForDeletion => ("badge warning", Shape::Removed, Msg::WaitingForDeletion),
        KeyState::NotActiveYet => ("badge warning", Shape::Warning, Msg::NotActiveYet),
    };
    span(class).child(icon(shape)).text(word)
}
