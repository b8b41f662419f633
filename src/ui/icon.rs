//! Icons: one path each, in the colour of the text beside them, never the only carrier of a meaning.

use leptos::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The product's mark: a shield whose lower half is a check list.
    Mark,
    /// A password.
    Password,
    /// A client certificate.
    Certificate,
    /// Leads away from the console.
    Away,
    /// Something was added.
    Added,
    /// Something was removed.
    Removed,
    /// Something was changed.
    Changed,
    /// Something was moved.
    Moved,
    /// It worked.
    Success,
    /// Worth knowing.
    Info,
    /// Watch out.
    Warning,
    /// It failed.
    Danger,
    /// A person.
    Person,
    /// An API key.
    Key,
    /// The configuration.
    Tree,
    /// A list to review.
    List,
    /// Goes deeper.
    Forward,
    /// To an earlier place.
    Up,
    /// To a later place.
    Down,
    /// Looks for something.
    Find,
    /// To the list around.
    Folder,
    /// A favourite.
    Star,
    /// Moves a revealed value to the clipboard.
    Copy,
}

impl Shape {
    /// The outline on a grid of 16.
    fn path(self) -> &'static str {
        match self {
            Shape::Mark => {
                "M8 1.700 2.700 3.700v4c0 3.300 2.200 5.500 5.300 6.600 3.100-1.100 5.300-3.300 5.300-6.600v-4L8 1.700ZM5.600 8l.9.9 1.500-1.600M9.300 8h1.400M5.600 10.700l.9.9 1.500-1.600M9.300 10.700h1"
            }
            Shape::Password => {
                "M4.500 7.500V5a3.500 3.500 0 0 1 7 0v2.500M3 7.500h10v6.500H3zM8 10v1.800"
            }
            Shape::Certificate => {
                "M2 2.500h12v8H9M2 2.500v8h2M4.500 5.500h7M9.500 7.500h2M6.500 13a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5ZM5.200 12.500 5 15.500l1.500-.8 1.500.8-.2-3"
            }
            Shape::Away => "M6 3H3v10h10v-3M9 2.500h4.500V7M13.200 2.800 7.500 8.500",
            Shape::Added => "M8 3v10M3 8h10",
            Shape::Removed => "M3 8h10",
            Shape::Changed => "M8 2.500v7M4.500 6h7M4.500 13h7",
            Shape::Moved => {
                "M5 13V3M2.500 5.500 5 3l2.500 2.500M11 3v10M8.500 10.500 11 13l2.500-2.500"
            }
            Shape::Success => "M3 8.500 6.500 12 13 4.500",
            Shape::Info => {
                "M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM8 7.500v4M8 4.600v.3"
            }
            Shape::Warning => "M8 2 1.500 13.500h13L8 2ZM8 6.500v3.300M8 11.500v.3",
            Shape::Danger => {
                "M5.300 1.500h5.400l3.800 3.800v5.400l-3.800 3.800H5.300l-3.800-3.800V5.300l3.800-3.800ZM8 4.700v4M8 10.900v.3"
            }
            Shape::Person => {
                "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.500 14c.5-3 2.600-4.500 5.500-4.500s5 1.500 5.500 4.500"
            }
            Shape::Key => {
                "M10.500 9a3.700 3.700 0 1 0-3.300-2L2 12.200V14h2.500v-1.700h1.700v-1.700l1.500-1.500c.8.600 1.700.9 2.800-.1ZM11.200 4.800v.1"
            }
            Shape::Tree => {
                "M2.500 2.500h4v3h-4zM9.500 6.500h4v3h-4zM9.500 11.500h4v3h-4zM4.500 5.500V13h5M4.500 8h5"
            }
            Shape::List => {
                "M2.500 4l1 1 1.700-2M2.500 8.500l1 1 1.700-2M2.500 13l1 1 1.700-2M7.500 4.300h6M7.500 8.500h6M7.500 12.800h6"
            }
            Shape::Up => "M8 13V3M3.500 7.500 8 3l4.500 4.500",
            Shape::Down => "M8 3v10M3.500 8.500 8 13l4.500-4.500",
            Shape::Find => "M10.500 10.500 14 14M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Z",
            Shape::Folder => "M2 4h4.500l1.500 2h6v7H2zM2 4v9",
            Shape::Star => {
                "M8 1.800 9.900 5.700l4.300.6-3.100 3 .7 4.300L8 11.600l-3.800 2 .7-4.300-3.100-3 4.300-.6L8 1.800Z"
            }
            Shape::Forward => "M6 3.500 10.500 8 6 12.500",
            Shape::Copy => "M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3",
        }
    }
}

/// An icon beside a text that says the same; hidden from assistive technology.
#[inline(never)]
pub fn icon(shape: Shape) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=shape.path() />
        </svg>
    }
    .into_any()
}
