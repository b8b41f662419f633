//! What the catalogue says of a place in a resource whose content is not at hand, as in the changelog.

use super::{Catalogue, Hint};

/// The way to a member, in names for people.
#[derive(Debug, Clone, Default)]
pub struct Way<'a> {
    /// One per step: the label; `None` where the file knows none, and an empty one for the member that chooses the form
    /// of a union, because the union's own label says it.
    pub labels: Vec<Option<&'a str>>,
    end: Option<Hint<'a>>,
    is_chooser: bool,
}

impl Catalogue {
    /// What is known on the way to a member of the resource at `path`.
    pub fn way(&self, path: &str, member: &[String]) -> Way<'_> {
        let mut way = Way {
            labels: Vec::with_capacity(member.len()),
            end: self.resource(path),
            is_chooser: false,
        };
        for (at, name) in member.iter().enumerate() {
            let is_last = at + 1 == member.len();
            if is_last && at > 0 && way.end.is_some_and(|hint| hint.is_chosen_by(name)) {
                way.is_chooser = true;
                way.labels.push(Some(""));
                break;
            }
            way.end = way.end.and_then(|hint| hint.inner_of_any(name));
            way.labels.push(way.end.and_then(Hint::label));
        }
        way
    }
}

impl<'a> Way<'a> {
    /// The unit of the number at the end of the way.
    pub fn unit(&self) -> Option<&'a str> {
        self.end.filter(|_| !self.is_chooser)?.unit()
    }

    /// What a value there is called, if it is one of the documented ones.
    pub fn choice(&self, value: &str) -> Option<&'a str> {
        let hint = self.end?;
        if self.is_chooser {
            return hint.case_label(value);
        }
        let mut choices = hint.choices().into_iter();
        choices.find_map(|choice| (choice.value == value).then_some(choice.label))
    }

    /// Whether it is a switch: true and false are yes and no.
    pub fn is_switch(&self) -> bool {
        !self.is_chooser && self.end.and_then(Hint::kind) == Some("boolean")
    }
}
