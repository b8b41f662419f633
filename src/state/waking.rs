//! Somebody is back at the page: it was hidden, offline, asleep, or in the browser's memory (product.md M3.10).

use std::time::Duration;

use leptos::{ev::Event, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::PageTransitionEvent;

use super::{Console, tabs::is_visible};
use crate::{
    messages::{Msg, text},
    reactive::run,
};

/// The page is hidden, with this in place of it.
const CHECKING: &str = "data-checking";
/// Nobody wonders for so long.
const HIDDEN_WITHOUT_A_WORD: Duration = Duration::from_secs(3);

impl Console {
    pub(super) fn woke_up(self, event: &Event) {
        self.tick();
        let is_restored = event
            .dyn_ref::<PageTransitionEvent>()
            .is_some_and(PageTransitionEvent::persisted);
        if is_restored && self.user_name_untracked().is_some() {
            // Out of the browser's memory: nothing is shown before the appliance said whose session it is.
            hide_page(Some(""));
            set_timeout(
                || {
                    // Still so: a page that stays empty says why.
                    if is_page_hidden() {
                        hide_page(Some(text(Msg::StillWaiting)));
                    }
                },
                HIDDEN_WITHOUT_A_WORD,
            );
            run(async move {
                self.look_again().await;
                hide_page(None);
            });
        }
        if event.type_() == "online" {
            self.try_connection();
        }
        if event.type_() == "visibilitychange" && is_visible() {
            self.catch_up();
            self.look_for_new_version();
            if self
                .connection
                .with_untracked(|now| now.trouble().is_some())
            {
                self.try_connection();
            }
        }
    }
}

/// Shows nothing but these words, or the page again. At once, not with the next update of the page: the browser is about
/// to show it.
fn hide_page(words: Option<&str>) {
    if let Some(root) = document().document_element() {
        let set = match words {
            Some(words) => root.set_attribute(CHECKING, words),
            None => root.remove_attribute(CHECKING),
        };
        // Attributes of an element that is there can be set.
        set.unwrap_or_default();
    }
}

fn is_page_hidden() -> bool {
    document()
        .document_element()
        .is_some_and(|root| root.has_attribute(CHECKING))
}
