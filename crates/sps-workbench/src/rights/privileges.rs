//! Which area and which page privilege a path belongs to (`sps-api.md` §14; product F16).
//!
//! The vendor publishes no full table: privileges of the web UI and of the API are kept in step, and the pages are known
//! by name. Rows marked `ASSUMPTION` are inferred from those names; a path without a row has no privilege to name.

use std::fmt;

use sps_client::paths;

/// A part of the appliance, in the order of its own menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the menu of the web UI")]
pub enum Area {
    /// The API as a whole.
    Everything,
    BasicSettings,
    UsersAndAccess,
    Policies,
    Ssh,
    Rdp,
    Http,
    Ica,
    Telnet,
    Vnc,
    Mssql,
    Reporting,
    Search,
    /// The session's own user: information, keys, password.
    OwnAccount,
    /// The transaction of the session.
    Transaction,
    /// What the appliance tells of itself.
    Appliance,
    /// Nothing is known of it.
    Other,
}

impl Area {
    /// All areas, in the order they are shown.
    pub const ALL: [Self; 17] = [
        Self::Everything,
        Self::BasicSettings,
        Self::UsersAndAccess,
        Self::Policies,
        Self::Ssh,
        Self::Rdp,
        Self::Http,
        Self::Ica,
        Self::Telnet,
        Self::Vnc,
        Self::Mssql,
        Self::Reporting,
        Self::Search,
        Self::OwnAccount,
        Self::Transaction,
        Self::Appliance,
        Self::Other,
    ];

    /// Its name in the menu of the appliance's web UI, which knows English only; `None` if it has no menu.
    #[must_use]
    pub fn menu(self) -> Option<&'static str> {
        Some(match self {
            Self::BasicSettings => "Basic Settings",
            // "AAA" up to 6.0.
            Self::UsersAndAccess => "Users & Access Control",
            Self::Policies => "Policies",
            Self::Ssh => "SSH Control",
            Self::Rdp => "RDP Control",
            Self::Http => "HTTP Control",
            Self::Ica => "ICA Control",
            Self::Telnet => "Telnet Control",
            Self::Vnc => "VNC Control",
            Self::Mssql => "MSSQL Control",
            Self::Reporting => "Reporting",
            Self::Search => "Search",
            Self::Everything
            | Self::OwnAccount
            | Self::Transaction
            | Self::Appliance
            | Self::Other => return None,
        })
    }
}

/// What a privilege opens (`sps-api.md` §14: the web UI says "read" and "read & write").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Looking.
    Read,
    /// Looking and changing.
    ReadAndWrite,
}

impl Access {
    /// What `verb` needs.
    #[must_use]
    pub fn for_verb(verb: &str) -> Self {
        if verb.eq_ignore_ascii_case("GET") {
            Self::Read
        } else {
            Self::ReadAndWrite
        }
    }
}

/// A privilege as the web UI names it, such as *RDP Control / Connections*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Privilege {
    menu: &'static str,
    page: &'static str,
}

impl fmt::Display for Privilege {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.menu)?;
        if !self.page.is_empty() {
            f.write_str(" / ")?;
            f.write_str(self.page)?;
        }
        Ok(())
    }
}

/// Below [`paths::CONFIGURATION`]: prefix, area, page. A page of "" is the whole menu, "-" is no privilege. The longest
/// prefix decides.
const CONFIGURATION: &[(&str, Area, &str)] = &[
    // Documented: "AAA", later "Users & Access Control", and its page Settings.
    ("aaa", Area::UsersAndAccess, ""),
    ("aaa/settings", Area::UsersAndAccess, "Settings"),
    // Documented for 8.0: Settings > Accounting settings.
    ("management/accounting", Area::UsersAndAccess, "Settings"),
    // ASSUMPTION: the pages are documented, their link to these paths is not.
    ("aaa/acls", Area::UsersAndAccess, "Appliance Access"),
    (
        "aaa/local_database/users",
        Area::UsersAndAccess,
        "Local Users",
    ),
    (
        "aaa/local_database/groups",
        Area::UsersAndAccess,
        "Group Management",
    ),
    ("management", Area::BasicSettings, "Management"),
    (
        "management/health_monitoring",
        Area::BasicSettings,
        "Alerting & Monitoring",
    ),
    ("alerting", Area::BasicSettings, "Alerting & Monitoring"),
    ("network", Area::BasicSettings, "Network"),
    ("datetime", Area::BasicSettings, "Date & Time"),
    ("local_services", Area::BasicSettings, "Local Services"),
    (
        "local_services/cluster",
        Area::BasicSettings,
        "Cluster management",
    ),
    ("policies", Area::Policies, ""),
    ("reporting", Area::Reporting, ""),
    // No page is known for these.
    ("passwords", Area::Other, "-"),
    ("private_keys", Area::Other, "-"),
    ("x509", Area::Other, "-"),
];

/// Protocols below [`paths::CONFIGURATION`].
const PROTOCOLS: &[(&str, Area)] = &[
    ("ssh", Area::Ssh),
    ("rdp", Area::Rdp),
    ("http", Area::Http),
    ("ica", Area::Ica),
    ("telnet", Area::Telnet),
    ("vnc", Area::Vnc),
    ("mssql", Area::Mssql),
];

/// Their pages. Documented is *ICA Control / Connections*.
// ASSUMPTION: the other protocols and pages follow the same pattern.
const PROTOCOL_PAGES: &[(&str, &str)] = &[
    ("connections", "Connections"),
    ("channel_policies", "Channel Policies"),
    ("settings_policies", "Settings"),
    ("authentication_policies", "Authentication Policies"),
    ("options", "Global Options"),
    ("domain_membership", "Domain Membership"),
];

/// Outside of the configuration: prefix, area, and menu and page of the privilege ("-" is none).
const ELSEWHERE: &[(&str, Area, &str, &str)] = &[
    // Documented: full access to the API needs it.
    ("", Area::Everything, "REST server", ""),
    // ASSUMPTION: the link of these privileges to these paths.
    ("firmware", Area::BasicSettings, "Basic Settings", "System"),
    (
        "upload/firmware",
        Area::BasicSettings,
        "Basic Settings",
        "System",
    ),
    (
        "cluster",
        Area::BasicSettings,
        "Basic Settings",
        "Cluster management",
    ),
    ("audit", Area::Search, "Search", ""),
    ("transaction", Area::Transaction, "REST server", ""),
    ("user", Area::OwnAccount, "REST server", ""),
    ("user_info", Area::OwnAccount, "REST server", ""),
    ("userinfo", Area::OwnAccount, "REST server", ""),
    // No privilege is known for these.
    ("info", Area::Appliance, "-", ""),
    ("endpoints", Area::Appliance, "-", ""),
    ("setup", Area::Appliance, "-", ""),
    ("health_status", Area::Appliance, "-", ""),
    ("ssh-host-keys", Area::Appliance, "-", ""),
    ("troubleshooting", Area::Appliance, "-", ""),
    ("configuration", Area::Everything, "-", ""),
];

/// The area a path belongs to.
#[must_use]
pub fn area_of(path: &str) -> Area {
    look_up(path).0
}

/// The privilege to ask for, if the documents let us name one.
#[must_use]
pub fn privilege_of(path: &str) -> Option<Privilege> {
    look_up(path).1
}

fn look_up(path: &str) -> (Area, Option<Privilege>) {
    if let Some(below) = below(path, paths::CONFIGURATION)
        && !below.is_empty()
    {
        return in_configuration(below);
    }
    let Some(below) = below(path, paths::ROOT) else {
        return (Area::Other, None);
    };
    // The row of the root is of the root alone.
    let rows = ELSEWHERE
        .iter()
        .filter(|(prefix, ..)| prefix.is_empty() == below.is_empty());
    let Some((_, area, menu, page)) = longest(rows, below, |row| row.0) else {
        return (Area::Other, None);
    };
    let privilege = Privilege { menu, page };
    (*area, (*menu != "-").then_some(privilege))
}

fn in_configuration(below: &str) -> (Area, Option<Privilege>) {
    let mut segments = below.split('/');
    let first = segments.next().unwrap_or_default();
    if let Some((_, area)) = PROTOCOLS.iter().find(|(name, _)| *name == first) {
        let second = segments.next().unwrap_or_default();
        let page = PROTOCOL_PAGES.iter().find(|(name, _)| *name == second);
        let page = page.map_or("", |(_, page)| page);
        let privilege = area.menu().map(|menu| Privilege { menu, page });
        return (*area, privilege);
    }
    match longest(CONFIGURATION.iter(), below, |row| row.0) {
        Some((_, area, page)) => {
            let menu = area.menu().filter(|_| *page != "-");
            (*area, menu.map(|menu| Privilege { menu, page }))
        }
        None => (Area::Other, None),
    }
}

/// The row with the longest prefix of `path`.
fn longest<'r, R>(
    rows: impl Iterator<Item = &'r R>,
    path: &str,
    prefix: impl Fn(&R) -> &'static str,
) -> Option<&'r R> {
    let mut found: Option<&R> = None;
    for row in rows {
        let is_longer = found.is_none_or(|found| prefix(row).len() > prefix(found).len());
        if is_longer && self::below(path, prefix(row)).is_some() {
            found = Some(row);
        }
    }
    found
}

/// What of `path` lies below `prefix`, by whole segments and without slashes around it; "" for the prefix itself.
pub(super) fn below<'p>(path: &'p str, prefix: &str) -> Option<&'p str> {
    let path = path.trim_end_matches('/');
    if prefix.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(prefix)?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.strip_prefix('/')
}
