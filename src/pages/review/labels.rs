//! The catalogue's names for members and values, the same as in the forms (product.md D4). Where the catalogue cannot be
//! had, the names of the members stay.

use leptos::prelude::*;
use sps_workbench::{
    catalogue::Way,
    changes::{Sentence, Shown, What},
};

use crate::{
    messages::{Msg, text},
    pages::{
        configuration::{load_catalogue, loaded_catalogue},
        member_label,
    },
    reactive::run,
};

/// Loads the catalogue unless it is there; goes up when the names are known. Whoever shows members follows it.
pub fn labels() -> RwSignal<bool> {
    let is_there = loaded_catalogue().is_some();
    let known = RwSignal::new(is_there);
    if !is_there {
        run(async move {
            load_catalogue().await;
            known.try_set(loaded_catalogue().is_some());
        });
    }
    known
}

fn on_the_way<T>(path: &str, member: &[String], look: impl FnOnce(&Way<'_>) -> T) -> T {
    match loaded_catalogue() {
        Some(catalogue) => look(&catalogue.way(path, member)),
        None => look(&Way::default()),
    }
}

/// The way to a member inside its resource: "User database › Passwords expire after"; nothing for the resource itself.
pub fn way(path: &str, member: &[String]) -> Option<String> {
    if member.is_empty() {
        return None;
    }
    Some(on_the_way(path, member, |known| {
        let mut told = String::new();
        for (at, name) in member.iter().enumerate() {
            let label = match known.labels.get(at).copied().flatten() {
                Some(label) => label.to_owned(),
                None => member_label(name),
            };
            if !label.is_empty() {
                if !told.is_empty() {
                    told.push_str(" › ");
                }
                told.push_str(&label);
            }
        }
        told
    }))
}

/// A value as the form shows it: the title of a choice, yes and no, a number with its unit.
pub fn value(path: &str, member: &[String], shown: &Shown) -> Shown {
    let Shown::Plain(words) = shown else {
        return shown.clone();
    };
    on_the_way(path, member, |known| {
        if let Some(choice) = known.choice(words) {
            return Shown::Plain(choice.to_owned());
        }
        if known.is_switch() {
            let is = match words.as_str() {
                "true" => Msg::Yes,
                "false" => Msg::No,
                _ => return shown.clone(),
            };
            return Shown::Plain(text(is).to_owned());
        }
        match known.unit().filter(|_| is_number(words)) {
            Some(unit) => Shown::Plain(words.clone() + "\u{a0}" + unit),
            None => shown.clone(),
        }
    })
}

fn is_number(words: &str) -> bool {
    words.starts_with(|first: char| first.is_ascii_digit() || first == '-')
}

/// The labels a sentence is shown with, to be searched with its own words.
pub fn names(sentence: &Sentence) -> Vec<String> {
    match &sentence.what {
        What::Changed { member, .. } | What::Items { member, .. } | What::Moved { member, .. } => {
            way(&sentence.path, member).into_iter().collect()
        }
        What::Added { .. } | What::Removed { .. } | What::Other { .. } => Vec::new(),
    }
}
