//! Header strip, navigation and the staging panel around every screen of a signed-in person.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::session_clock::Standing;

use crate::{
    messages::{Msg, count_text, text, text_with},
    pages::staging_panel,
    reactive::run,
    route::Route,
    state::{Sending, use_console},
    ui::{
        Element, ElementRef, Shape, Task, Tone, actions, button, clock_ring, dialog, div, element,
        failure, icon, link, live, nothing, notice, p, show, span, together, words,
    },
};

/// The frame; the screen is `page`.
pub fn shell(route: Memo<Route>, main: ElementRef, page: AnyView) -> AnyView {
    let console = use_console();
    let skip = words("A", Msg::SkipToContent)
        .attr("class", "skip")
        .attr("href", "#main");
    let demo = live(move || {
        if console.gateway.with(|info| info.demo) {
            p("demo-strip").text(Msg::DemoStrip).view()
        } else {
            nothing()
        }
    });
    let frame = div("frame")
        .child(navigation(route))
        .child(
            element("MAIN")
                .attr("id", "main")
                .attr("tabindex", "-1")
                .node(main)
                .child(page),
        )
        .child(staging_panel(route));
    together(vec![
        skip.view(),
        header(route).view(),
        demo,
        ending_soon(),
        frame.view(),
    ])
}

fn header(route: Memo<Route>) -> Element {
    let console = use_console();
    let standing = Memo::new(move |_| {
        console
            .clock
            .with(|clock| clock.standing(console.now.get()))
    });
    // The longest time seen is the whole of the ring.
    let span_seconds = Memo::new(move |earlier: Option<&u64>| {
        let left = seconds_left(standing.get()).unwrap_or_default();
        earlier.copied().unwrap_or_default().max(left)
    });
    let share = Signal::derive(
        move || match (seconds_left(standing.get()), span_seconds.get()) {
            (Some(left), span) if span > 0 => left as f64 / span as f64,
            _ => 0.0,
        },
    );
    let brand = link("brand", &Route::Account)
        .child(icon(Shape::Mark))
        .child(
            span("")
                .untranslated()
                .live_words(move || console.appliance_name()),
        );
    let pill = link("", &Route::Review)
        .live_attr("class", move || {
            let has_changes = console.pending_count() > 0;
            Some(
                if has_changes {
                    "pill has-changes"
                } else {
                    "pill"
                }
                .into(),
            )
        })
        .live_attr("aria-label", move || {
            Some(
                count_text(
                    console.pending_count(),
                    Msg::PendingChange,
                    Msg::PendingChanges,
                )
                .into(),
            )
        })
        .child(icon(Shape::Changed))
        .child(
            span("")
                .attr("aria-hidden", "true")
                .child(element("B").live_words(move || console.pending_count().to_string()))
                .child(span("wide-only").words(" ").text(Msg::Pending)),
        );
    element("HEADER")
        .attr("class", "strip")
        .child(brand)
        .child(breadcrumb(route))
        .child(clock_ring(standing, share))
        .child(pill)
        .children(user_menu())
}

fn seconds_left(standing: Standing) -> Option<u64> {
    match standing {
        Standing::Active { left_seconds } | Standing::EndingSoon { left_seconds } => {
            Some(left_seconds)
        }
        Standing::Ended => Some(0),
        Standing::NoSession | Standing::UnknownLength { .. } => None,
    }
}

/// Where we are in the configuration, each part a link; an empty place in the strip elsewhere.
fn breadcrumb(route: Memo<Route>) -> AnyView {
    live(move || {
        let Route::Configuration(segments) = route.get() else {
            return span("breadcrumb").view();
        };
        let parts = (0..=segments.len()).map(|length| {
            let upto = segments.get(..length).unwrap_or_default();
            let name = upto
                .last()
                .map_or_else(|| text(Msg::Configuration), String::as_str);
            let part = link("", &Route::Configuration(upto.to_vec()))
                .untranslated()
                .words(name);
            element("LI").child(if length == segments.len() {
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

fn user_menu() -> Vec<AnyView> {
    let console = use_console();
    let asking = RwSignal::new(false);
    let failed = RwSignal::new(None::<Error>);
    let leaving = Sending::new();
    let leave = move || {
        leaving.start(async move {
            match console.sign_out().await {
                Ok(()) => {
                    asking.try_set(false);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                    asking.try_set(true);
                }
            }
        })
    };
    let ask = move |_| {
        if untrack(|| console.pending_count()) > 0 {
            failed.set(None);
            asking.set(true);
        } else {
            leave();
        }
    };
    let who = span("who").child(icon(Shape::Person)).child(
        span("")
            .untranslated()
            .live_words(move || console.user_name().unwrap_or_default()),
    );
    let out = button("quiet", Msg::SignOut, ask).live_flag("disabled", move || leaving.pending());
    let question = dialog(
        move || asking.get(),
        || text(Msg::SignOutQuestion).to_owned(),
        Some(Callback::new(move |()| asking.set(false))),
        move || {
            vec![
                p("")
                    .live_words(move || {
                        count_text(
                            console.pending_count(),
                            Msg::SignOutLosesOne,
                            Msg::SignOutLosesMany,
                        )
                    })
                    .view(),
                failure(failed, Task::Finish),
                actions(vec![
                    button("", Msg::Back, move |_| asking.set(false)),
                    button("danger", Msg::RollBackAndSignOut, move |_| leave())
                        .live_flag("disabled", move || leaving.pending()),
                ])
                .view(),
            ]
        },
    );
    vec![who.view(), out.view(), question]
}

fn navigation(route: Memo<Route>) -> Element {
    let console = use_console();
    let entry = move |to: Route, shape: Shape, label: Msg, is: fn(&Route) -> bool| {
        link("", &to)
            .live_attr("aria-current", move || {
                route.with(is).then_some("page".into())
            })
            .child(icon(shape))
            .text(label)
    };
    let count = live(move || match console.pending_count() {
        0 => nothing(),
        count => span("count")
            .attr("aria-hidden", "true")
            .words(count.to_string())
            .view(),
    });
    element("NAV")
        .attr("class", "side")
        .attr("aria-label", text(Msg::Navigation))
        .child(entry(
            Route::Account,
            Shape::Person,
            Msg::Account,
            |route| matches!(route, Route::Account),
        ))
        .child(entry(Route::ApiKeys, Shape::Key, Msg::ApiKeys, |route| {
            matches!(route, Route::ApiKeys)
        }))
        .child(entry(
            Route::Configuration(Vec::new()),
            Shape::Tree,
            Msg::Configuration,
            |route| matches!(route, Route::Configuration(_)),
        ))
        .child(
            entry(Route::Review, Shape::List, Msg::Review, |route| {
                matches!(route, Route::Review)
            })
            .child(count),
        )
}

/// Two minutes before the end: what would be lost, and one key to stay (product.md M3.1).
fn ending_soon() -> AnyView {
    let console = use_console();
    let soon = move || {
        console.clock.with(|clock| {
            matches!(
                clock.standing(console.now.get()),
                Standing::EndingSoon { .. }
            )
        })
    };
    let failed = RwSignal::new(None::<Error>);
    let stay = move |_| {
        run(async move {
            failed.set(console.stay_signed_in().await.err());
        })
    };
    let meaning = move || match console.pending_count() {
        0 => text(Msg::EndingSoonNothing).to_owned(),
        count => text_with(Msg::EndingSoonLoses, &[("count", &count.to_string())]),
    };
    // `show` asks for a yes or no: the banner must not be rebuilt, and so announced, every second.
    show(soon, move || {
        let told = p("")
            .child(words("STRONG", Msg::EndingSoon))
            .words(" ")
            .live_words(meaning);
        let choices = actions(vec![
            button("primary", Msg::StaySignedIn, stay),
            link("button", &Route::Review).text(Msg::Review),
        ]);
        div("banner")
            .child(notice(Tone::Warning, vec![told.view(), choices.view()]))
            .child(failure(failed, Task::Read))
            .view()
    })
}
