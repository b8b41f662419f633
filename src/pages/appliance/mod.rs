//! What the appliance tells of itself beside its configuration: state, versions, keys. To be read only.

use leptos::prelude::*;
use sps_client::{Content, Item};

use super::configuration::{children_table, record};
use crate::{
    messages::{Msg, text},
    route::Route,
    state::{Reading, use_console},
    ui::{Shape, actions, button, element, icon, link, live, p, page_title, show, span, together},
};

/// Parts of the API that have screens of their own, that take files, or that are searched and not read.
const ELSEWHERE: [&str; 12] = [
    "authentication",
    "configuration",
    "transaction",
    "user",
    "user_info",
    "userinfo",
    "endpoints",
    "upload",
    "setup",
    "audit",
    "starling",
    "troubleshooting",
];

/// One node or resource, by its segments below `/api`.
pub fn appliance_page(segments: &[String]) -> AnyView {
    let console = use_console();
    let path = StoredValue::new(Route::appliance_path(segments));
    let resource = Reading::new(move || {
        let path = path.get_value();
        Box::pin(async move { console.client().resource(&path).await })
    });
    let is_root = segments.is_empty();
    let name = segments
        .last()
        .cloned()
        .unwrap_or_else(|| text(Msg::Appliance).to_owned());
    let title = super::member_label(&name.replace('-', "_"));
    let caption = title.clone();
    let help = if is_root {
        Msg::ApplianceHelp
    } else {
        Msg::ReadOnlyHelp
    };
    let found = live(move || {
        resource.show(6, |resource| match &resource.content {
            Content::Node(items) if is_root => parts(items),
            Content::Node(items) => children_table(&path.get_value(), &caption, items),
            Content::Body(content) => record(&path.get_value(), &caption, content),
            Content::Empty => p("empty").text(Msg::EmptyResource).view(),
        })
    });
    let back = (!is_root).then(|| {
        link("button", &Route::Appliance(Vec::new()))
            .child(icon(Shape::Folder))
            .text(Msg::Appliance)
    });
    let again = show(
        move || resource.with(|found| found.is_some()),
        move || {
            let again = button("", Msg::ReadAgainNow, move |_| resource.refetch());
            actions(vec![again]).view()
        },
    );
    let mut views = vec![page_title(move || title.clone(), text(help)).view()];
    views.extend(back.map(|back| p("").child(back).view()));
    views.extend([found, again]);
    together(views)
}

/// What can be read here, by the appliance's own links.
fn parts(items: &[Item]) -> AnyView {
    let parts: Vec<_> = items
        .iter()
        .filter(|item| !ELSEWHERE.contains(&item.key.as_str()))
        .filter_map(|item| {
            let route = Route::for_link(item.href.as_deref()?)?;
            let name = super::member_label(&item.key.replace('-', "_"));
            let place = link("", &route)
                .child(span("node-name").words(name))
                .child(
                    element("CODE")
                        .attr("class", "muted")
                        .untranslated()
                        .words(item.key.as_str()),
                )
                .child(icon(Shape::Forward));
            Some(element("LI").child(place))
        })
        .collect();
    if parts.is_empty() {
        return p("empty").text(Msg::EmptyResource).view();
    }
    element("UL").attr("class", "nodes").children(parts).view()
}
