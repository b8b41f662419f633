//! The search screen.

use leptos::{ev::Event, leptos_dom::helpers::window_event_listener_untyped, prelude::*};

use super::{
    address::{keep_in_address, words_here},
    everything::everything,
    remembered::remembered,
    results::{resources, results},
    seeking::{Found, seek},
};
use crate::{
    explore::{Explore, Walking, use_explore},
    messages::{Msg, count_text_with, text, text_with},
    ui::{div, element, live, nothing, p, page_title, together, words},
};

/// The field, what was found, and the way to find more. The words are in the address.
pub fn search_page() -> AnyView {
    let explore = use_explore();
    let asked = RwSignal::new(words_here().unwrap_or_default());
    let shown = RwSignal::new(0_usize);
    let found = seek(explore, asked);
    // Back, forward, and the links that lead here while this screen is open.
    let listeners = ["popstate", "click"].map(|name| {
        window_event_listener_untyped(name, move |_| {
            if let Some(words) = words_here()
                && asked.try_with_untracked(|asked| asked.trim() != words.trim()) == Some(true)
            {
                asked.set(words);
                shown.set(0);
            }
        })
    });
    on_cleanup(move || {
        for listener in listeners {
            listener.remove();
        }
    });
    let typed = move |words: String| {
        keep_in_address(&words);
        asked.set(words);
        shown.set(0);
    };
    let input = element("INPUT")
        .attr("id", "search-words")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .live_value(move || asked.get())
        .on_input(typed);
    let form = element("FORM")
        .attr("class", "search-form")
        .attr("role", "search")
        .on("submit", |event: Event| event.prevent_default())
        .child(
            // Beside its field and not around it: WebKit takes a search field's own button for a part of its name.
            div("field")
                .child(
                    words("LABEL", Msg::SearchFor)
                        .attr("class", "label")
                        .attr("for", "search-words"),
                )
                .child(input),
        );
    let status = p("search-status")
        .attr("role", "status")
        .live_words(move || found.with(|found| told(explore, found.as_ref())));
    let lists = live(move || {
        if asked.with(|asked| asked.trim().is_empty()) {
            remembered(explore)
        } else {
            nothing()
        }
    });
    together(vec![
        page_title(|| text(Msg::Search).to_owned(), text(Msg::SearchHelp)).view(),
        form.view(),
        status.view(),
        results(found, shown),
        element("SECTION")
            .attr("class", "everything-box")
            .attr("aria-label", text(Msg::SearchEverything))
            .child(everything(explore))
            .view(),
        lists,
    ])
}

fn told(explore: Explore, found: Option<&Found>) -> String {
    let Some(found) = found else {
        return String::new();
    };
    let read = resources(found.read);
    let words = found.words.trim();
    if found.read == 0 && found.hits.is_empty() {
        return text(Msg::NothingReadYet).to_owned();
    }
    if words.is_empty() {
        return text_with(Msg::TypeToSearch, &[("resources", &read)]);
    }
    if found.hits.is_empty() {
        let is_all =
            explore.walking.with(|walking| *walking == Walking::Done) && !explore.is_outdated.get();
        let message = if is_all {
            Msg::FoundNothingOfAll
        } else {
            Msg::FoundNothing
        };
        return text_with(message, &[("words", words), ("resources", &read)]);
    }
    count_text_with(
        found.hits.len(),
        Msg::FoundOne,
        Msg::FoundMany,
        &[("resources", &read)],
    )
}
