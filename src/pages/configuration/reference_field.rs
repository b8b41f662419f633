//! A reference to another object: a link to it, and a chooser of those that are there.

use leptos::prelude::*;
use serde_json::{Value, json};
use sps_client::{Content, Item};
use sps_workbench::document::Pointer;

use super::{
    field_box::{before, changed, marked, shown},
    form::{Form, Known},
};
use crate::{
    messages::{Msg, count_text, text, text_with},
    route::Route,
    state::{Reading, use_console},
    ui::{Element, actions, button, dialog, div, element, link, live, nothing, p, span, together},
};

/// As many objects are offered at once; a search finds the others.
const OFFERED: usize = 50;

/// The object referred to now, and the way to another one.
pub fn reference_field(at: Pointer, label: String, known: &Known, form: Form) -> AnyView {
    let draft = form.draft;
    let present = draft.with_untracked(|draft| draft.get(&at).cloned());
    let list = known.refers_to.clone().or_else(|| {
        // The address of the object leads to its list.
        let href = present.as_ref().and_then(href)?;
        let (list, _) = href.split('#').next()?.rsplit_once('/')?;
        Some(list.to_owned())
    });
    let is_optional = known.is_optional
        || draft.with_untracked(|draft| draft.base_at(&at).is_some_and(Value::is_null));
    let at = StoredValue::new(at);
    let value = Memo::new(move |_| draft.with(|draft| at.with_value(|at| draft.get(at).cloned())));
    let target = live(move || {
        let value = value.get().unwrap_or_default();
        match shown(&value).filter(|key| !key.is_empty()) {
            None => span("muted").text(Msg::NotSet).view(),
            Some(key) => {
                let route = href(&value).and_then(|href| Route::for_resource(&href));
                let target = route.map_or_else(|| element("CODE"), |route| link("", &route));
                target.untranslated().words(key).view()
            }
        }
    });
    let open = RwSignal::new(false);
    let choose = list.is_some().then(|| {
        button("", Msg::Choose, move |_| open.set(true)).attr(
            "aria-label",
            text_with(Msg::ChooseFor, &[("field", &label)]),
        )
    });
    let clear = is_optional.then(|| {
        button("quiet", Msg::Clear, move |_| {
            draft.update(|draft| {
                at.with_value(|at| draft.set(at, Value::Null));
            })
        })
        .attr(
            "aria-label",
            text_with(Msg::ClearField, &[("field", &label)]),
        )
    });
    let take = Callback::new(move |chosen: Value| {
        draft.update(|draft| {
            at.with_value(|at| draft.set(at, chosen));
        });
        open.set(false);
    });
    let title = text_with(Msg::ChooseFor, &[("field", &label)]);
    let chooser = list.map_or_else(nothing, |list| {
        dialog(
            move || open.get(),
            move || title.clone(),
            Some(Callback::new(move |()| open.set(false))),
            move || {
                vec![
                    offers(list.clone(), take),
                    actions(vec![button("", Msg::Cancel, move |_| open.set(false))]).view(),
                ]
            },
        )
    });
    let changed = changed(at, draft);
    let choices = [choose, clear].into_iter().flatten().collect();
    marked(at, "field", "field changed", changed)
        .child(span("label").words(label.as_str()))
        .maybe(known.help.clone().map(|help| p("help").words(help)))
        .child(
            div("with-button")
                .child(span("value").child(target))
                .child(actions(choices)),
        )
        .child(before(at, label, draft, changed))
        .child(chooser)
        .view()
}

fn href(value: &Value) -> Option<String> {
    value.get("meta")?.get("href")?.as_str().map(str::to_owned)
}

/// The objects of a list, filtered by what is typed.
pub(super) fn offers(list: String, take: Callback<Value>) -> AnyView {
    let console = use_console();
    let list = StoredValue::new(list);
    let found = Reading::new(move || {
        let list = list.get_value();
        Box::pin(async move { console.client().resource(&list).await })
    });
    let wanted = RwSignal::new(String::new());
    let search = element("INPUT")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("aria-label", text(Msg::FilterByName))
        .attr("placeholder", text(Msg::FilterByName))
        .on_input(move |typed| wanted.set(typed.to_ascii_lowercase()));
    let rows = live(move || {
        found.show(4, |resource| match &resource.content {
            Content::Node(items) => wanted.with(|wanted| matching(items, wanted, take)),
            _ => p("muted").text(Msg::EmptyList).view(),
        })
    });
    together(vec![search.view(), rows])
}

fn matching(items: &[Item], wanted: &str, take: Callback<Value>) -> AnyView {
    let fits = |item: &&Item| {
        item.key.to_ascii_lowercase().contains(wanted)
            || name(item).is_some_and(|name| name.to_ascii_lowercase().contains(wanted))
    };
    let all = items.iter().filter(fits).count();
    let rows = items.iter().filter(fits).take(OFFERED);
    let left = all.saturating_sub(OFFERED);
    let more = (left > 0).then(|| p("muted").words(count_text(left, Msg::OneMore, Msg::ManyMore)));
    let status =
        p("muted")
            .attr("role", "status")
            .words(count_text(all, Msg::ObjectsOne, Msg::ObjectsMany));
    div("offers")
        .child(status)
        .child(element("UL").children(rows.map(|item| offer(item, take))))
        .maybe(more)
        .view()
}

fn offer(item: &Item, take: Callback<Value>) -> Element {
    let chosen = json!({ "key": item.key, "meta": { "href": item.href } });
    let shown = name(item).unwrap_or(&item.key).to_owned();
    let key = name(item).map(|_| {
        element("CODE")
            .attr("class", "muted")
            .words(item.key.as_str())
    });
    let offer = element("BUTTON")
        .attr("type", "button")
        .attr("class", "method")
        .untranslated()
        .on("click", move |_| take.run(chosen.clone()))
        .child(span("").words(shown))
        .maybe(key);
    element("LI").child(offer)
}

fn name(item: &Item) -> Option<&str> {
    item.body.as_ref()?.get("name")?.as_str()
}
