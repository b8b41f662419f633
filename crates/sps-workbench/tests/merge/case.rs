//! One case of a merge: what goes in, what becomes of each place, and both results.

use serde_json::Value;
use sps_workbench::merge::{Clash, Decision, Merge, Verdict};

pub const MINE: Verdict = Verdict::MineOnly;
pub const THEIRS: Verdict = Verdict::TheirsOnly;
pub const SAME: Verdict = Verdict::Same;

pub const fn clash(clash: Clash) -> Verdict {
    Verdict::Conflict(clash)
}

/// A document, or none.
pub type Side = Option<Value>;

pub struct Case {
    pub before: Side,
    pub theirs: Side,
    pub mine: Side,
    /// Every place that changed.
    pub places: Vec<(&'static str, Verdict)>,
    /// The result with "keep all mine", and with "take all theirs".
    pub all_mine: Side,
    pub all_theirs: Side,
}

impl Case {
    pub fn check(&self, name: &str) {
        let merge = Merge::new(self.before.clone(), self.theirs.clone(), self.mine.clone());
        let changed: Vec<(String, Verdict)> = merge
            .places()
            .iter()
            .filter(|place| place.verdict != Verdict::Unchanged)
            .map(|place| (place.at.to_string(), place.verdict))
            .collect();
        let expected: Vec<(String, Verdict)> = self
            .places
            .iter()
            .map(|(at, verdict)| ((*at).to_owned(), *verdict))
            .collect();
        assert_eq!(changed, expected, "{name}: places");
        for (decision, expected) in [
            (Decision::Mine, &self.all_mine),
            (Decision::Theirs, &self.all_theirs),
        ] {
            let mut merge = merge.clone();
            merge.decide_all(&decision);
            assert!(merge.conflicts().is_empty(), "{name}: {decision:?}");
            let text = |side: Option<&Value>| side.map(ToString::to_string);
            assert_eq!(
                text(merge.result()),
                text(expected.as_ref()),
                "{name}: all {decision:?}"
            );
        }
    }
}

pub fn case(
    [before, theirs, mine]: [Value; 3],
    places: &[(&'static str, Verdict)],
    [all_mine, all_theirs]: [Value; 2],
) -> Case {
    Case {
        before: Some(before),
        theirs: Some(theirs),
        mine: Some(mine),
        places: places.to_vec(),
        all_mine: Some(all_mine),
        all_theirs: Some(all_theirs),
    }
}

/// Nothing to decide: one result, whatever is decided.
pub fn settled(sides: [Value; 3], places: &[(&'static str, Verdict)], result: Value) -> Case {
    case(sides, places, [result.clone(), result])
}
