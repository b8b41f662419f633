//! The frame around every screen: the address, the person at the browser, the session's end.

use leptos::prelude::*;

use crate::{
    messages::{Msg, text, text_with},
    navigation,
    pages::{
        account_page, api_keys_page, configuration_page, not_found_page, review_page,
        session_ended, sign_in_page,
    },
    reactive::{effect, soon},
    rights::MyRights,
    route::Route,
    shell::shell,
    state::{Console, Person, Toasts, use_console},
    ui::{ElementRef, element, live, skeleton, toast_list, together},
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
    // What decides between the three frames; a renewed sign-in of the same person must not rebuild the page.
    let stage = Memo::new(move |_| {
        console.person.with(|person| match person {
            Person::Starting => Stage::Starting,
            Person::SignedOut(_) => Stage::SignedOut,
            Person::SignedIn(info) => Stage::SignedIn(info.name.clone()),
        })
    });
    effect(move || document().set_title(&title(&route.get(), console)));
    live(move || match stage.get() {
        Stage::Starting => element("MAIN")
            .attr("class", "centre")
            .child(skeleton(3))
            .view(),
        Stage::SignedOut => sign_in_page(),
        Stage::SignedIn(_) => signed_in(route),
    })
}

#[derive(Clone, PartialEq)]
enum Stage {
    Starting,
    SignedOut,
    SignedIn(String),
}

fn signed_in(route: Memo<Route>) -> AnyView {
    let main = ElementRef::new();
    // On a new screen the focus goes to its heading, so that keyboard and screen reader start there; not on the first
    // one, where the browser's own start is right.
    let earlier = StoredValue::new(None::<Route>);
    effect(move || {
        let now = Some(route.get());
        let before = earlier.get_value();
        if before.is_some() && before != now {
            soon(move || focus_heading(main));
        }
        earlier.set_value(now);
    });
    let page = live(move || match route.get() {
        Route::Account => account_page(),
        Route::ApiKeys => api_keys_page(),
        Route::Configuration(segments) => configuration_page(&segments),
        Route::Review => review_page(),
        Route::NotFound => not_found_page(),
    });
    together(vec![shell(route, main, page), session_ended()])
}

fn focus_heading(main: ElementRef) {
    use wasm_bindgen::JsCast;
    // The frame comes late: the person may have signed out meanwhile, and the screen is gone.
    let heading = main
        .try_get_untracked()
        .flatten()
        .and_then(|main| main.query_selector("h1").ok().flatten());
    if let Some(heading) =
        heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // A heading that cannot take the focus is still readable.
        heading.focus().unwrap_or_default();
    }
}

/// "(3) API keys – sps-demo": pending changes first, because a tab shows little more.
fn title(route: &Route, console: Console) -> String {
    let page = match route {
        Route::Account => text(Msg::Account).to_owned(),
        Route::ApiKeys => text(Msg::ApiKeys).to_owned(),
        Route::Configuration(segments) => segments
            .last()
            .cloned()
            .unwrap_or_else(|| text(Msg::Configuration).to_owned()),
        Route::Review => text(Msg::Review).to_owned(),
        Route::NotFound => text(Msg::NotFound).to_owned(),
    };
    let page = if console.user_name().is_some() {
        page
    } else {
        text(Msg::SignIn).to_owned()
    };
    let appliance = console.appliance_name();
    let title = text_with(Msg::Title, &[("page", &page), ("appliance", &appliance)]);
    match console.pending_count() {
        0 => title,
        count => format!("({count}) {title}"),
    }
}
