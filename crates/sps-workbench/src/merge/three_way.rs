//! The merge as a value: three documents, decisions, a result.

use serde_json::Value;

use super::equal::both_alike;
use super::place::{Decision, Place, Resolved, Verdict};
use super::walk::{Sides, Walk};
use crate::document::{Pointer, cut_references};
use crate::journal::places_to_fill;

/// A three-way merge and what was decided in it. It sends nothing.
#[derive(Clone, PartialEq)]
pub struct Merge {
    before: Option<Value>,
    theirs: Option<Value>,
    mine: Option<Value>,
    is_secret: bool,
    gone: Vec<String>,
    suspects: Vec<Pointer>,
    decisions: Vec<(Pointer, Decision)>,
    places: Vec<Place>,
    result: Option<Value>,
}

impl std::fmt::Debug for Merge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Merge")
            .field("places", &self.places)
            .field("decisions", &self.decisions)
            .finish_non_exhaustive()
    }
}

impl Merge {
    /// Compares what was read before, what is there now and what the person made of it; `None` where it does not exist.
    /// References may be expanded on some sides: they are compared by their keys.
    pub fn new(before: Option<Value>, theirs: Option<Value>, mine: Option<Value>) -> Self {
        Self::knowing(before, theirs, mine, Vec::new(), false)
    }

    /// The same, knowing which objects are deleted, by their keys: who uses one of them has to decide. `is_secret` says
    /// that everything here is secret.
    pub fn knowing(
        before: Option<Value>,
        theirs: Option<Value>,
        mine: Option<Value>,
        gone: Vec<String>,
        is_secret: bool,
    ) -> Self {
        let cut = |side: Option<Value>| side.as_ref().map(cut_references);
        let mut merge = Self {
            before: cut(before),
            theirs: cut(theirs),
            mine: cut(mine),
            is_secret,
            gone,
            suspects: Vec::new(),
            decisions: Vec::new(),
            places: Vec::new(),
            result: None,
        };
        merge.walk();
        merge
    }

    fn walk(&mut self) {
        let mut walk = Walk {
            decisions: &self.decisions,
            gone: &self.gone,
            suspects: &self.suspects,
            places: Vec::new(),
        };
        let sides = Sides {
            before: self.before.as_ref(),
            theirs: self.theirs.as_ref(),
            mine: self.mine.as_ref(),
        };
        self.result = walk.merge(&Pointer::root(), sides, self.is_secret);
        self.places = walk.places;
    }

    /// Has the person decide about these places where only they seem to have changed something. For secrets: what was
    /// there before is not kept, so that a change by others does not show.
    pub(crate) fn suspect(&mut self, places: Vec<Pointer>) {
        self.suspects = places;
        self.walk();
    }

    /// Every place, in the order of what is there now.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// What was read before.
    pub fn before(&self) -> Option<&Value> {
        self.before.as_ref()
    }

    /// What is there now.
    pub fn theirs(&self) -> Option<&Value> {
        self.theirs.as_ref()
    }

    /// What the person made of it.
    pub fn mine(&self) -> Option<&Value> {
        self.mine.as_ref()
    }

    /// Whether somebody else changed anything here.
    pub fn is_touched_by_others(&self) -> bool {
        self.places
            .iter()
            .any(|place| !matches!(place.verdict, Verdict::Unchanged | Verdict::MineOnly))
    }

    /// The conflicts that are not decided yet.
    pub fn conflicts(&self) -> Vec<&Place> {
        self.places
            .iter()
            .filter(|place| matches!(place.verdict, Verdict::Conflict(_)))
            .filter(|place| self.decision(&place.at).is_none())
            .collect()
    }

    /// What was decided about a place.
    pub fn decision(&self, at: &Pointer) -> Option<&Decision> {
        let found = self.decisions.iter().find(|(place, _)| place == at);
        found.map(|(_, decision)| decision)
    }

    /// Decides about a place, conflict or not; a later decision replaces an earlier one. False, and nothing decided, if
    /// there is no such place.
    pub fn decide(&mut self, at: &Pointer, decision: Decision) -> bool {
        if !self.places.iter().any(|place| place.at == *at) {
            return false;
        }
        self.decisions.retain(|(place, _)| place != at);
        self.decisions.push((at.clone(), decision));
        self.walk();
        true
    }

    /// Takes a decision back: a conflict is open again, any other place is as nobody had decided about it.
    pub fn reopen(&mut self, at: &Pointer) {
        self.decisions.retain(|(place, _)| place != at);
        self.walk();
    }

    /// The places of the result where a secret stands that the person set and that was not kept: it has to be entered
    /// again before the result is sent.
    pub fn secrets_to_enter(&self) -> Vec<Pointer> {
        self.result.as_ref().map(places_to_fill).unwrap_or_default()
    }

    /// Decides all conflicts that are still open alike.
    pub fn decide_all(&mut self, decision: &Decision) {
        let open: Vec<Pointer> = self
            .conflicts()
            .iter()
            .map(|place| place.at.clone())
            .collect();
        for at in open {
            self.decisions.push((at, decision.clone()));
        }
        self.walk();
    }

    /// The merged document: the body of a PUT, references as keys, or `None` if the object is to be deleted, or stays
    /// deleted. While a conflict is undecided, theirs stands there: ask [`Merge::conflicts`] before it is sent.
    pub fn result(&self) -> Option<&Value> {
        self.result.as_ref()
    }

    /// Whether sending the result would change anything.
    pub fn changes_theirs(&self) -> bool {
        !both_alike(self.theirs.as_ref(), self.result.as_ref())
    }

    /// What is there now, with what was there before at the places where both came to the same: over this, everything the
    /// person made is still an edit.
    pub fn theirs_without_mine(&self) -> Option<Value> {
        let mut other = self.clone();
        other.decisions = self
            .places
            .iter()
            .map(|place| {
                let decision = match place.verdict {
                    Verdict::Same => Decision::Own(place.before.clone()),
                    _ => Decision::Theirs,
                };
                (place.at.clone(), decision)
            })
            .collect();
        other.walk();
        other.result
    }

    /// What was decided, with what it was about.
    pub fn resolved(&self) -> Vec<Resolved> {
        self.places
            .iter()
            .filter_map(|place| {
                Some(Resolved {
                    place: place.clone(),
                    decision: self.decision(&place.at)?.clone(),
                })
            })
            .collect()
    }

    /// Applies earlier decisions again where neither side moved since (M7.6); tells how many held.
    pub fn recall(&mut self, earlier: &[Resolved]) -> usize {
        let mut held = 0;
        for resolved in earlier {
            let known = &resolved.place;
            let holds = self.places.iter().any(|place| {
                place.at == known.at && place.theirs == known.theirs && place.mine == known.mine
            });
            if holds && self.decide(&known.at, resolved.decision.clone()) {
                held += 1;
            }
        }
        held
    }
}
