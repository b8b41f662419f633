//! The walk through three documents at once: it finds the places and puts the result together.

use serde_json::{Map, Value};

use super::leaf::{uses, verdict};
use super::list::{Named, order};
use super::order::{Moved, interleaved, who_moved};
use super::place::{Clash, Decision, Place, Verdict};
use crate::document::{ORDER, Pointer};
use crate::journal::is_cut;
use crate::secret::{DISCRIMINATORS, is_secret_member, is_secret_text};

/// The three values of a place.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) before: Option<&'a Value>,
    pub(super) theirs: Option<&'a Value>,
    pub(super) mine: Option<&'a Value>,
}

/// What is known, and what was found so far.
pub(super) struct Walk<'a> {
    pub(super) decisions: &'a [(Pointer, Decision)],
    /// Keys of deleted objects.
    pub(super) gone: &'a [String],
    /// Places that others may have changed, as somebody else knows.
    pub(super) suspects: &'a [Pointer],
    pub(super) places: Vec<Place>,
}

impl Walk<'_> {
    /// The merged value. An undecided conflict leaves theirs, so that nothing of somebody else is lost by accident.
    pub(super) fn merge(
        &mut self,
        at: &Pointer,
        sides: Sides<'_>,
        is_secret: bool,
    ) -> Option<Value> {
        let Sides {
            before,
            theirs,
            mine,
        } = sides;
        match (before, theirs, mine) {
            (Some(Value::Object(b)), Some(Value::Object(t)), Some(Value::Object(m)))
                if ![before, theirs, mine].into_iter().flatten().any(is_cut)
                    && !is_other_variant(b, t, m)
                    && [t, m].iter().all(|side| is_ordered(side) == is_ordered(b)) =>
            {
                let merged = self.merge_members(at, [b, t, m], is_secret);
                Some(self.whole_side(at, sides).unwrap_or(merged))
            }
            (Some(b), Some(t), Some(m)) => match (Named::of(b), Named::of(t), Named::of(m)) {
                (Some(b), Some(t), Some(m)) => {
                    let merged = self.merge_items(at, &b, &t, &m, is_secret);
                    Some(self.whole_side(at, sides).unwrap_or(merged))
                }
                _ => self.decide(at, sides, is_secret),
            },
            _ => self.decide(at, sides, is_secret),
        }
    }

    /// Where one side did nothing and nothing was decided inside, the other side as it is.
    fn whole_side(&self, at: &Pointer, sides: Sides<'_>) -> Option<Value> {
        let Sides {
            before,
            theirs,
            mine,
        } = sides;
        let is_open = self.decisions.iter().any(|(place, _)| place.is_within(at));
        let clashes = self
            .places
            .iter()
            .any(|place| place.at.is_within(at) && matches!(place.verdict, Verdict::Conflict(_)));
        if is_open || clashes {
            None
        } else if before == theirs {
            mine.cloned()
        } else if before == mine || theirs == mine {
            theirs.cloned()
        } else {
            None
        }
    }

    /// A place without places inside.
    fn decide(&mut self, at: &Pointer, sides: Sides<'_>, is_secret: bool) -> Option<Value> {
        let Sides {
            before,
            theirs,
            mine,
        } = sides;
        let verdict = match verdict(before, theirs, mine) {
            Verdict::MineOnly | Verdict::Same if uses(mine, self.gone) => {
                Verdict::Conflict(Clash::UsesDeleted)
            }
            Verdict::MineOnly if self.suspects.contains(at) => {
                Verdict::Conflict(Clash::BothChanged)
            }
            verdict => verdict,
        };
        let is_secret = is_secret
            || [before, theirs, mine]
                .into_iter()
                .flatten()
                .any(|value| is_cut(value) || value.as_str().is_some_and(is_secret_text));
        self.places.push(Place {
            at: at.clone(),
            verdict,
            before: before.cloned(),
            theirs: theirs.cloned(),
            mine: mine.cloned(),
            is_secret,
        });
        match self.decision(at) {
            Some(Decision::Mine) => mine.cloned(),
            Some(Decision::Theirs) => theirs.cloned(),
            Some(Decision::Own(value)) => value.clone(),
            None if verdict == Verdict::MineOnly => mine.cloned(),
            None => theirs.cloned(),
        }
    }

    fn decision(&self, at: &Pointer) -> Option<&Decision> {
        let found = self.decisions.iter().find(|(place, _)| place == at);
        found.map(|(_, decision)| decision)
    }

    fn merge_members(
        &mut self,
        at: &Pointer,
        [before, theirs, mine]: [&Map<String, Value>; 3],
        around: bool,
    ) -> Value {
        let orders = [before, theirs, mine].map(|members| order(members.get(ORDER)));
        let has_orders = orders.iter().all(Option::is_some);
        let mut merged = Map::new();
        // Theirs first, so that members keep the sequence they are read in.
        let only_mine = mine.keys().filter(|name| !theirs.contains_key(*name));
        let gone = before
            .keys()
            .filter(|name| !theirs.contains_key(*name) && !mine.contains_key(*name));
        for name in theirs.keys().chain(only_mine).chain(gone) {
            if has_orders && name == ORDER {
                // Its position among the members; what it holds follows when they are known.
                merged.insert(name.clone(), Value::Null);
                continue;
            }
            let sides = Sides {
                before: before.get(name),
                theirs: theirs.get(name),
                mine: mine.get(name),
            };
            let is_secret = [before, theirs, mine]
                .into_iter()
                .any(|owner| is_secret_member(owner, name, around));
            if let Some(value) = self.merge(&at.child(name), sides, is_secret) {
                merged.insert(name.clone(), value);
            }
        }
        if let [Some(b), Some(t), Some(m)] = orders {
            let is_member = |name: &String| {
                [before, theirs, mine]
                    .into_iter()
                    .any(|members| members.contains_key(name))
            };
            let order = self.merge_order(at, [&b, &t, &m]);
            let stays = |name: &String| {
                if is_member(name) {
                    merged.contains_key(name)
                } else {
                    stays_in_set(name, [&b, &t, &m])
                }
            };
            let kept: Value = order.into_iter().filter(stays).collect();
            merged.insert(ORDER.to_owned(), kept);
        }
        Value::Object(merged)
    }

    fn merge_items(
        &mut self,
        at: &Pointer,
        before: &Named<'_>,
        theirs: &Named<'_>,
        mine: &Named<'_>,
        around: bool,
    ) -> Value {
        let mut items: Vec<(String, Value)> = Vec::new();
        let all = interleaved(&theirs.names, &mine.names);
        let gone = before.names.iter().filter(|name| !all.contains(name));
        for name in all.iter().chain(gone) {
            let sides = Sides {
                before: before.get(name),
                theirs: theirs.get(name),
                mine: mine.get(name),
            };
            if let Some(value) = self.merge(&at.child(name), sides, around) {
                items.push((name.clone(), value));
            }
        }
        let order = self.merge_order(at, [&before.names, &theirs.names, &mine.names]);
        let mut merged = Vec::with_capacity(items.len());
        for name in &order {
            if let Some(position) = items.iter().position(|(other, _)| other == name) {
                merged.push(items.remove(position).1);
            }
        }
        // An own order may not name everything: what it forgot is not lost.
        merged.extend(items.into_iter().map(|(_, value)| value));
        Value::Array(merged)
    }

    /// The order of everything any side has; where nobody moved anything there is nothing to tell.
    fn merge_order(&mut self, at: &Pointer, [before, theirs, mine]: [&[String]; 3]) -> Vec<String> {
        let moved = who_moved(before, theirs, mine);
        let at = at.child(ORDER);
        let verdict = match moved {
            Moved::Nobody => return interleaved(theirs, mine),
            Moved::Mine => Verdict::MineOnly,
            Moved::Theirs => Verdict::TheirsOnly,
            Moved::Alike => Verdict::Same,
            Moved::Differently => Verdict::Conflict(Clash::BothMoved),
        };
        let text = |names: &[String]| Some(names.iter().cloned().collect::<Value>());
        self.places.push(Place {
            at: at.clone(),
            verdict,
            before: text(before),
            theirs: text(theirs),
            mine: text(mine),
            is_secret: false,
        });
        match self.decision(&at) {
            Some(Decision::Mine) => interleaved(mine, theirs),
            Some(Decision::Theirs) => interleaved(theirs, mine),
            Some(Decision::Own(own)) => {
                let own = order(own.as_ref()).unwrap_or_default();
                interleaved(&own, &interleaved(theirs, mine))
            }
            None if moved == Moved::Mine => interleaved(mine, theirs),
            None => interleaved(theirs, mine),
        }
    }
}

/// Whether an object is an ordered map; one that turned into the other is one place.
fn is_ordered(members: &Map<String, Value>) -> bool {
    order(members.get(ORDER)).is_some()
}

/// Whether both sides changed an object and it has another shape on each: a union (`sps-api.md` §8.3). Members of two
/// variants must not be mixed, so it is one place then.
fn is_other_variant(
    before: &Map<String, Value>,
    theirs: &Map<String, Value>,
    mine: &Map<String, Value>,
) -> bool {
    let has_other_members =
        theirs.len() != mine.len() || !theirs.keys().all(|name| mine.contains_key(name));
    let chooses =
        |name: &str| DISCRIMINATORS.contains(&name) || name == "enabled" && has_other_members;
    before != theirs
        && before != mine
        && theirs
            .iter()
            .any(|(name, value)| chooses(name) && mine.get(name) != Some(value))
}

/// Whether a name that is no member stays in an order: as in a set, who took it out or put it in prevails.
fn stays_in_set(name: &String, [before, theirs, mine]: [&Vec<String>; 3]) -> bool {
    if before.contains(name) {
        theirs.contains(name) && mine.contains(name)
    } else {
        theirs.contains(name) || mine.contains(name)
    }
}
