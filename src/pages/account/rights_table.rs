//! Endpoints and methods this person may use.

use leptos::prelude::*;
use sps_client::{Endpoint, RightsSource, UserInfo};

use crate::{
    messages::{Msg, count_text},
    state::{Reading, use_console},
    ui::{Shape, Tone, div, element, icon, live, notice_text, p, span, together, words},
};

/// The verbs in the order of the table's columns.
const VERBS: [(&str, Msg); 4] = [
    ("GET", Msg::VerbRead),
    ("POST", Msg::VerbCreate),
    ("PUT", Msg::VerbChange),
    ("DELETE", Msg::VerbDelete),
];

/// Reads the rights and shows them with a filter.
pub fn rights_table(user: &UserInfo) -> AnyView {
    let console = use_console();
    let user = StoredValue::new(user.clone());
    let rights = Reading::new(move || {
        let client = console.client();
        let user = user.get_value();
        Box::pin(async move { client.rights(&user).await })
    });
    element("SECTION")
        .attr("aria-labelledby", "rights")
        .child(words("H2", Msg::Rights).attr("id", "rights"))
        .live(move || {
            rights.show(6, |rights| match rights.source {
                RightsSource::NotPublished => notice_text(Tone::Info, Msg::RightsNotPublished),
                _ => table(rights.endpoints.clone()),
            })
        })
        .view()
}

fn table(endpoints: Vec<Endpoint>) -> AnyView {
    let filter = RwSignal::new(String::new());
    let endpoints = StoredValue::new(endpoints);
    let matching = move || {
        let wanted = filter.with(|text| text.trim().to_ascii_lowercase());
        endpoints.with_value(|all| {
            let matches = |endpoint: &&Endpoint| {
                let url = endpoint.url.to_ascii_lowercase();
                url.contains(&wanted)
            };
            all.iter().filter(matches).map(row).collect::<Vec<_>>()
        })
    };
    // Counted where the rows are made, so that both follow one filtering.
    let found = RwSignal::new(0_usize);
    let rows = live(move || {
        let rows = matching();
        found.set(rows.len());
        together(rows)
    });
    let search = element("LABEL")
        .attr("class", "field inline")
        .child(span("label").text(Msg::FilterByPath))
        .child(
            element("INPUT")
                .attr("type", "search")
                .live_value(move || filter.get())
                .on_input(move |typed| filter.set(typed)),
        );
    let tools = div("table-tools").child(search).child(
        p("muted")
            .attr("role", "status")
            .live_words(move || count_text(found.get(), Msg::EndpointsOne, Msg::EndpointsMany)),
    );
    let verbs = VERBS.map(|(verb, name)| {
        words("TH", name)
            .attr("scope", "col")
            .attr("class", "verb")
            .child(element("SMALL").untranslated().words(verb))
    });
    let head = element("TR")
        .child(words("TH", Msg::Endpoint).attr("scope", "col"))
        .children(verbs);
    let table = element("TABLE")
        .attr("class", "rights")
        .attr("aria-labelledby", "rights")
        .child(element("THEAD").child(head))
        .child(element("TBODY").child(rows));
    together(vec![tools.view(), div("table-scroll").child(table).view()])
}

fn row(endpoint: &Endpoint) -> AnyView {
    let verbs = VERBS.map(|(verb, _)| {
        let may = endpoint.methods.iter().any(|method| method == verb);
        let (class, shape, word) = if may {
            ("yes", Shape::Success, Msg::Yes)
        } else {
            ("no", Shape::Removed, Msg::No)
        };
        element("TD")
            .attr("class", "verb")
            .child(span(class).child(icon(shape)).child(span("sr").text(word)))
    });
    let url = element("CODE").untranslated().words(endpoint.url.as_str());
    element("TR")
        .child(element("TH").attr("scope", "row").child(url))
        .children(verbs)
        .view()
}
