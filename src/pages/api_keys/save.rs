//! The value as a text file, where the installation allows it (M4.7). Off by default: a file is a secret that lies about.

use leptos::{ev::Event, prelude::*};

use super::flow::{Copied, Flow};
use crate::{
    messages::{Msg, text, text_with},
    pages::download,
    ui::{Element, element},
};

/// *Download .txt*; nothing where it is not allowed.
pub fn save_button(flow: Flow) -> Option<Element> {
    let is_allowed = flow
        .console
        .gateway
        .with_untracked(|info| info.api_key_download);
    is_allowed.then(|| {
        element("BUTTON")
            .attr("type", "button")
            .on("click", move |_: Event| save(flow))
            .live_words(move || match flow.copied.get() {
                Copied::Saved(time) => text_with(Msg::KeySaved, &[("time", &time)]),
                _ => text(Msg::KeyDownload).to_owned(),
            })
    })
}

fn save(flow: Flow) {
    // The value goes straight to the browser: no copy of it stays here. Its name tells nothing a list of keys does not.
    let saved = flow.journey.with_untracked(|journey| {
        let (name, value) = (journey.name()?, journey.value()?);
        Some(download(&format!("{name}.txt"), "text/plain", value).is_ok())
    });
    match saved {
        Some(true) => {
            flow.tell(|journey| journey.copied());
            let time = js_sys::Date::new_0().to_locale_time_string("default");
            flow.copied.try_set(Copied::Saved(String::from(time)));
        }
        Some(false) => {
            flow.copied.try_set(Copied::SaveRefused);
        }
        None => {}
    }
}
