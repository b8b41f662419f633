//! *Search everything*: its button, how far it is, and what could not be read.

use leptos::prelude::*;
use sps_workbench::find::{Progress, Unread};

use super::results::resource_link;
use crate::{
    explore::{Explore, Walking},
    messages::{Msg, text, text_with},
    ui::{
        Shape, Task, Tone, button, div, element, icon, live, nothing, notice_text, p, problem,
        span, together, words,
    },
};

/// The control. It belongs to one screen: when the person leaves it, reading stops.
pub fn everything(explore: Explore) -> AnyView {
    on_cleanup(move || explore.stop());
    // What changes with every answer is apart from what is announced.
    let stage = Memo::new(move |_| Stage::of(&explore.walking.get(), explore.is_outdated.get()));
    let control = move || match stage.get() {
        Stage::Reading => div("everything")
            .child(progress(explore))
            .child(button("", Msg::Cancel, move |_| explore.stop()))
            .view(),
        stage => {
            let label = match stage {
                Stage::Stopped => Msg::GoOnReading,
                Stage::Done => Msg::ReadAgain,
                _ => Msg::SearchEverything,
            };
            let start = button("", label, move |_| explore.search_everything());
            let so_far = (stage == Stage::Stopped)
                .then(|| span("count-text").words(counted(explore.progress.get_untracked())));
            let help =
                (stage == Stage::NotYet).then(|| span("muted").text(Msg::SearchEverythingHelp));
            div("everything")
                .child(start)
                .maybe(so_far)
                .maybe(help)
                .view()
        }
    };
    let told = move || match stage.get() {
        Stage::NotYet => String::new(),
        Stage::Reading => text(Msg::ReadingStarted).to_owned(),
        Stage::Stopped if explore.walking.get_untracked() == Walking::Stopped => {
            text(Msg::ReadingStopped).to_owned()
        }
        Stage::Stopped => text(Msg::ReadingLost).to_owned(),
        Stage::Done => {
            let Progress { read, unread, .. } = explore.progress.get_untracked();
            let message = if unread == 0 {
                Msg::ReadAll
            } else {
                Msg::ReadAllWithout
            };
            let (read, unread) = (read.to_string(), unread.to_string());
            text_with(message, &[("read", &read), ("unread", &unread)])
        }
    };
    let lost = live(move || {
        explore.walking.with(|walking| match walking {
            Walking::Lost(error) => problem(error, Task::Read),
            _ => nothing(),
        })
    });
    let outdated = live(move || {
        if explore.is_outdated.get() {
            notice_text(Tone::Warning, Msg::IndexOutdated)
        } else {
            nothing()
        }
    });
    let not_read = live(move || {
        if matches!(stage.get(), Stage::Done | Stage::Stopped) {
            unread(explore)
        } else {
            nothing()
        }
    });
    together(vec![
        outdated,
        live(control),
        p("muted").attr("role", "status").live_words(told).view(),
        lost,
        not_read,
    ])
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    NotYet,
    Reading,
    Stopped,
    Done,
}

impl Stage {
    fn of(walking: &Walking, is_outdated: bool) -> Self {
        match walking {
            Walking::Reading => Stage::Reading,
            _ if is_outdated => Stage::Done,
            Walking::NotYet => Stage::NotYet,
            Walking::Stopped | Walking::Lost(_) => Stage::Stopped,
            Walking::Done => Stage::Done,
        }
    }
}

fn counted(progress: Progress) -> String {
    let message = if progress.unread == 0 {
        Msg::ReadOf
    } else {
        Msg::ReadOfWithout
    };
    let [read, known, unread] =
        [progress.read, progress.known, progress.unread].map(|count| count.to_string());
    text_with(
        message,
        &[("read", &read), ("known", &known), ("unread", &unread)],
    )
}

fn progress(explore: Explore) -> AnyView {
    let now = move || explore.progress.get();
    let bar = element("PROGRESS")
        .attr("aria-label", text(Msg::SearchEverything))
        .live_attr("aria-valuetext", move || Some(counted(now()).into()))
        .live_attr("max", move || Some(now().known.max(1).to_string().into()))
        .live_attr("value", move || {
            let now = now();
            Some((now.read + now.unread).to_string().into())
        });
    together(vec![
        icon(Shape::Find),
        bar.view(),
        span("count-text").live_words(move || counted(now())).view(),
    ])
}

fn unread(explore: Explore) -> AnyView {
    let all = explore.unread();
    if all.is_empty() {
        return nothing();
    }
    let title = text_with(Msg::UnreadTitle, &[("count", &all.len().to_string())]);
    let entries = all.iter().map(|(path, why)| {
        let why = match why {
            Unread::NoRight => Msg::UnreadNoRight,
            Unread::NotShown => Msg::UnreadNotShown,
            Unread::Gone => Msg::UnreadGone,
            Unread::Failed => Msg::UnreadFailed,
        };
        element("LI")
            .child(resource_link(path, None, None))
            .child(p("match").child(words("SPAN", why)))
    });
    element("DETAILS")
        .child(element("SUMMARY").words(title))
        .child(element("UL").attr("class", "hits").children(entries))
        .view()
}
