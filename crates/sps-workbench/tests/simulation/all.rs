//! People at consoles on one simulated appliance, in virtual time, with everything that can go wrong: the same seed tells
//! the same story.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    unreachable_pub
)]
#![allow(dead_code, reason = "the test and the example use different parts")]

mod dice;
mod ledger;
mod person;
pub mod story;
mod wire;
pub mod world;

use std::cell::RefCell;
use std::rc::Rc;

use sps_appliance::{Appliance, Setup};
use story::Step;
use world::rules::Broken;
use world::{Sabotage, play};

/// An appliance for any number of stories.
pub fn appliance() -> Rc<RefCell<Appliance>> {
    Rc::new(RefCell::new(Appliance::new(Setup::default())))
}

/// The shortest story found that breaks the same rule: steps are left out while it still does.
pub fn shortest(
    appliance: &Rc<RefCell<Appliance>>,
    story: &[Step],
    broken: &Broken,
    sabotage: Sabotage,
) -> Vec<Step> {
    let breaks = |story: &[Step]| {
        let ending = play(appliance, story, sabotage).broken;
        ending.filter(|other| other.rule == broken.rule)
    };
    let mut story = story[..=broken.after].to_vec();
    let mut width = story.len().div_ceil(2);
    loop {
        let mut start = 0;
        let mut is_shorter = false;
        while start < story.len() {
            let mut shorter = story.clone();
            shorter.drain(start..story.len().min(start + width));
            match breaks(&shorter) {
                Some(broken) => {
                    shorter.truncate(broken.after + 1);
                    story = shorter;
                    is_shorter = true;
                }
                None => start += width,
            }
        }
        // A fault that is not needed is left out, too.
        for position in 0..story.len() {
            let mut calmer = story.clone();
            if calmer[position].fault.take().is_some() && breaks(&calmer).is_some() {
                story = calmer;
            }
        }
        if width == 1 && !is_shorter {
            return story;
        }
        width = (width / 2).max(1);
    }
}
