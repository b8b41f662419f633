//! What is known of one value.

use serde_json::{Map, Value};

use crate::document::Pointer;

/// An entry of the catalogue: about a resource, a member, or the items of a list.
#[derive(Debug, Clone, Copy)]
pub struct Hint<'a> {
    file: &'a Value,
    node: &'a Value,
}

/// A value that a field may have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice<'a> {
    /// As it is sent.
    pub value: &'a str,
    /// As it is shown.
    pub label: &'a str,
}

/// The forms of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Union<'a> {
    /// The member that chooses the form.
    pub member: &'a str,
    /// The forms, in the order they are offered.
    pub cases: Vec<Case<'a>>,
}

/// One form of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Case<'a> {
    /// The value of the choosing member: a text, or true and false.
    pub value: Value,
    /// As it is shown.
    pub label: &'a str,
    /// The other members of this form, empty.
    pub template: Map<String, Value>,
}

impl<'a> Hint<'a> {
    pub(super) fn new(file: &'a Value, node: &'a Value) -> Self {
        Self { file, node }
    }

    /// A property of the entry itself, else of the shape it names.
    fn get(self, name: &str) -> Option<&'a Value> {
        self.node.get(name).or_else(|| {
            let shape = self.node.get("shape")?.as_str()?;
            self.file.get("shapes")?.get(shape)?.get(name)
        })
    }

    fn text(self, name: &str) -> Option<&'a str> {
        self.get(name)?.as_str()
    }

    fn of(self, node: &'a Value) -> Self {
        Self { node, ..self }
    }

    /// Its name for people.
    pub fn label(self) -> Option<&'a str> {
        self.text("label")
    }

    /// One sentence about it.
    pub fn help(self) -> Option<&'a str> {
        self.text("help")
    }

    /// The unit of a number.
    pub fn unit(self) -> Option<&'a str> {
        self.text("unit")
    }

    /// `boolean`, `integer`, `number`, `text`, `name`, `address`, `network`, `time`: what a value must be, also where
    /// none is set now.
    pub fn kind(self) -> Option<&'a str> {
        self.text("kind")
    }

    /// The least and the greatest number, each if there is one.
    pub fn limits(self) -> (Option<i64>, Option<i64>) {
        let limit = |name| self.get(name).and_then(Value::as_i64);
        (limit("min"), limit("max"))
    }

    /// Whether the document says that this value may be missing (null).
    pub fn is_optional(self) -> bool {
        self.get("optional").and_then(Value::as_bool) == Some(true)
    }

    /// The list whose objects a reference here may name, as a path on the appliance.
    pub fn refers_to(self) -> Option<String> {
        self.text("refers_to")
            .map(|list| format!("{}{list}", super::ROOT))
    }

    /// A reference here names a password or a private key: it is replaced by typing a new one.
    pub fn refers_to_secret(self) -> bool {
        self.refers_to()
            .is_some_and(|list| crate::secret::is_secret_list(&list))
    }

    /// The values a text may have; empty if any will do.
    pub fn choices(self) -> Vec<Choice<'a>> {
        let pairs = self.get("choices").and_then(Value::as_object);
        pairs
            .into_iter()
            .flatten()
            .map(|(value, label)| Choice {
                value,
                label: label.as_str().unwrap_or(value),
            })
            .collect()
    }

    /// The forms of a union; `None` if it is none.
    pub fn union(self) -> Option<Union<'a>> {
        let member = self.text("union")?;
        let cases = self.get("cases")?.as_object()?;
        let cases = cases.iter().map(|(name, case)| Case {
            value: match name.as_str() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                text => Value::from(text),
            },
            label: case.get("label").and_then(Value::as_str).unwrap_or(name),
            template: self.of(case).members_template(),
        });
        Some(Union {
            member,
            cases: cases.collect(),
        })
    }

    /// An empty value of this shape, for a new item or a new form.
    pub fn template(self) -> Value {
        if let Some(value) = self.get("default") {
            return value.clone();
        }
        if self.is_optional() || self.refers_to().is_some() {
            return Value::Null;
        }
        if let Some(union) = self.union()
            && let Some(case) = union.cases.into_iter().next()
        {
            let mut members = Map::new();
            members.insert(union.member.to_owned(), case.value);
            members.extend(case.template);
            // Members that all forms share.
            members.extend(self.members_template());
            return Value::Object(members);
        }
        if self.get("members").is_some() {
            return Value::Object(self.members_template());
        }
        if self.get("items").is_some() {
            return Value::Array(Vec::new());
        }
        if let Some(choice) = self.choices().first() {
            return Value::from(choice.value);
        }
        match self.kind() {
            Some("boolean") => Value::Bool(false),
            Some("integer" | "number") => Value::from(self.limits().0.unwrap_or_default()),
            _ => Value::from(""),
        }
    }

    fn members_template(self) -> Map<String, Value> {
        self.get("members")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, member)| (name.clone(), self.of(member).template()))
            .collect()
    }

    /// What is known of a member, or of an item of a list; `value` is what holds it now and decides between the forms
    /// of a union.
    pub(super) fn inner(self, segment: &str, value: Option<&Value>) -> Option<Self> {
        if let Some(items) = self.get("items") {
            return Some(self.of(items));
        }
        if let Some(member) = self.get("members").and_then(|members| members.get(segment)) {
            return Some(self.of(member));
        }
        let chooser = self.text("union")?;
        let case = match value?.get(chooser)? {
            Value::String(text) => text.as_str(),
            Value::Bool(true) => "true",
            Value::Bool(false) => "false",
            _ => return None,
        };
        let case = self.get("cases")?.get(case)?;
        self.of(case)
            .get("members")?
            .get(segment)
            .map(|member| self.of(member))
    }

    /// What is known of a place below this one, which holds `content`.
    pub(super) fn below(self, content: &Value, at: &Pointer) -> Option<Self> {
        let mut hint = self;
        let mut value = Some(content);
        for segment in at.segments() {
            hint = hint.inner(segment, value)?;
            value = value.and_then(|value| match value {
                Value::Array(items) => items.get(segment.parse::<usize>().ok()?),
                _ => value.get(segment),
            });
        }
        Some(hint)
    }

    /// What is known of a member, or of an item of a list, where the content around it is not at hand: of the forms of a
    /// union the first one that has such a member.
    pub(super) fn inner_of_any(self, segment: &str) -> Option<Self> {
        if let Some(items) = self.get("items") {
            return Some(self.of(items));
        }
        let own = self.get("members").and_then(|members| members.get(segment));
        let of_a_case = || {
            let mut cases = self.get("cases")?.as_object()?.values();
            cases.find_map(|case| self.of(case).get("members")?.get(segment))
        };
        own.or_else(of_a_case).map(|member| self.of(member))
    }

    /// Whether this is a union that the member of this name chooses the form of.
    pub(super) fn is_chosen_by(self, segment: &str) -> bool {
        self.text("union") == Some(segment)
    }

    /// What the form of a union is called, by the value that chooses it.
    pub(super) fn case_label(self, value: &str) -> Option<&'a str> {
        self.get("cases")?.get(value)?.get("label")?.as_str()
    }

    /// Whether values and forms beside the listed ones may be there: the documents do not name all of them.
    pub fn is_open(self) -> bool {
        self.get("open").and_then(Value::as_bool) == Some(true)
    }
}
