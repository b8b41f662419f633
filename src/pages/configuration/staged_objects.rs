//! What the open transaction creates and deletes, told where the objects are: staged, not active.

use leptos::prelude::*;
use sps_workbench::changes::{StagedObject, staged_object, staged_objects};

use crate::{
    messages::Msg,
    route::Route,
    state::use_console,
    ui::{Element, Tone, div, element, link, live, nothing, notice, notice_text, words},
};

/// Above a list: its objects that come or go with the commit.
pub fn staged_in_list(list: String) -> AnyView {
    let console = use_console();
    let staged = Memo::new(move |_| {
        console.pending.with(|pending| {
            staged_objects(&pending.changes, &list)
                .into_iter()
                .map(Shown::of(&list))
                .collect::<Vec<_>>()
        })
    });
    live(move || {
        staged.with(|staged| {
            let (new, gone): (Vec<_>, Vec<_>) = staged.iter().partition(|shown| shown.is_new);
            let told = [(Msg::StagedNew, new), (Msg::StagedGone, gone)]
                .into_iter()
                .filter(|(_, objects)| !objects.is_empty())
                .map(|(message, objects)| {
                    div("names")
                        .child(words("SPAN", message))
                        .children(objects.into_iter().map(Shown::name))
                        .view()
                });
            let told: Vec<_> = told.collect();
            if told.is_empty() {
                return nothing();
            }
            div("staged-objects").child(notice(Tone::Info, told)).view()
        })
    })
}

/// An object, as it is named above its list.
#[derive(Clone, PartialEq)]
struct Shown {
    name: String,
    path: String,
    is_new: bool,
}

impl Shown {
    fn of(list: &str) -> impl Fn(StagedObject) -> Self {
        move |object| Self {
            path: sps_client::paths::child(list, &object.key),
            name: object.name.unwrap_or(object.key),
            is_new: object.is_new,
        }
    }

    fn name(&self) -> Element {
        // What is deleted may not be there any more.
        let shown = match Route::for_resource(&self.path).filter(|_| self.is_new) {
            Some(route) => link("", &route),
            None => element("SPAN"),
        };
        shown.untranslated().words(self.name.as_str())
    }
}

/// Above an object: that it comes, or goes, with the commit.
pub fn staged_here(path: String) -> AnyView {
    let console = use_console();
    let staged = Memo::new(move |_| {
        console
            .pending
            .with(|pending| staged_object(&pending.changes, &path).map(|staged| staged.is_new))
    });
    live(move || {
        let told = match staged.get() {
            None => return nothing(),
            Some(true) => Msg::ObjectIsStaged,
            Some(false) => Msg::DeletionIsStaged,
        };
        div("staged-objects")
            .child(notice_text(Tone::Info, told))
            .view()
    })
}
