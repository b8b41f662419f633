//! What places and resources of a merge are called.

use percent_encoding::percent_decode_str;
use sps_workbench::merge::{Column, Merge, Place};

use crate::{
    messages::{Msg, text, text_with},
    pages::member_label,
};

/// A place with the way to it: "Backend › Expiration days", "Order of Servers". Items of lists are named by their key or
/// text, so that a number is no index here.
pub fn place_label(place: &Place) -> String {
    let way = |segments: &[String]| {
        let labels = segments.iter().map(|segment| {
            if segment.parse::<usize>().is_ok() {
                segment.clone()
            } else {
                member_label(segment)
            }
        });
        labels.collect::<Vec<_>>().join(" › ")
    };
    let segments = place.at.segments();
    match segments.split_last() {
        None => text(Msg::WholeObject).to_owned(),
        Some((_, [])) if place.is_order() => text(Msg::OrderOfAll).to_owned(),
        Some((_, around)) if place.is_order() => {
            text_with(Msg::OrderOf, &[("place", &way(around))])
        }
        Some(_) => way(segments),
    }
}

/// A resource below the configuration: "policies › user_lists › 28f5c90e".
pub fn path_words(path: &str) -> String {
    names_in(path).join(" › ")
}

fn names_in(path: &str) -> Vec<String> {
    let below = path.strip_prefix("/api/").unwrap_or(path);
    let below = below.strip_prefix("configuration/").unwrap_or(below);
    below
        .trim_matches('/')
        .split('/')
        .map(|segment| {
            let decoded = percent_decode_str(segment).decode_utf8();
            decoded.map_or_else(|_| segment.to_owned(), std::borrow::Cow::into_owned)
        })
        .collect()
}

/// A resource below the configuration, with the name of an object in place of its key: "policies › user_lists › ops".
pub fn resource_label(path: &str, merge: &Merge) -> String {
    let mut names = names_in(path);
    let sides = [merge.theirs(), merge.mine(), merge.before()];
    let name = sides
        .into_iter()
        .flatten()
        .find_map(|side| side.get("name")?.as_str());
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        // A creation speaks of the list, anything else of the object by its key.
        let is_creation = merge.before().is_none();
        match names.last_mut() {
            Some(last) if !is_creation => *last = name.to_owned(),
            _ => names.push(name.to_owned()),
        }
    }
    names.join(" › ")
}

/// What the first value of a place to edit is: mine, else theirs, else what was there before.
pub fn start_of(place: &Place) -> Option<&serde_json::Value> {
    [Column::Mine, Column::Theirs, Column::Before]
        .into_iter()
        .find_map(|column| place.value(column))
}
