//! Endpoints and methods this person may use, by area.

use std::sync::Arc;

use leptos::prelude::*;
use sps_client::{Endpoint, RightsSource};
use sps_workbench::rights::{Area, AreaRows, Filter, RightsRow, VERBS, rows_by_area};

use crate::{
    messages::{Msg, count_text, text, text_with},
    rights::{MyRights, area_name, verb_name},
    state::unread,
    ui::{
        Element, Tone, div, element, live, nothing, notice_text, p, skeleton, span, together, words,
    },
};

/// The list, where it comes from, and a filter; else what was learnt, and why it is that.
pub fn rights_section(rights: MyRights) -> AnyView {
    element("SECTION")
        .attr("aria-labelledby", "rights")
        .child(words("H2", Msg::Rights).attr("id", "rights"))
        .live(move || {
            rights.with(|published| match published {
                None => skeleton(6),
                Some(Err(error)) => together(vec![
                    unread(error, move || rights.read_again()),
                    learnt(rights),
                ]),
                Some(Ok(known)) if known.source == RightsSource::NotPublished => together(vec![
                    notice_text(Tone::Info, Msg::RightsNotPublished),
                    learnt(rights),
                ]),
                Some(Ok(known)) if known.endpoints.is_empty() => together(vec![
                    notice_text(Tone::Info, Msg::RightsEmpty),
                    learnt(rights),
                ]),
                Some(Ok(known)) => {
                    let source = if known.source == RightsSource::UserInfo {
                        Msg::RightsFromUserInfo
                    } else {
                        Msg::RightsFromEndpoints
                    };
                    together(vec![
                        p("muted").text(source).view(),
                        table(&known.endpoints),
                    ])
                }
            })
        })
        .view()
}

/// What the answers of this session told.
fn learnt(rights: MyRights) -> AnyView {
    // As text it is compared as a whole: the table is built anew only when something was learnt.
    let known = Memo::new(move |_| {
        let lines = rights.learnt().into_iter();
        lines.fold(String::new(), |text, entry| {
            text + &entry.url + " " + &entry.methods.join(" ") + "\n"
        })
    });
    live(move || {
        if known.with(String::is_empty) {
            return nothing();
        }
        together(vec![
            p("muted").text(Msg::RightsLearnt).view(),
            table(&untrack(|| rights.learnt())),
        ])
    })
}

/// All rows are built once; what is typed only hides and shows them. Hundreds of rows follow without a pause.
fn table(endpoints: &[Endpoint]) -> AnyView {
    let (typed, verb) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let groups = rows_by_area(endpoints);
    let total = groups.iter().map(|group| group.rows.len()).sum();
    // Where each group begins among all rows.
    let mut bodies = Vec::new();
    let mut first = 0;
    let groups = Arc::new(groups);
    let filtered = groups.clone();
    // One letter a row, `+` if it is shown.
    let shown = Memo::new(move |_| {
        let filter = Filter {
            path: typed.get(),
            verb: verb.get(),
        };
        let mut shown = String::new();
        for group in filtered.iter() {
            for row in &group.rows {
                shown.push(if filter.shows(group.area, row) {
                    '+'
                } else {
                    '-'
                });
            }
        }
        shown
    });
    let count = Memo::new(move |_| shown.with(|shown| shown.matches('+').count()));
    for group in groups.iter() {
        bodies.push(body(first, group, shown));
        first += group.rows.len();
    }
    let columns = VERBS.map(|verb| {
        element("TH")
            .attr("scope", "col")
            .attr("class", "verb")
            .words(verb_name(verb).map(text).unwrap_or_default())
            .child(element("SMALL").untranslated().words(verb))
    });
    let head = element("TR")
        .child(words("TH", Msg::Endpoint).attr("scope", "col"))
        .children(columns);
    let table = element("TABLE")
        .attr("class", "rights")
        .attr("aria-labelledby", "rights")
        .child(element("THEAD").child(head))
        .children(bodies);
    let none = live(move || {
        if count.get() == 0 {
            p("empty").text(Msg::NoEndpointMatches).view()
        } else {
            nothing()
        }
    });
    together(vec![
        tools(typed, verb, count, total).view(),
        div("table-scroll")
            .live_flag("hidden", move || count.get() == 0)
            .child(table)
            .view(),
        none,
    ])
}

fn tools(
    typed: RwSignal<String>,
    verb: RwSignal<String>,
    count: Memo<usize>,
    total: usize,
) -> Element {
    // Labels beside their fields, not around them: WebKit takes a search field's own button for a part of its name.
    let label =
        |id: &'static str, name: Msg| words("LABEL", name).attr("class", "label").attr("for", id);
    let search = div("field inline")
        .child(label("rights-path", Msg::FilterByPath))
        .child(
            element("INPUT")
                .attr("id", "rights-path")
                .attr("type", "search")
                .attr("autocapitalize", "off")
                .attr("spellcheck", "false")
                .live_value(move || typed.get())
                .on_input(move |words| typed.set(words)),
        );
    let option =
        |value: &'static str, label: String| element("OPTION").attr("value", value).words(label);
    let choice = element("SELECT")
        .attr("id", "rights-verb")
        .child(option("", text(Msg::AnyVerb).to_owned()))
        .children(VERBS.map(|verb| {
            let name = verb_name(verb).map(text).unwrap_or_default();
            option(verb, String::from(name) + " (" + verb + ")")
        }))
        .on("change", move |event| verb.set(event_target_value(&event)));
    let verbs = div("field inline")
        .child(label("rights-verb", Msg::FilterByVerb))
        .child(choice);
    let found = move || match count.get() {
        count if count == total => count_text(count, Msg::EndpointsOne, Msg::EndpointsMany),
        count => text_with(
            Msg::EndpointsOf,
            &[("count", &count.to_string()), ("total", &total.to_string())],
        ),
    };
    div("table-tools")
        .child(div("filters").child(search).child(verbs))
        .child(p("muted").attr("role", "status").live_words(found))
}

/// The rows of one area; they are `first` and the next among all.
fn body(first: usize, group: &AreaRows, shown: Memo<String>) -> Element {
    let last = first + group.rows.len();
    let is_any = move |from: usize, to: usize| {
        shown.with(|shown| shown.get(from..to).is_some_and(|rows| rows.contains('+')))
    };
    let name = element("TH")
        .attr("colspan", "5")
        .attr("scope", "rowgroup")
        .words(area_name(group.area));
    let name = if group.area == Area::Other || group.area.menu().is_none() {
        name
    } else {
        name.untranslated()
    };
    let rows = group.rows.iter().enumerate().map(|(number, right)| {
        let at = first + number;
        row(right).live_flag("hidden", move || !is_any(at, at + 1))
    });
    element("TBODY")
        .live_flag("hidden", move || !is_any(first, last))
        .child(element("TR").attr("class", "area").child(name))
        .children(rows)
}

fn row(right: &RightsRow) -> Element {
    let verbs = right.may.map(|may| {
        let (class, word) = if may {
            ("verb yes", Msg::Yes)
        } else {
            ("verb no", Msg::No)
        };
        element("TD")
            .attr("class", class)
            .child(span("sr").text(word))
    });
    // A path breaks behind its slashes.
    let path = right
        .path
        .split_inclusive('/')
        .fold(element("CODE").untranslated(), |path, segment| {
            path.words(segment).child(element("WBR"))
        });
    let others = (!right.others.is_empty()).then(|| {
        let verbs = right.others.join(", ");
        element("SMALL")
            .attr("class", "muted")
            .words(text_with(Msg::OtherVerbs, &[("verbs", &verbs)]))
    });
    element("TR")
        .child(element("TH").attr("scope", "row").child(path).maybe(others))
        .children(verbs)
}
