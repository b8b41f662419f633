//! *Notify me*: the title of the tab, and a notification of the system where the person allowed one (M8.3).

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Notification, NotificationPermission};

use super::{
    telling::offer,
    watch::{LockWatch, Phase},
};
use crate::{
    messages::{Msg, text},
    reactive::effect,
    state::use_console,
};

/// Whether the system may be used to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It may.
    Granted,
    /// The person, the browser or the page's kind does not let it.
    Refused,
}

/// Asks the browser, which asks the person; to be called in a click.
pub async fn ask_permission() -> Permission {
    if !is_known() {
        return Permission::Refused;
    }
    let Ok(asked) = Notification::request_permission() else {
        return Permission::Refused;
    };
    match wasm_bindgen_futures::JsFuture::from(asked).await {
        Ok(answer) if answer == JsValue::from_str("granted") => Permission::Granted,
        _ => Permission::Refused,
    }
}

/// Tells when the lock is free, or may be, while the person wants to be told.
pub fn follow(watch: LockWatch) {
    let console = use_console();
    let is_told = StoredValue::new(false);
    effect(move || {
        // The title is made anew with many things; this one stands first as long as it is so.
        console.now.track();
        let is_sure = match watch.phase.get() {
            Phase::Free => Some(true),
            Phase::Over => Some(false),
            _ => None,
        };
        let wanted = watch.notify.get();
        let mark = text(Msg::LockTitleMark);
        let title = document().title();
        let bare = title.strip_prefix(mark).unwrap_or(&title);
        let is_marked = bare.len() != title.len();
        let is_due = is_sure.is_some() && wanted;
        if is_due && !is_marked {
            document().set_title(&format!("{mark}{bare}"));
        } else if !is_due && is_marked {
            document().set_title(bare);
        }
        let Some(is_sure) = is_sure.filter(|_| wanted) else {
            is_told.set_value(false);
            return;
        };
        if !is_told.get_value() {
            is_told.set_value(true);
            untrack(|| {
                let Some(purpose) = watch.case.get().map(|case| case.purpose) else {
                    return;
                };
                tell(&offer(purpose, console.pending_count(), is_sure));
            });
        }
    });
}

fn tell(words: &str) {
    if !is_known() || Notification::permission() != NotificationPermission::Granted {
        return;
    }
    // Where it cannot be shown, such as on a phone without a service worker, the title tells.
    if let Ok(shown) = Notification::new(words) {
        let to_front = wasm_bindgen::closure::Closure::once_into_js(move || {
            window().focus().unwrap_or_default();
        });
        shown.set_onclick(Some(to_front.unchecked_ref()));
    }
}

/// A page that did not come over a secure connection has none.
fn is_known() -> bool {
    js_sys::Reflect::has(&window(), &"Notification".into()).unwrap_or_default()
}
