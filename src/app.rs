//! The frame around every screen: the address, the person at the browser, the session's end.

use leptos::{html, prelude::*};

use crate::{
    messages::{Msg, text, text_with},
    navigation,
    pages::{
        AccountPage, ApiKeysPage, ConfigurationPage, NotFoundPage, ReviewPage, SessionEnded,
        SignInPage,
    },
    route::Route,
    shell::Shell,
    state::{Console, Person, Toasts, use_console},
    ui::{Skeleton, ToastList},
};

/// Mounts the console into `#app`, in place of the skeleton of `index.html`.
pub fn mount() {
    use wasm_bindgen::JsCast;
    let Some(app) = document()
        .get_element_by_id("app")
        .and_then(|app| app.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        crate::crash::show();
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
    Console::provide();
    let route = navigation::follow();
    view! {
        <Screen route />
        <ToastList />
    }
}

/// The one screen that the address bar, and the person, ask for.
#[component]
fn Screen(route: Memo<Route>) -> impl IntoView {
    let console = use_console();
    // What decides between the three frames; a renewed sign-in of the same person must not rebuild the page.
    let stage = Memo::new(move |_| {
        console.person.with(|person| match person {
            Person::Starting => Stage::Starting,
            Person::SignedOut(_) => Stage::SignedOut,
            Person::SignedIn(info) => Stage::SignedIn(info.name.clone()),
        })
    });
    Effect::new(move || document().set_title(&title(&route.get(), console)));
    view! {
        {move || match stage.get() {
            Stage::Starting => view! { <main class="centre"><Skeleton lines=3 /></main> }.into_any(),
            Stage::SignedOut => view! { <SignInPage /> }.into_any(),
            Stage::SignedIn(_) => view! { <SignedIn route /> }.into_any(),
        }}
    }
}

#[derive(Clone, PartialEq)]
enum Stage {
    Starting,
    SignedOut,
    SignedIn(String),
}

#[component]
fn SignedIn(route: Memo<Route>) -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    // On a new screen the focus goes to its heading, so that keyboard and screen reader start there; not on the first
    // one, where the browser's own start is right.
    Effect::new(move |earlier: Option<Route>| {
        let now = route.get();
        if earlier.is_some_and(|earlier| earlier != now) {
            request_animation_frame(move || focus_heading(main));
        }
        now
    });
    view! {
        <Shell route main>
            {move || match route.get() {
                Route::Account => view! { <AccountPage /> }.into_any(),
                Route::ApiKeys => view! { <ApiKeysPage /> }.into_any(),
                Route::Configuration(segments) => view! { <ConfigurationPage segments /> }.into_any(),
                Route::Review => view! { <ReviewPage /> }.into_any(),
                Route::NotFound => view! { <NotFoundPage /> }.into_any(),
            }}
        </Shell>
        <SessionEnded />
    }
}

fn focus_heading(main: NodeRef<html::Main>) {
    use wasm_bindgen::JsCast;
    let heading = main
        .get_untracked()
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
    match console.pending.with(|pending| pending.count()) {
        0 => title,
        count => format!("({count}) {title}"),
    }
}
