//! The frame around every screen: the address, the person at the browser, the session's end.

use leptos::prelude::*;
use sps_workbench::session::connection::is_slow;

use crate::{
    later::LaterPart,
    messages::{Msg, text, text_with},
    navigation,
    pages::sign_in_page,
    reactive::{effect, whether},
    rights::MyRights,
    route::Route,
    state::{Console, Person, Toasts, use_console},
    ui::{
        actions, button, element, live, minutes_and_seconds, p, show, skeleton, toast_list,
        together,
    },
};

/// Mounts the console into `#app`, in place of the skeleton of `index.html`.
pub fn mount() {
    use wasm_bindgen::JsCast;
    let Some(app) = document()
        .get_element_by_id("app")
        .and_then(|app| app.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        crate::crash::show("#app is missing");
        return;
    };
    app.set_text_content(None);
    // Removing an attribute of an element we hold does not fail.
    app.remove_attribute("aria-busy").unwrap_or_default();
    leptos::mount::mount_to(app, App).forget();
}

/// The whole console.
#[component]
pub fn App() -> impl IntoView {
    Toasts::provide();
    MyRights::provide(Console::provide());
    let route = navigation::follow();
    together(vec![screen(route), toast_list()])
}

/// The one screen that the address bar, and the person, ask for.
fn screen(route: Memo<Route>) -> AnyView {
    let console = use_console();
    let later = LaterPart::fetch();
    // What decides between the three frames; a renewed sign-in of the same person must not rebuild the page.
    let stage = Memo::new(move |_| {
        console.person.with(|person| match person {
            Person::Starting => Stage::Starting,
            Person::SignedOut(_) => Stage::SignedOut,
            Person::WithoutApi(_) => Stage::WithoutApi,
            Person::SignedIn(info) => Stage::SignedIn(info.name.clone()),
        })
    });
    effect(move || document().set_title(&title(&route.get(), console)));
    live(move || match stage.get() {
        Stage::Starting => starting(),
        Stage::SignedOut => sign_in_page(),
        Stage::WithoutApi | Stage::SignedIn(_) => later.view(route),
    })
}

/// Whether a session is there is being found out; when that takes long, nobody has to wait for it to sign in.
fn starting() -> AnyView {
    let console = use_console();
    let since = console.now.get_untracked();
    let is_long = whether(move || is_slow(console.now.get().ms_since(since)));
    // There from the start, so that what comes into it is announced.
    let said = p("").attr("role", "status").live_words(move || {
        if is_long.get() {
            text(Msg::StillWaiting).to_owned()
        } else {
            String::new()
        }
    });
    let cancel = show(
        move || is_long.get(),
        move || {
            actions(vec![button("", Msg::Cancel, move |_| {
                console.stop_starting()
            })])
            .view()
        },
    );
    element("MAIN")
        .attr("class", "centre")
        .child(said)
        .child(skeleton(3))
        .child(cancel)
        .view()
}

#[derive(Clone, PartialEq)]
enum Stage {
    Starting,
    SignedOut,
    WithoutApi,
    SignedIn(String),
}

/// "(3) API keys – sps-demo", and "(3) API keys – 01:45 left" before the end of the session: pending changes first,
/// because a tab shows little more.
fn title(route: &Route, console: Console) -> String {
    let page = match route {
        Route::Account => text(Msg::Account).to_owned(),
        Route::ApiKeys => text(Msg::ApiKeys).to_owned(),
        Route::Configuration(segments) => segments
            .last()
            .cloned()
            .unwrap_or_else(|| text(Msg::Configuration).to_owned()),
        Route::NewObject { .. } => text(Msg::NewObject).to_owned(),
        Route::Review => text(Msg::Review).to_owned(),
        Route::Replay => text(Msg::Replay).to_owned(),
        Route::Conflicts => text(Msg::Conflicts).to_owned(),
        Route::Search => text(Msg::Search).to_owned(),
        Route::Appliance(segments) => segments
            .last()
            .cloned()
            .unwrap_or_else(|| text(Msg::Appliance).to_owned()),
        Route::NotFound => text(Msg::NotFound).to_owned(),
    };
    let page = if console.user_name().is_some() {
        page
    } else {
        text(Msg::SignIn).to_owned()
    };
    let appliance = console.appliance_name();
    // Short of time, the time is what a tab must show.
    let left = console
        .warning()
        .and_then(|_| console.standing().left_seconds());
    let title = match left {
        Some(left) => text_with(
            Msg::TitleEnding,
            &[("page", &page), ("time", &minutes_and_seconds(left))],
        ),
        None => text_with(Msg::Title, &[("page", &page), ("appliance", &appliance)]),
    };
    match console.pending_count() {
        0 => title,
        count => format!("({count}) {title}"),
    }
}
