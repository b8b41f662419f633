//! The client against the simulated appliance, by its public API alone: every profile, every position of every switch,
//! random combinations of positions, and every path renamed.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod browse;
mod carrier;
mod expected;
mod keys;
mod password;
mod refusals;
mod walk;

use sps_appliance::{Profile, Switches};
use walk::{Extent, walk};

/// Numbers for the random combinations: small, and the same everywhere (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

#[test]
fn every_profile() {
    for profile in Profile::ALL {
        let resources = walk(profile.name(), Switches::of(profile), Extent::Whole);
        assert!(resources >= 60, "{}: {resources} resources", profile.name());
    }
}

#[test]
fn every_profile_with_every_path_renamed() {
    for profile in Profile::ALL {
        let mut switches = Switches::of(profile);
        switches.set("endpoints.renamed", "on").unwrap();
        let what = format!("{} renamed", profile.name());
        let resources = walk(&what, switches, Extent::Whole);
        assert!(resources >= 60, "{}: {resources} resources", profile.name());
    }
}

/// One by one in every profile; the whole configuration is browsed in the newest.
#[test]
fn every_position_of_every_switch() {
    for profile in Profile::ALL {
        let extent = match profile {
            Profile::V8_0 => Extent::Whole,
            _ => Extent::WithoutBrowsing,
        };
        for switch in Switches::TABLE {
            for position in switch.positions {
                let mut switches = Switches::of(profile);
                switches.set(switch.name, position).unwrap();
                let what = format!("{} {}={position}", profile.name(), switch.name);
                walk(&what, switches, extent);
            }
        }
    }
}

#[test]
fn two_hundred_random_combinations() {
    let mut dice = Dice(0x5350_5320_3800_2026);
    for number in 0..200 {
        let profile = Profile::ALL[dice.below(Profile::ALL.len())];
        let mut switches = Switches::of(profile);
        let mut name = format!("#{number} {}", profile.name());
        for switch in Switches::TABLE {
            // A quarter of the switches is moved, so that combinations differ from every profile.
            if !switch.positions.is_empty() && dice.below(4) == 0 {
                let position = switch.positions[dice.below(switch.positions.len())];
                switches.set(switch.name, position).unwrap();
                name.push_str(&format!(" {}={position}", switch.name));
            }
        }
        walk(&name, switches, Extent::Whole);
    }
}
