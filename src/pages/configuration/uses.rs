//! What uses an object: looked for all over the configuration, with progress and a way to stop.

use leptos::prelude::*;
use sps_client::{Error, Place};
use sps_workbench::{delete::Survey, find::Hit};

use super::refused_fields::places;
use crate::{
    messages::{Msg, count_text, text, text_with},
    pages::path_label,
    state::{Sending, use_console},
    ui::{Task, actions, button, div, failure, live, nothing, p, together},
};

/// How far it is.
#[derive(Clone, Default, PartialEq)]
struct Progress {
    read: usize,
    left: usize,
}

/// What came of it.
#[derive(Clone)]
struct Found {
    users: Vec<Hit>,
    closed: usize,
    is_whole: bool,
}

/// The check, for the object at `path`. Only on request: it makes many requests.
pub fn uses(path: String) -> AnyView {
    let console = use_console();
    let path = StoredValue::new(path);
    let progress = RwSignal::new(Progress::default());
    let found = RwSignal::new(None::<Found>);
    let failed = RwSignal::new(None::<Error>);
    let is_stopped = RwSignal::new(false);
    let checking = Sending::new();
    // Gone with the dialog: then nobody is left to read for.
    let is_over = move || is_stopped.try_get_untracked().unwrap_or(true);
    let check = move |_| {
        if checking.pending_now() {
            return;
        }
        found.set(None);
        failed.set(None);
        is_stopped.set(false);
        checking.start(async move {
            let client = console.client();
            let outcome = async {
                let start = client.address(Place::Configuration).await?;
                let mut survey = Survey::new(start);
                while !is_over() && survey.step(&client).await? {
                    let (read, left) = survey.progress();
                    progress.try_set(Progress { read, left });
                }
                Ok(survey)
            };
            match console.watch(outcome.await) {
                Ok(survey) => {
                    let users = path
                        .try_with_value(|path| sps_workbench::delete::users(survey.index(), path));
                    found.try_set(Some(Found {
                        users: users.unwrap_or_default(),
                        closed: survey.closed(),
                        is_whole: survey.progress().1 == 0,
                    }));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let way = live(move || {
        if checking.pending() {
            let stop = button("", Msg::StopChecking, move |_| is_stopped.set(true));
            return actions(vec![stop]).view();
        }
        if found.with(|found| found.as_ref().is_some_and(|found| found.is_whole)) {
            return nothing();
        }
        together(vec![
            actions(vec![button("", Msg::CheckUse, check)]).view(),
            p("help").text(Msg::CheckUseHelp).view(),
        ])
    });
    let told = move || {
        if !checking.pending() {
            return found.with(|found| found.as_ref().map(summary).unwrap_or_default());
        }
        let progress = progress.get();
        let (read, left) = (progress.read.to_string(), progress.left.to_string());
        text_with(Msg::CheckingUse, &[("read", &read), ("left", &left)])
    };
    let users = live(move || {
        found.with(|found| match found {
            Some(found) if !found.users.is_empty() => places(found.users.iter().map(|hit| {
                let at = path_label(&hit.at);
                let name = match &hit.name {
                    Some(name) => format!("{name}, {at}"),
                    None => at,
                };
                (hit.path.as_str(), Some(name))
            })),
            _ => nothing(),
        })
    });
    div("users")
        .child(way)
        .child(p("").attr("role", "status").live_words(told))
        .child(users)
        .child(failure(failed, Task::Read))
        .view()
}

/// In words; the users themselves are listed below.
fn summary(found: &Found) -> String {
    let mut told = match found.users.len() {
        0 => text(Msg::UsedByNothing).to_owned(),
        count => count_text(count, Msg::InUseByOne, Msg::InUseByMany),
    };
    let mut add = |words: &str| {
        told.push(' ');
        told.push_str(words);
    };
    if !found.is_whole {
        add(text(Msg::UseNotChecked));
    }
    if found.closed > 0 {
        add(&count_text(
            found.closed,
            Msg::UseClosedOne,
            Msg::UseClosedMany,
        ));
    }
    told
}
