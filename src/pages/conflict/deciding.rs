//! What is decided about one merge, and what is left.

use leptos::prelude::*;
use sps_workbench::{
    Pointer,
    merge::{Decision, Merge, Place, Verdict},
    replay::Item,
};

use crate::{
    messages::{Msg, count_text, text},
    ui::{Element, p},
};

/// What was chosen in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Keep mine.
    Mine,
    /// Take theirs.
    Theirs,
    /// A value of one's own.
    Edit,
}

/// A merge while somebody decides about it; cheap to copy. The table shows it, the page asks what is left.
#[derive(Clone, Copy)]
pub struct Deciding {
    /// The merge with the decisions so far.
    pub merge: RwSignal<Merge>,
    /// Places whose editor holds a text that is no value.
    wrong: RwSignal<Vec<Pointer>>,
}

impl Deciding {
    /// Starts with what `merge` has decided already.
    pub fn new(merge: Merge) -> Self {
        Self {
            merge: RwSignal::new(merge),
            wrong: RwSignal::new(Vec::new()),
        }
    }

    /// How many conflicts are left to decide; a place whose text is no value is one of them.
    pub fn left(self) -> usize {
        self.wrong.with(|wrong| {
            let is_right = |place: &&&Place| !wrong.contains(&place.at);
            let open = |merge: &Merge| merge.conflicts().iter().filter(is_right).count();
            wrong.len() + self.merge.with(open)
        })
    }

    /// How many places are real conflicts, decided or not.
    pub fn conflicts(self) -> usize {
        let is_conflict = |place: &&Place| matches!(place.verdict, Verdict::Conflict(_));
        self.merge
            .with(|merge| merge.places().iter().filter(is_conflict).count())
    }

    /// Decides about a place.
    pub fn decide(self, at: &Pointer, decision: Decision) {
        self.is_right(at);
        self.merge.update(|merge| {
            // The rows are made of the places of this merge.
            merge.decide(at, decision);
        });
    }

    /// What is typed at a place is no value: nothing is decided there.
    pub fn is_wrong(self, at: &Pointer) {
        if self
            .merge
            .with_untracked(|merge| merge.decision(at).is_some())
        {
            self.merge.update(|merge| merge.reopen(at));
        }
        if !self.wrong.with_untracked(|wrong| wrong.contains(at)) {
            self.wrong.update(|wrong| wrong.push(at.clone()));
        }
    }

    /// What is typed at a place is a value, or nothing is typed there any more.
    fn is_right(self, at: &Pointer) {
        if self.wrong.with_untracked(|wrong| wrong.contains(at)) {
            self.wrong.update(|wrong| wrong.retain(|other| other != at));
        }
    }

    /// Decides all that is left alike.
    pub fn decide_all(self, decision: &Decision) {
        self.wrong.update(Vec::clear);
        self.merge.update(|merge| merge.decide_all(decision));
    }

    /// What is chosen in the row of a place: what was decided, else what happens without a decision.
    pub fn choice(self, place: &Place) -> Option<Choice> {
        if self.wrong.with(|wrong| wrong.contains(&place.at)) {
            return Some(Choice::Edit);
        }
        self.merge.with(|merge| match merge.decision(&place.at) {
            Some(Decision::Mine) => Some(Choice::Mine),
            Some(Decision::Theirs) => Some(Choice::Theirs),
            Some(Decision::Own(_)) => Some(Choice::Edit),
            None => match place.verdict {
                Verdict::MineOnly => Some(Choice::Mine),
                Verdict::TheirsOnly => Some(Choice::Theirs),
                Verdict::Unchanged | Verdict::Same | Verdict::Conflict(_) => None,
            },
        })
    }

    /// Whether a conflict is not decided, or what is typed for a place is no value.
    pub fn is_open(self, place: &Place) -> bool {
        let is_undecided = matches!(place.verdict, Verdict::Conflict(_))
            && self.merge.with(|merge| merge.decision(&place.at).is_none());
        is_undecided || self.wrong.with(|wrong| wrong.contains(&place.at))
    }

    /// Hands the decisions to the item of a replay that the merge came from.
    pub fn hand_to(self, item: &mut Item) {
        for resolved in self.merge.with_untracked(Merge::resolved) {
            item.decide(&resolved.place.at, resolved.decision);
        }
    }
}

/// "2 conflicts left to decide", announced when it changes.
pub fn left_to_decide(all: impl Fn() -> Vec<Deciding> + Send + 'static) -> Element {
    p("left").attr("role", "status").live_words(move || {
        let left: usize = all().into_iter().map(Deciding::left).sum();
        match left {
            0 => text(Msg::AllDecided).to_owned(),
            left => count_text(left, Msg::OneLeftToDecide, Msg::ManyLeftToDecide),
        }
    })
}
