//! Names of members as labels.

use sps_workbench::document::Pointer;

use crate::messages::{Msg, text, text_with};

/// `minimum_password_strength` reads "Minimum password strength"; an index reads "Item 3"; anything that is not in
/// snake case (keys, days) stays as it is.
pub fn member_label(name: &str) -> String {
    if name.is_empty() {
        return text(Msg::Value).to_owned();
    }
    if let Ok(index) = name.parse::<usize>() {
        return text_with(Msg::ItemNumber, &[("number", &(index + 1).to_string())]);
    }
    let is_snake = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && name.starts_with(|first: char| first.is_ascii_lowercase());
    if !is_snake {
        return name.to_owned();
    }
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_ascii_uppercase().to_string() + letters.as_str()
    })
}

/// A member with the way to it: "Backend › Cracklib enabled".
pub fn path_label(at: &Pointer) -> String {
    at.segments()
        .iter()
        .map(|segment| member_label(segment))
        .collect::<Vec<_>>()
        .join(" › ")
}
