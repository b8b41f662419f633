//! A message that stays until it is solved.

use leptos::prelude::*;

use super::{Element, Shape, div, icon};
use crate::messages::{Msg, text};

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    Info,
    /// It worked.
    Success,
    /// Watch out.
    Warning,
    /// It failed.
    Danger,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Tone::Info => "notice info",
            Tone::Success => "notice success",
            Tone::Warning => "notice warning",
            Tone::Danger => "notice danger",
        }
    }

    fn shape(self) -> Shape {
        match self {
            Tone::Info => Shape::Info,
            Tone::Success => Shape::Success,
            Tone::Warning => Shape::Warning,
            Tone::Danger => Shape::Danger,
        }
    }

    /// Failures interrupt, all else waits its turn.
    fn role(self) -> &'static str {
        if self == Tone::Danger {
            "alert"
        } else {
            "status"
        }
    }
}

/// A box with icon and content, announced when it appears.
#[inline(never)]
pub fn notice(tone: Tone, content: Vec<AnyView>) -> AnyView {
    boxed(tone, tone.role(), content).view()
}

/// As a [`notice`] above the screens, where what it says is announced by another region.
pub fn banner(tone: Tone, content: Vec<AnyView>) -> Element {
    div("banner").child(boxed(tone, "group", content))
}

fn boxed(tone: Tone, role: &'static str, content: Vec<AnyView>) -> Element {
    div(tone.class())
        .attr("role", role)
        .child(icon(tone.shape()))
        .child(div("notice-text").children(content))
}

/// A notice of one text.
#[inline(never)]
pub fn notice_text(tone: Tone, message: Msg) -> AnyView {
    notice(tone, vec![text(message).into_any()])
}
