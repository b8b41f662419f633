//! Endpoints and methods this person may use, by area.

use leptos::prelude::*;
use sps_client::{Endpoint, RightsSource};
use sps_workbench::rights::{Area, AreaRows, Filter, RightsRow, VERBS, rows_by_area};

use crate::{
    messages::{Msg, count_text, text, text_with},
    rights::{MyRights, area_name, verb_name},
    ui::{
        Element, Task, Tone, div, element, live, nothing, notice_text, p, problem, skeleton, span,
        together, words,
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
                Some(Err(error)) => together(vec![problem(error, Task::Read), learnt(rights)]),
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
    let known = Memo::new(move |_| Same(rights.learnt()));
    live(move || {
        known.with(|known| {
            if known.0.is_empty() {
                return nothing();
            }
            together(vec![
                p("muted").text(Msg::RightsLearnt).view(),
                table(&known.0),
            ])
        })
    })
}

/// Compared as a whole, so that the table is built anew only when something was learnt.
#[derive(PartialEq)]
struct Same(Vec<Endpoint>);

/// All rows are built once; what is typed only hides and shows them. Hundreds of rows follow without a pause.
fn table(endpoints: &[Endpoint]) -> AnyView {
    let filter = RwSignal::new(Filter::default());
    let groups = StoredValue::new(rows_by_area(endpoints));
    // One answer per row, group by group.
    let shown = Memo::new(move |_| {
        groups.with_value(|groups| {
            filter.with(|filter| {
                let group = |group: &AreaRows| -> Vec<bool> {
                    let rows = group.rows.iter();
                    rows.map(|row| filter.shows(group.area, row)).collect()
                };
                groups.iter().map(group).collect::<Vec<_>>()
            })
        })
    });
    let total = groups.with_value(|groups| groups.iter().map(|group| group.rows.len()).sum());
    let count = Memo::new(move |_| {
        shown.with(|shown| shown.iter().flatten().filter(|shown| **shown).count())
    });
    let bodies = groups.with_value(|groups| {
        let bodies = groups.iter().enumerate();
        bodies
            .map(|(at, group)| body(at, group, shown))
            .collect::<Vec<_>>()
    });
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
        tools(filter, count, total).view(),
        div("table-scroll")
            .live_flag("hidden", move || count.get() == 0)
            .child(table)
            .view(),
        none,
    ])
}

fn tools(filter: RwSignal<Filter>, count: Memo<usize>, total: usize) -> Element {
    let search = element("LABEL")
        .attr("class", "field inline")
        .child(span("label").text(Msg::FilterByPath))
        .child(
            element("INPUT")
                .attr("type", "search")
                .attr("autocapitalize", "off")
                .attr("spellcheck", "false")
                .live_value(move || filter.with(|filter| filter.path.clone()))
                .on_input(move |typed| filter.update(|filter| filter.path = typed)),
        );
    let option =
        |value: &'static str, label: String| element("OPTION").attr("value", value).words(label);
    let verb = element("SELECT")
        .child(option("", text(Msg::AnyVerb).to_owned()))
        .children(VERBS.map(|verb| {
            let name = verb_name(verb).map(text).unwrap_or_default();
            option(verb, String::from(name) + " (" + verb + ")")
        }))
        .on("change", move |event| {
            let verb = event_target_value(&event);
            filter.update(|filter| filter.verb = verb);
        });
    let verbs = element("LABEL")
        .attr("class", "field inline")
        .child(span("label").text(Msg::FilterByVerb))
        .child(verb);
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

fn body(at: usize, group: &AreaRows, shown: Memo<Vec<Vec<bool>>>) -> Element {
    let any = move || {
        shown.with(|shown| {
            shown
                .get(at)
                .is_some_and(|rows| rows.iter().any(|shown| *shown))
        })
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
        let hidden = move || {
            shown.with(|shown| {
                !shown
                    .get(at)
                    .and_then(|rows| rows.get(number))
                    .copied()
                    .unwrap_or(true)
            })
        };
        row(right).live_flag("hidden", hidden)
    });
    element("TBODY")
        .live_flag("hidden", move || !any())
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
    let path = element("CODE").untranslated().words(right.path.as_str());
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
