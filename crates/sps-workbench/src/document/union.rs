//! Unions: objects whose shape follows one member, `selection`, `enabled` or `type` (`sps-api.md` §8.3).

use serde_json::{Map, Value};

use super::{Draft, Pointer};
use crate::secret::DISCRIMINATORS;

/// A form of a union that was left.
#[derive(Clone, PartialEq)]
pub(super) struct Parked {
    pub(super) at: Pointer,
    member: String,
    form: Value,
}

impl Parked {
    fn case(&self) -> Option<&Value> {
        self.form.get(&self.member)
    }
}

/// The member that decides about the shape of an object, read off the object alone: `selection` or `type` with a text.
///
/// `enabled` is not told: most objects with it keep their members whether it is on or off, and only documents say which
/// do not.
pub fn discriminator(value: &Value) -> Option<&'static str> {
    let members = value.as_object()?;
    DISCRIMINATORS
        .into_iter()
        .find(|name| members.get(*name).is_some_and(Value::is_string))
}

impl Draft {
    /// Gives the union at a place another form. The form that is left is kept and comes back, with what was typed in it,
    /// when its case is chosen again; next comes what was read; next `template`, the members of a form that is new here.
    ///
    /// False, and nothing changed, if there is no object.
    pub fn choose(
        &mut self,
        at: &Pointer,
        member: &str,
        case: &Value,
        template: Option<&Map<String, Value>>,
    ) -> bool {
        let Some(present) = at.find(&self.current).filter(|value| value.is_object()) else {
            return false;
        };
        if present.get(member) == Some(case) {
            return true;
        }
        let left = Parked {
            at: at.clone(),
            member: member.to_owned(),
            form: present.clone(),
        };
        let is_same = |parked: &Parked, case: Option<&Value>| {
            parked.at == *at && parked.member == member && parked.case() == case
        };
        let parked = self
            .parked
            .iter()
            .find(|parked| is_same(parked, Some(case)))
            .map(|parked| parked.form.clone());
        let read = at
            .find(self.base())
            .filter(|read| read.get(member) == Some(case))
            .cloned();
        let form = parked.or(read).unwrap_or_else(|| {
            let mut form = Map::new();
            form.insert(member.to_owned(), case.clone());
            for (name, value) in template.into_iter().flatten() {
                form.entry(name.clone()).or_insert_with(|| value.clone());
            }
            Value::Object(form)
        });
        self.parked.retain(|parked| !is_same(parked, left.case()));
        self.parked.push(left);
        self.forget_typed(at);
        if let Some(place) = at.find_mut(&mut self.current) {
            *place = form;
        }
        true
    }
}
