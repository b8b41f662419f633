//! Everything behind the sign-in page, as one part of the program that comes later.
//!
//! `cargo xtask build` makes a file of its own of all that only [`signed_in`] leads to, so that the sign-in page does
//! not wait for it. Only [`load`] may name [`signed_in`]: whoever else does, or uses a screen directly, moves it into
//! the first load. Every other build (`trunk serve`, the tests) holds both parts in one file and behaves the same.

use leptos::prelude::*;

use crate::{
    explore::Explore,
    kept::KeptChanges,
    pages::{
        CommitTask, ReviewMemory, account_page, api_keys_page, appliance_page, configuration_page,
        conflict::{ConflictMemory, conflicts_page},
        new_object_page, not_found_page, provide_locks, replay_page, review_page, search_page,
        session_ended, without_api_page,
    },
    reactive::{effect, soon},
    rights::{refused, use_rights},
    route::Route,
    shell::shell,
    state::{Person, use_console},
    styles,
    ui::{ElementRef, Refused, live, together},
};

/// Builds the frame and the screens of a signed-in person.
pub type SignedIn = fn(Memo<Route>) -> AnyView;

/// The later part could not be loaded: no connection, or another version has been installed.
#[derive(Clone, Copy, Debug)]
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Fetches the later part with its style sheets; once they are here, at no cost. After a failure the next call tries again.
///
/// # Errors
/// [`NotLoaded`]; the reason is in the browser's console.
pub async fn load() -> Result<SignedIn, NotLoaded> {
    // Both are on their way at once.
    let styles = styles::load();
    let signed_in = entry().await;
    styles.await.map_err(|_| NotLoaded)?;
    signed_in
}

// What crosses is one function pointer and no future, no view: it is then called like any other function.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(signed_in, fallible)]
fn entry() -> Result<SignedIn, NotLoaded> {
    Ok(signed_in)
}

#[cfg(not(feature = "split"))]
async fn entry() -> Result<SignedIn, NotLoaded> {
    Ok(signed_in)
}

fn signed_in(route: Memo<Route>) -> AnyView {
    let is_let_in = use_console()
        .person
        .with_untracked(|person| !matches!(person, Person::WithoutApi(_)));
    if !is_let_in {
        return without_api_page();
    }
    if let Some(rights) = use_rights() {
        rights.follow();
    }
    provide_context(Refused(refused));
    // Goes with these screens: at sign-out, and when another person signs in.
    KeptChanges::provide();
    ConflictMemory::provide();
    CommitTask::provide(ReviewMemory::provide());
    provide_locks();
    Explore::provide();
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
        Route::NewObject { list, model } => new_object_page(&list, model),
        Route::Review => review_page(),
        Route::Replay => replay_page(),
        Route::Conflicts => conflicts_page(),
        Route::Search => search_page(),
        Route::Appliance(segments) => appliance_page(&segments),
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
