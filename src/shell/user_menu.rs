//! Who is signed in, what is to be known of the session, what was done; and the way out.

use leptos::prelude::*;
use sps_workbench::journal::Reason;

use super::{ShortMenu, sign_out::SigningOut, time_words::time_words};
use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, count_text, text, text_with},
    route::Route,
    state::{Console, Person, Told, use_console, use_toasts},
    storage,
    ui::{
        Element, Shape, button, div, element, icon, link, live, nothing, p, span, together, words,
    },
};

const MENU: &str = "user-menu";
/// A clock that is off by less is not worth a word, in seconds (product.md M11.1).
const SKEW_WORTH_A_WORD: u64 = 60;

/// The name of the person, which opens the menu, and *Sign out*.
pub fn user_menu(sign_out: SigningOut) -> Vec<AnyView> {
    let console = use_console();
    let name = move || console.user_name().unwrap_or_default();
    let opener = element("BUTTON")
        .attr("type", "button")
        .attr("class", "quiet who")
        .attr("popovertarget", MENU)
        .live_attr("aria-label", move || {
            Some(text_with(Msg::UserMenu, &[("name", &name())]).into())
        })
        .child(icon(Shape::Person))
        .child(span("").untranslated().live_words(name));
    let out = button("quiet", Msg::SignOut, move |_| sign_out.ask())
        .live_flag("disabled", move || sign_out.pending());
    vec![opener.view(), out.view(), menu(console), sign_out.dialog()]
}

fn menu(console: Console) -> AnyView {
    let told = use_toasts().told();
    let entry = |told: Told| {
        element("LI")
            .child(element("TIME").words(told.time))
            .child(span("").words(told.text))
            .view()
    };
    let list = live(move || {
        let told = told.get();
        if told.is_empty() {
            return words("P", Msg::NoActivity).attr("class", "muted").view();
        }
        element("OL")
            .attr("class", "activity")
            .children(told.into_iter().map(entry))
            .view()
    });
    element("DIV")
        .attr("id", MENU)
        .attr("class", "menu")
        .attr("popover", "auto")
        .attr("role", "dialog")
        .attr("aria-label", text(Msg::UserMenuTitle))
        .child(live(move || about_session(console)))
        .maybe(use_context::<ShortMenu>().map(short_menu))
        .child(words("H2", Msg::Activity))
        .child(list)
        .view()
}

fn short_menu(ShortMenu(is_short): ShortMenu) -> Element {
    let input = element("INPUT")
        .attr("type", "checkbox")
        .live_checked(move || is_short.get())
        .on("change", move |_| {
            let wanted = !is_short.get_untracked();
            storage::set_short_menu(wanted);
            is_short.set(wanted);
        });
    let label = element("LABEL").child(input);
    div("check").child(label.child(span("").text(Msg::ShortMenu)))
}

fn about_session(console: Console) -> AnyView {
    let method = console.person.with(|person| match person {
        Person::SignedIn(info) => info
            .login_method
            .as_ref()
            .and_then(|method| method.name.clone()),
        _ => None,
    });
    let who = p("")
        .child(
            element("STRONG")
                .untranslated()
                .words(console.user_name().unwrap_or_default()),
        )
        .words(match method {
            Some(method) => format!(", {}", text_with(Msg::SignedInBy, &[("method", &method)])),
            None => String::new(),
        });
    let span = console.clock.with(|clock| clock.span_ms());
    let length = match span {
        Some(ms) => text_with(
            Msg::SessionSpan,
            &[("time", &time_words((ms / 1000.0) as u64))],
        ),
        None => text(Msg::TimeUnknownMeaning).to_owned(),
    };
    let unkept = use_kept().with(|journal| {
        let told = journal
            .unkept()
            .iter()
            .filter(|unkept| unkept.reason != Reason::ApiKey);
        told.map(|unkept| unkept.path.clone()).collect::<Vec<_>>()
    });
    let unkept = if unkept.is_empty() {
        nothing()
    } else {
        p("muted")
            .child(icon(Shape::Warning))
            .words(" ")
            .words(text_with(Msg::KeptNotAll, &[("paths", &unkept.join(", "))]))
            .view()
    };
    let kept = match use_kept().in_memory_because() {
        Some(told) => p("muted")
            .child(icon(Shape::Warning))
            .words(" ")
            .text(told)
            .view(),
        None => nothing(),
    };
    together(vec![
        who.view(),
        p("muted").words(length).view(),
        drafts(console, use_kept()),
        kept,
        unkept,
        skew(console),
    ])
}

/// What is typed and not staged, here or before the page was loaded: the forms have it.
fn drafts(console: Console, kept: KeptChanges) -> AnyView {
    console.drafts_version.track();
    let mut paths = console.with_drafts(|drafts| {
        let paths = drafts.iter().map(|(path, _)| path.clone());
        paths.collect::<Vec<_>>()
    });
    kept.with(|journal| {
        for draft in journal.drafts() {
            if !paths.contains(&draft.path) {
                paths.push(draft.path.clone());
            }
        }
    });
    if paths.is_empty() {
        return nothing();
    }
    let items = paths.iter().map(|path| {
        let words = path
            .trim_start_matches("/api/configuration/")
            .replace('/', " › ");
        let place = match Route::for_resource(path) {
            Some(route) => link("", &route),
            None => span(""),
        };
        element("LI").child(place.untranslated().words(words))
    });
    together(vec![
        p("muted").text(Msg::DraftsHere).view(),
        element("UL").children(items).view(),
    ])
}

/// A quiet note when the clocks differ: it explains times that look wrong (product.md M11.4).
fn skew(console: Console) -> AnyView {
    let seconds = console.clocks.skew_seconds().unwrap_or_default();
    if seconds.unsigned_abs() < SKEW_WORTH_A_WORD {
        return nothing();
    }
    let minutes = usize::try_from((seconds.unsigned_abs() + 30) / 60).unwrap_or(usize::MAX);
    let message = if seconds < 0 {
        Msg::ClockAhead
    } else {
        Msg::ClockBehind
    };
    p("muted")
        .child(icon(Shape::Info))
        .words(" ")
        .words(count_text(minutes, message, message))
        .view()
}
