//! Where controls are looked for, and the way to them.

use std::fmt;

use crate::browser::Browser;
use crate::control::Control;
use crate::role::Role;

/// Where controls are looked for: the page, or a control that holds others.
pub trait Scope {
    /// The browser.
    #[doc(hidden)]
    fn browser(&self) -> &Browser;

    /// The way to this place from the page.
    #[doc(hidden)]
    fn path(&self) -> Vec<Step>;

    /// The control with a role and exactly this accessible name.
    fn control(&self, role: Role, name: &str) -> Control<'_> {
        self.find(role, Match::Name(name.to_owned()))
    }

    /// The control with a role whose visible text holds `text`.
    fn containing(&self, role: Role, text: &str) -> Control<'_> {
        self.find(role, Match::Text(text.to_owned()))
    }

    /// The one control of a role, whatever its name.
    fn only(&self, role: Role) -> Control<'_> {
        self.find(role, Match::Any)
    }

    #[doc(hidden)]
    fn find(&self, role: Role, wanted: Match) -> Control<'_> {
        let mut path = self.path();
        path.push(Step { role, wanted });
        Control::new(self.browser(), path)
    }

    /// A button by its name.
    fn button(&self, name: &str) -> Control<'_> {
        self.control(Role::Button, name)
    }

    /// A check box by its name.
    fn checkbox(&self, name: &str) -> Control<'_> {
        self.control(Role::Checkbox, name)
    }

    /// A dialog by its name.
    fn dialog(&self, name: &str) -> Control<'_> {
        self.control(Role::Dialog, name)
    }

    /// A heading by its text.
    fn heading(&self, name: &str) -> Control<'_> {
        self.control(Role::Heading, name)
    }

    /// A link by its name.
    fn link(&self, name: &str) -> Control<'_> {
        self.control(Role::Link, name)
    }

    /// A password field by its label.
    fn password(&self, name: &str) -> Control<'_> {
        self.control(Role::Password, name)
    }

    /// The table row that shows a text.
    fn row_containing(&self, text: &str) -> Control<'_> {
        self.containing(Role::Row, text)
    }

    /// A text field by its label.
    fn textbox(&self, name: &str) -> Control<'_> {
        self.control(Role::Textbox, name)
    }
}

/// One step of the way to a control.
#[derive(Clone, Debug)]
#[doc(hidden)]
pub struct Step {
    pub(crate) role: Role,
    pub(crate) wanted: Match,
}

/// How a control is told from others of its role.
#[derive(Clone, Debug)]
#[doc(hidden)]
pub enum Match {
    Name(String),
    Text(String),
    Any,
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.wanted {
            Match::Name(name) => write!(formatter, "{} {name:?}", self.role),
            Match::Text(text) => write!(formatter, "{} containing {text:?}", self.role),
            Match::Any => write!(formatter, "{}", self.role),
        }
    }
}
