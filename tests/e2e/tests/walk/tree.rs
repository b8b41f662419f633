//! What there is to walk through, as the appliance's links tell it, and what a page shows.

use e2e::{Failure, Outcome};
use serde_json::Value;

/// A node, a list, a resource or an object.
pub struct Node {
    /// Its path on the appliance.
    pub path: String,
    /// The keys that lead to it.
    pub place: Vec<String>,
    /// It has children instead of content.
    pub is_node: bool,
    status: u64,
    allow: Vec<String>,
    children: Vec<Node>,
}

/// One step of the walk.
pub enum Visit<'a> {
    /// To a node from the one above it.
    Down(&'a Node),
    /// Back to the one above.
    Up(&'a Node),
}

impl Node {
    /// Reads what the page's script found.
    ///
    /// # Errors
    /// When it is no tree.
    pub fn read(found: &Value) -> Outcome<Self> {
        let trouble = || Failure::new(format!("no node: {found}"));
        let texts = |name: &str| {
            let all = found.get(name).and_then(Value::as_array);
            let all = all.into_iter().flatten();
            all.filter_map(|text| Some(text.as_str()?.to_owned()))
                .collect::<Vec<_>>()
        };
        let path = found.get("path").and_then(Value::as_str);
        let children = found.get("children").and_then(Value::as_array);
        Ok(Self {
            path: path.ok_or_else(trouble)?.to_owned(),
            place: texts("place"),
            is_node: found.get("is_node") == Some(&Value::Bool(true)),
            status: found
                .get("status")
                .and_then(Value::as_u64)
                .ok_or_else(trouble)?,
            allow: texts("allow"),
            children: children
                .into_iter()
                .flatten()
                .map(Self::read)
                .collect::<Outcome<_>>()?,
        })
    }

    /// It could be read.
    pub fn is_readable(&self) -> bool {
        self.status == 200
    }

    /// The appliance's `Allow` has this verb.
    pub fn allows(&self, verb: &str) -> bool {
        self.allow.iter().any(|allowed| allowed == verb)
    }

    /// Calls `see` with this node and everything below it.
    pub fn each(&self, see: &mut impl FnMut(&Node)) {
        see(self);
        for child in &self.children {
            child.each(see);
        }
    }

    /// The way through everything, from this node and back to it.
    pub fn visits(&self) -> Vec<Visit<'_>> {
        let mut visits = vec![Visit::Down(self)];
        for child in &self.children {
            visits.extend(child.visits());
            visits.push(Visit::Up(self));
        }
        visits
    }
}

/// What a page shows.
pub struct Seen {
    /// `node`, `form` or `problem`.
    pub shown: String,
    /// It says *View only*.
    pub is_view_only: bool,
    /// All its words.
    pub text: String,
    /// What can be changed.
    pub controls: Vec<Control>,
}

/// A control of a form.
#[derive(Clone, Debug)]
pub struct Control {
    /// Its number in the page's script.
    pub at: u64,
    /// What kind of field it belongs to.
    pub kind: String,
    /// Its accessible name.
    pub name: String,
    /// Its text.
    pub value: String,
    /// The labels of its choices, and which is chosen.
    pub choices: Vec<String>,
    /// The number of the chosen one.
    pub chosen: i64,
}

impl Seen {
    /// Reads what the page's script found.
    ///
    /// # Errors
    /// When the page did not come.
    pub fn read(found: &Value) -> Outcome<Self> {
        let text = |from: &Value, name: &str| {
            let text = from.get(name).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let shown = text(found, "shown");
        if shown.is_empty() {
            return Err(Failure::new(format!("the page did not come: {found}")));
        }
        let controls = found.get("controls").and_then(Value::as_array);
        let control = |from: &Value| Control {
            at: from.get("at").and_then(Value::as_u64).unwrap_or_default(),
            kind: text(from, "kind"),
            name: text(from, "name"),
            value: text(from, "value"),
            choices: from
                .get("choices")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|label| Some(label.as_str()?.to_owned()))
                .collect(),
            chosen: from.get("chosen").and_then(Value::as_i64).unwrap_or(-1),
        };
        Ok(Self {
            shown,
            is_view_only: found.get("is_view_only") == Some(&Value::Bool(true)),
            text: text(found, "text"),
            controls: controls.into_iter().flatten().map(control).collect(),
        })
    }
}
