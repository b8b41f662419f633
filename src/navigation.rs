//! The address bar: which screen it names, and moving between screens without loading the page anew.
//!
//! The console has one signal of the path and [`Route`] as its only reader, so it does without a router crate:
//! `leptos_router` carries nested routes, parameters and server rendering, which nothing here uses.

use std::{cell::RefCell, rc::Rc};

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

use crate::{
    messages::Msg,
    route::{BASE, Route},
};

thread_local! {
    /// Asked when the browser went back or forward; yes keeps the screen.
    static STAYS: RefCell<Option<Rc<dyn Fn() -> bool>>> = const { RefCell::new(None) };
    /// Asked before somebody signs out.
    static LOSES: RefCell<Option<Loses>> = const { RefCell::new(None) };
}

/// What would be lost, if anything.
pub type Loses = Rc<dyn Fn() -> Option<Msg>>;

/// Has `stays` asked before *Back* and *Forward* change the screen, or nobody any more. The browser has changed the
/// address by then: whoever says yes puts it back.
pub fn ask_before_moving(stays: Option<Rc<dyn Fn() -> bool>>) {
    STAYS.with(|asked| asked.replace(stays));
}

/// Has `loses` asked before signing out, or nobody any more: what of this screen would be lost with it.
pub fn ask_before_signing_out(loses: Option<Loses>) {
    LOSES.with(|asked| asked.replace(loses));
}

/// What this screen would lose if somebody signed out now.
pub fn lost_by_signing_out() -> Option<Msg> {
    let loses = LOSES.with(|asked| asked.borrow().clone());
    loses.and_then(|loses| loses())
}

fn has_to_stay() -> bool {
    // Not borrowed while it is asked: it may stop being asked.
    let stays = STAYS.with(|asked| asked.borrow().clone());
    stays.is_some_and(|stays| stays())
}

/// Starts to follow the address bar and the links of the page; the screen to show. To be called once, at the root.
pub fn follow() -> Memo<Route> {
    let path = RwSignal::new(here());
    // Back and forward: the browser has changed the address already and restores the scroll position itself.
    let moved = window_event_listener_untyped("popstate", move |_| {
        if !has_to_stay() {
            path.set(here());
        }
    });
    let clicked = window_event_listener_untyped("click", move |event| {
        if let Some(link) = link_to_follow(&event) {
            event.prevent_default();
            go(&link.href());
            path.set(here());
        }
    });
    on_cleanup(move || {
        moved.remove();
        clicked.remove();
    });
    Memo::new(move |_| path.with(|path| Route::parse(path)))
}

/// Goes to a screen, as a link to it would.
pub fn open(to: &Route) {
    go_to(&to.href());
}

/// The path of the address bar; an address that cannot be read leads nowhere.
fn here() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Puts an address of the console into the address bar, as a new step for the *Back* button, and starts at its top.
fn go(href: &str) {
    let window = window();
    let is_here = window.location().href().is_ok_and(|here| here == href);
    let moved = window.history().and_then(|history| {
        // As the browser does: a link to where one is makes no new step.
        if is_here {
            history.replace_state_with_url(&JsValue::NULL, "", Some(href))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(href))
        }
    });
    match moved {
        Ok(()) => window.scroll_to_with_x_and_y(0.0, 0.0),
        // Where the history is out of reach (a sandboxed frame), loading the page still gets there.
        Err(_) => window.location().set_href(href).unwrap_or_default(),
    }
}

/// Has the screen follow an address that was changed here.
fn tell_of_address() {
    let told = Event::new("popstate").and_then(|event| window().dispatch_event(&event));
    // An event of our own on our own window does not fail; if it did, the screen would be that of the old address.
    told.unwrap_or_default();
}

/// The link that was clicked, if it leads to another screen of the console. All others are left to the browser: new
/// tabs and windows, downloads, other sites, the API, and places on the same page.
fn link_to_follow(event: &Event) -> Option<HtmlAnchorElement> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let is_plain = click.button() == 0
        && !click.ctrl_key()
        && !click.meta_key()
        && !click.shift_key()
        && !click.alt_key();
    if !is_plain || event.default_prevented() {
        return None;
    }
    let link = event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("a[href]")
        .ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let is_external = link
        .rel()
        .split_ascii_whitespace()
        .any(|word| word == "external");
    if is_external
        || link.has_attribute("download")
        || !matches!(link.target().as_str(), "" | "_self")
    {
        return None;
    }
    let location = window().location();
    if link.origin() != location.origin().ok()? || !is_of_the_console(&link.pathname()) {
        return None;
    }
    // `#main` on the same screen: the browser moves the focus there.
    let is_same_page =
        link.pathname() == here() && link.search() == location.search().unwrap_or_default();
    (link.hash().is_empty() || !is_same_page).then_some(link)
}

/// Goes to an address of the console, as a click on a link to it would.
pub fn go_to(href: &str) {
    go(href);
    tell_of_address();
}

/// Somebody has signed in: what the address said to the sign-in page is taken out of it, and `?next=` is followed.
pub fn arrive() {
    let window = window();
    let search = window.location().search().unwrap_or_default();
    let parameters = web_sys::UrlSearchParams::new_with_str(&search).ok();
    let Some(parameters) = parameters else { return };
    let next = parameters.get("next");
    if next.is_none() && !parameters.has("method") {
        return;
    }
    let href = next.as_deref().and_then(next_href).unwrap_or_else(|| {
        parameters.delete("next");
        parameters.delete("method");
        let rest = String::from(parameters.to_string());
        if rest.is_empty() {
            here()
        } else {
            format!("{}?{rest}", here())
        }
    });
    let moved = window
        .history()
        .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&href)));
    if moved.is_ok() {
        // As after a step in the history: the screen follows the address.
        tell_of_address();
    }
}

/// The address to go on to, if `next` is the path of a screen of this console, with or without a query. It is written
/// anew from what was understood, so that nothing else can hide in it: `//evil`, `https:`, `javascript:`, backslashes.
pub fn next_href(next: &str) -> Option<String> {
    let (path, query) = match next.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (next, None),
    };
    let route = Route::parse(path);
    if route == Route::NotFound {
        return None;
    }
    // Of a query that could be anything but one nothing is kept.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~=&%+".contains(&byte);
    Some(match query.filter(|query| query.bytes().all(is_plain)) {
        Some(query) => format!("{}?{query}", route.href()),
        None => route.href(),
    })
}

fn is_of_the_console(path: &str) -> bool {
    path.strip_prefix(BASE)
        .is_some_and(|below| below.is_empty() || below.starts_with('/'))
}
