//! A message that stays until it is solved.

use leptos::prelude::*;

use super::{Icon, Shape};

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

/// A box with icon and text, announced when it appears.
#[component]
pub fn Notice(tone: Tone, children: Children) -> impl IntoView {
    view! {
        <div class=tone.class() role=tone.role()>
            <Icon shape=tone.shape() />
            <div class="notice-text">{children()}</div>
        </div>
    }
}
