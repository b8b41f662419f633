//! Roles, as a screen reader knows them.

use std::fmt;

/// A role by which a control is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in WAI-ARIA")]
pub enum Role {
    Alert,
    Button,
    Cell,
    Checkbox,
    ColumnHeader,
    Combobox,
    Dialog,
    Group,
    Heading,
    Link,
    Listitem,
    Main,
    Menuitem,
    Navigation,
    /// No role of ARIA: a password field, which has none.
    Password,
    Radio,
    Region,
    Row,
    Spinbutton,
    Status,
    Switch,
    Tab,
    Table,
    Textbox,
}

impl Role {
    /// Which elements may have the role. The browser's computed role decides among them.
    pub(crate) fn candidates(self) -> &'static str {
        match self {
            Self::Alert => "[role=alert]",
            Self::Button => {
                "button, summary, input[type=submit], input[type=button], input[type=reset], [role=button]"
            }
            Self::Cell => "td, [role=cell], [role=gridcell]",
            Self::Checkbox => "input[type=checkbox], [role=checkbox]",
            Self::ColumnHeader => "th, [role=columnheader]",
            Self::Combobox => "select, input[list], [role=combobox]",
            Self::Dialog => "dialog, [role=dialog], [role=alertdialog]",
            Self::Group => "fieldset, details, [role=group]",
            Self::Heading => "h1, h2, h3, h4, h5, h6, [role=heading]",
            Self::Link => "a[href], [role=link]",
            Self::Listitem => "li, [role=listitem]",
            Self::Main => "main, [role=main]",
            Self::Menuitem => "[role=menuitem]",
            Self::Navigation => "nav, [role=navigation]",
            Self::Password => "input[type=password]",
            Self::Radio => "input[type=radio], [role=radio]",
            Self::Region => "section, [role=region]",
            Self::Row => "tr, [role=row]",
            Self::Spinbutton => "input[type=number], [role=spinbutton]",
            Self::Status => "output, [role=status]",
            Self::Switch => "[role=switch]",
            Self::Tab => "[role=tab]",
            Self::Table => "table, [role=table], [role=grid]",
            Self::Textbox => {
                "input:not([type]), input[type=text], input[type=search], input[type=email], input[type=url], input[type=tel], textarea, [role=textbox], [role=searchbox], [contenteditable]"
            }
        }
    }

    /// Whether a browser's computed role is this one.
    pub(crate) fn is(self, computed: &str) -> bool {
        let accepted: &[&str] = match self {
            // Browsers disagree on the role of a password field.
            Self::Password => return true,
            Self::Alert => &["alert"],
            // A `summary`: Chromium has a name of its own for it, Firefox none.
            Self::Button => &["button", "DisclosureTriangle", ""],
            Self::Cell => &["cell", "gridcell"],
            Self::Checkbox => &["checkbox"],
            Self::ColumnHeader => &["columnheader"],
            // WebKitGTK calls a `select` a button that opens a menu.
            Self::Combobox => &["combobox", "listbox", "button"],
            Self::Dialog => &["dialog", "alertdialog"],
            Self::Group => &["group"],
            Self::Heading => &["heading"],
            Self::Link => &["link"],
            Self::Listitem => &["listitem"],
            Self::Main => &["main"],
            Self::Menuitem => &["menuitem"],
            Self::Navigation => &["navigation"],
            Self::Radio => &["radio"],
            Self::Region => &["region"],
            Self::Row => &["row"],
            Self::Spinbutton => &["spinbutton"],
            Self::Status => &["status"],
            Self::Switch => &["switch"],
            Self::Tab => &["tab"],
            Self::Table => &["table", "grid"],
            Self::Textbox => &["textbox", "searchbox"],
        };
        accepted.contains(&computed)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = format!("{self:?}").to_ascii_lowercase();
        formatter.write_str(match self {
            Self::Password => "password field",
            _ => &name,
        })
    }
}
