//! Where we are in the configuration.

use leptos::prelude::*;

use crate::{
    messages::{Msg, text},
    route::Route,
    ui::{element, link, live, span},
};

/// Where we are in the configuration, each part a link; an empty place in the strip elsewhere.
pub fn breadcrumb(route: Memo<Route>) -> AnyView {
    live(move || {
        let (segments, is_new) = match route.get() {
            Route::Configuration(segments) => (segments, false),
            Route::NewObject { list, .. } => (list, true),
            _ => return span("breadcrumb").view(),
        };
        let parts = (0..=segments.len()).map(|length| {
            let upto = segments.get(..length).unwrap_or_default();
            let name = upto
                .last()
                .map_or_else(|| text(Msg::Configuration), String::as_str);
            let part = link("", &Route::Configuration(upto.to_vec()))
                .untranslated()
                .words(name);
            element("LI").child(if length == segments.len() && !is_new {
                part.attr("aria-current", "page")
            } else {
                part
            })
        });
        element("NAV")
            .attr("class", "breadcrumb")
            .attr("aria-label", text(Msg::Breadcrumb))
            .child(element("OL").children(parts))
            .view()
    })
}
