//! The rights as a table: rows by area, filtered by path and verb (product M9.7).

use sps_client::Endpoint;

use super::privileges::{Area, Privilege, area_of, privilege_of};

/// The verbs that have a column of their own.
pub const VERBS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];

/// One path and what may be done there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightsRow {
    /// The path, as the appliance told it.
    pub path: String,
    /// For each of [`VERBS`], whether it is among the verbs.
    pub may: [bool; 4],
    /// Verbs without a column, as the appliance spells them.
    pub others: Vec<String>,
    /// The privilege this path belongs to, if it can be named.
    pub privilege: Option<Privilege>,
}

/// The rows of one area, in the appliance's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaRows {
    /// The area.
    pub area: Area,
    /// At least one row.
    pub rows: Vec<RightsRow>,
}

/// The rows by area, areas in the order of the menu. Entries for one path add up.
#[must_use]
pub fn rows_by_area(endpoints: &[Endpoint]) -> Vec<AreaRows> {
    let mut groups: Vec<AreaRows> = Area::ALL
        .into_iter()
        .map(|area| AreaRows {
            area,
            rows: Vec::new(),
        })
        .collect();
    for endpoint in endpoints {
        let area = area_of(&endpoint.url);
        let Some(group) = groups.iter_mut().find(|group| group.area == area) else {
            continue;
        };
        let at = group.rows.iter().position(|row| row.path == endpoint.url);
        let row = match at.and_then(|at| group.rows.get_mut(at)) {
            Some(row) => row,
            None => {
                group.rows.push(RightsRow {
                    path: endpoint.url.clone(),
                    may: [false; 4],
                    others: Vec::new(),
                    privilege: privilege_of(&endpoint.url),
                });
                let Some(row) = group.rows.last_mut() else {
                    continue;
                };
                row
            }
        };
        add_verbs(row, &endpoint.methods);
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}

fn add_verbs(row: &mut RightsRow, methods: &[String]) {
    for method in methods {
        let column = VERBS
            .iter()
            .position(|verb| method.eq_ignore_ascii_case(verb));
        match column.and_then(|column| row.may.get_mut(column)) {
            Some(may) => *may = true,
            None if !row.others.contains(method) => row.others.push(method.clone()),
            None => {}
        }
    }
}

/// Which rows to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A part of the path, letter case aside; all words of it must be there.
    pub path: String,
    /// One of [`VERBS`] that must be among the verbs; "" for any.
    pub verb: String,
}

impl Filter {
    /// Whether a row is shown. An area or privilege counts as part of its path: who types *RDP Control* finds it.
    #[must_use]
    pub fn shows(&self, area: Area, row: &RightsRow) -> bool {
        let has_verb = self.verb.is_empty()
            || VERBS
                .iter()
                .zip(row.may)
                .any(|(verb, may)| may && *verb == self.verb);
        has_verb
            && self.path.split_ascii_whitespace().all(|word| {
                contains(&row.path, word)
                    || area.menu().is_some_and(|menu| contains(menu, word))
                    || row
                        .privilege
                        .is_some_and(|privilege| contains(&privilege.to_string(), word))
            })
    }
}

/// Whether `word` is in `text`, letter case of ASCII aside, without a copy of either.
fn contains(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.windows(word.len().max(1))
        .any(|part| part.eq_ignore_ascii_case(word))
}
