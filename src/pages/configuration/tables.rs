//! Values to be read only, as tables: one row a property, or one row an object of a list.

use leptos::prelude::*;
use serde_json::Value;
use sps_client::Item;
use sps_workbench::{
    document::{Draft, Field, FieldKind, fields},
    find::item_path,
};

use super::{
    catalogue_file::{load_catalogue, loaded_catalogue},
    form::Form,
};
use crate::{
    messages::{Msg, text, text_with},
    reactive::run,
    route::Route,
    ui::{Element, copy_value, div, element, link, p, span, together, words},
};

/// More columns than these are not side by side; the rest of an object stands in its last cell.
const COLUMNS: usize = 8;

/// A resource of the appliance's own, outside the configuration.
pub fn record(path: &str, name: &str, content: &Value) -> AnyView {
    // Its documents name resources of the configuration only; asked once, for the screens that come later.
    if loaded_catalogue().is_none() {
        run(async {
            load_catalogue().await;
        });
    }
    let form = bare_form(path, content);
    let root = fields(content);
    match root.kind {
        FieldKind::Object(members) => record_tables(name, members, form),
        FieldKind::List(items) if is_of_objects(&items) => list_table(name, None, &items, form),
        kind => div("table-scroll single")
            .child(cell(&Field { kind, ..root }, form))
            .view(),
    }
}

/// The children of a list outside the configuration, with what the list tells of each.
pub fn children_table(path: &str, name: &str, items: &[Item]) -> AnyView {
    if items.is_empty() {
        return p("empty").text(Msg::EmptyList).view();
    }
    let bodies: Value = items
        .iter()
        .map(|item| item.body.clone().unwrap_or_default())
        .collect();
    let form = bare_form(path, &bodies);
    let keys = items.iter().map(|item| {
        let route = Route::for_link(&item_path(path, item));
        (item.key.clone(), route)
    });
    match fields(&bodies).kind {
        FieldKind::List(rows) => list_table(name, Some(keys.collect()), &rows, form),
        _ => p("empty").text(Msg::EmptyList).view(),
    }
}

fn bare_form(path: &str, content: &Value) -> Form {
    let draft = RwSignal::new(Draft::new(content.clone()));
    let catalogue = loaded_catalogue().unwrap_or_default();
    Form::new(draft, path, catalogue)
}

/// Whether a list is one of objects, which has columns.
pub fn is_of_objects(items: &[Field]) -> bool {
    !items.is_empty()
        && items
            .iter()
            .all(|item| matches!(&item.kind, FieldKind::Object(members) if !members.is_empty()))
}

/// The properties that stand for themselves in one table, each object in it as a group of rows; lists of objects as
/// tables of their own.
fn record_tables(name: &str, members: Vec<Field>, form: Form) -> AnyView {
    let (mut plain, mut groups, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    for member in members {
        match &member.kind {
            FieldKind::Object(inner) if !inner.is_empty() => groups.push(member),
            FieldKind::List(items) if is_of_objects(items) => lists.push(member),
            _ => plain.push(member),
        }
    }
    let body = |rows: Vec<Element>| element("TBODY").children(rows);
    let mut table = element("TABLE")
        .attr("class", "record")
        // The heading of the screen says the same.
        .child(element("CAPTION").attr("class", "sr").words(name))
        .child(body(plain.iter().map(|field| row(field, form)).collect()));
    for group in groups {
        let heading = element("TH")
            .attr("colspan", "2")
            .attr("scope", "rowgroup")
            .words(label_of(&group, form));
        let mut rows = vec![element("TR").attr("class", "area").child(heading)];
        if let FieldKind::Object(inner) = &group.kind {
            rows.extend(inner.iter().map(|field| row(field, form)));
        }
        table = table.child(body(rows));
    }
    let mut views = vec![div("table-scroll").child(table).view()];
    for list in lists {
        if let FieldKind::List(items) = &list.kind {
            views.push(list_table(&label_of(&list, form), None, items, form));
        }
    }
    together(views)
}

fn row(field: &Field, form: Form) -> Element {
    let name = element("TH")
        .attr("scope", "row")
        .words(label_of(field, form));
    element("TR")
        .child(name)
        .child(element("TD").child(cell(field, form)))
}

/// One row an object. It scrolls in a region of its own when it is wider than the screen.
pub fn list_table(
    name: &str,
    keys: Option<Vec<(String, Option<Route>)>>,
    items: &[Field],
    form: Form,
) -> AnyView {
    let columns = columns(items);
    let shown = columns.get(..COLUMNS).unwrap_or(&columns);
    let heads = shown.iter().map(|column| {
        element("TH")
            .attr("scope", "col")
            .words(label_of(column, form))
    });
    let rest = columns.len() > shown.len();
    let first = if keys.is_some() {
        words("TH", Msg::KeyColumn)
    } else {
        words("TH", Msg::NumberColumn)
    };
    let head = element("TR")
        .child(first.attr("scope", "col"))
        .children(heads)
        .maybe(rest.then(|| words("TH", Msg::FurtherColumn).attr("scope", "col")));
    let mut keys = keys.map(Vec::into_iter);
    let rows = items.iter().enumerate().map(|(number, item)| {
        let title = match keys.as_mut().and_then(Iterator::next) {
            Some((key, Some(route))) => link("", &route).untranslated().words(key),
            Some((key, None)) => element("CODE").untranslated().words(key),
            None => span("").words((number + 1).to_string()),
        };
        let members: &[Field] = match &item.kind {
            FieldKind::Object(members) => members,
            _ => &[],
        };
        let cells = shown.iter().map(|column| {
            let cell_around = element("TD");
            match members.iter().find(|member| member.name == column.name) {
                Some(member) => cell_around.child(cell(member, form)),
                None => cell_around.child(span("muted").words("–")),
            }
        });
        let further = rest.then(|| {
            let others = members
                .iter()
                .filter(|member| !shown.iter().any(|column| column.name == member.name));
            element("TD").child(nested(others, form))
        });
        element("TR")
            .child(element("TH").attr("scope", "row").child(title))
            .children(cells)
            .maybe(further)
    });
    let table = element("TABLE")
        .attr("class", "list-table")
        .child(element("CAPTION").words(name))
        .child(element("THEAD").child(head))
        .child(element("TBODY").children(rows));
    div("table-scroll")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", name.to_owned())
        .child(table)
        .view()
}

/// The members of all items, in the order they are first met.
fn columns(items: &[Field]) -> Vec<&Field> {
    let mut columns: Vec<&Field> = Vec::new();
    for item in items {
        if let FieldKind::Object(members) = &item.kind {
            for member in members {
                if !columns.iter().any(|column| column.name == member.name) {
                    columns.push(member);
                }
            }
        }
    }
    columns
}

/// Names that are no words.
const ACRONYMS: [&str; 12] = [
    "cpu", "http", "ica", "rdp", "ssh", "vnc", "mssql", "raid", "ip", "fqdn", "id", "url",
];

fn label_of(field: &Field, form: Form) -> String {
    if ACRONYMS.contains(&field.name.as_str()) {
        return field.name.to_ascii_uppercase();
    }
    form.label(&form.known(&field.pointer), &field.name)
}

/// A value as text, with a button that copies it; what is inside of it line by line.
fn cell(field: &Field, form: Form) -> Element {
    let fixed = |message: Msg| span("value muted").text(message);
    match &field.kind {
        FieldKind::Boolean(on) => {
            let word = text(if *on { Msg::Yes } else { Msg::No });
            span("value").words(word)
        }
        FieldKind::Text(words) if words.is_empty() => fixed(Msg::NotSet),
        FieldKind::Null => fixed(Msg::NotSet),
        FieldKind::Integer(words) | FieldKind::Number(words) => {
            let shown = span("value number").untranslated().words(words.as_str());
            copied(shown, field, words.clone(), form)
        }
        FieldKind::Text(words) => {
            let shown = span("value").untranslated().words(words.as_str());
            copied(shown, field, words.clone(), form)
        }
        FieldKind::Secret { is_set: true } => fixed(Msg::SecretSet),
        FieldKind::Secret { is_set: false } => fixed(Msg::SecretNotSet),
        FieldKind::Reference { key, href } => {
            let target = match href.as_deref().and_then(Route::for_link) {
                Some(route) => link("", &route),
                None => element("CODE"),
            };
            let shown = span("value").child(target.untranslated().words(key.as_str()));
            copied(shown, field, key.clone(), form)
        }
        FieldKind::Object(members) if members.is_empty() => fixed(Msg::EntriesNone),
        FieldKind::Object(members) => nested(members.iter(), form),
        FieldKind::List(items) if items.is_empty() => fixed(Msg::EntriesNone),
        FieldKind::List(items) => {
            let items = items
                .iter()
                .map(|item| element("LI").child(cell(item, form)));
            element("UL").attr("class", "nested").children(items)
        }
    }
}

fn nested<'a>(members: impl Iterator<Item = &'a Field>, form: Form) -> Element {
    let lines = members.map(|member| {
        element("DIV")
            .child(element("DT").words(label_of(member, form)))
            .child(element("DD").child(cell(member, form)))
    });
    element("DL").attr("class", "nested").children(lines)
}

fn copied(shown: Element, field: &Field, words: String, form: Form) -> Element {
    let label = label_of(field, form);
    let named = [("label", label.as_str())];
    let copy = copy_value(
        text_with(Msg::CopyNamed, &named),
        text_with(Msg::ValueCopied, &named),
        move || words.clone(),
    );
    span("with-copy").child(shown).child(copy)
}
