//! Positions of switches as text: how they are read and written.

/// The positions a type of switch knows.
pub(crate) trait SwitchValue: Sized {
    /// The positions there are, or for numbers none: each switch lists the ones worth testing.
    const POSITIONS: &'static [&'static str] = &[];
    /// Whether further values than the listed ones are taken.
    const OPEN_ENDED: bool = false;
    fn from_text(text: &str) -> Option<Self>;
    fn text(&self) -> String;
}

/// Declares an enum whose variants have names in text (command line, `data/`).
macro_rules! switch_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $crate::setup::position::SwitchValue for $name {
            const POSITIONS: &'static [&'static str] = &[$($text),+];
            fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
            fn text(&self) -> String {
                match self { $(Self::$variant => $text,)+ }.to_owned()
            }
        }
    };
}
pub(crate) use switch_enum;

impl SwitchValue for bool {
    const POSITIONS: &'static [&'static str] = &["on", "off"];
    fn from_text(text: &str) -> Option<Self> {
        match text {
            "on" | "true" => Some(true),
            "off" | "false" => Some(false),
            _ => None,
        }
    }
    fn text(&self) -> String {
        if *self { "on" } else { "off" }.to_owned()
    }
}

/// An HTTP status.
impl SwitchValue for u16 {
    const OPEN_ENDED: bool = true;
    fn from_text(text: &str) -> Option<Self> {
        text.parse()
            .ok()
            .filter(|status| (200..=599).contains(status))
    }
    fn text(&self) -> String {
        self.to_string()
    }
}

/// A number of seconds, or of things.
impl SwitchValue for u32 {
    const OPEN_ENDED: bool = true;
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
    fn text(&self) -> String {
        self.to_string()
    }
}

/// Seconds forward or back.
impl SwitchValue for i64 {
    const OPEN_ENDED: bool = true;
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
    fn text(&self) -> String {
        self.to_string()
    }
}
