//! Decisions where their changes meet those of others.

use sps_workbench::Pointer;
use sps_workbench::merge::{Decision, Merge, Verdict};

use super::super::dice::Dice;
use super::super::ledger::Ledger;

/// The person decides what is open, this way or that; what is decided for theirs is given up.
pub(super) fn decide(who: usize, merge: &mut Merge, dice: &mut Dice, ledger: &mut Ledger) {
    let open: Vec<Pointer> = merge
        .conflicts()
        .iter()
        .map(|place| place.at.clone())
        .collect();
    for at in open {
        let theirs = dice.one_in(2);
        let place = merge.places().iter().find(|place| place.at == at);
        // What stands there may be newer work of the same person, in the open transaction.
        let given_up = place.and_then(|place| {
            if theirs {
                place.mine.as_ref()
            } else {
                place.theirs.as_ref()
            }
        });
        if let Some(given_up) = given_up {
            ledger.withdraw(who, &given_up.to_string());
        }
        merge.decide(
            &at,
            if theirs {
                Decision::Theirs
            } else {
                Decision::Mine
            },
        );
    }
    debug_assert!(merge.places().iter().all(|place| {
        !matches!(place.verdict, Verdict::Conflict(_)) || merge.decision(&place.at).is_some()
    }));
}
