//! Several tabs, one transaction: each replays its own changes, and what ends in one ends in all (product.md M3.7).
//! Messages carry no values.

use leptos::prelude::*;
use sps_workbench::{
    journal::{Standing, WallTime},
    session::TabMessage,
};

use super::{KeptChanges, wall_time};

/// A number that no other tab has, as good as surely.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a random number below 2^32"
)]
pub(super) fn new_number() -> u32 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u32
}

impl KeptChanges {
    pub(super) fn listen_to_tabs(self) {
        self.console
            .hears_of_changes
            .set_value(Some(Callback::new(move |message| self.hear(message))));
        on_cleanup(move || self.console.hears_of_changes.set_value(None));
    }

    fn hear(self, message: TabMessage) {
        match message {
            TabMessage::WhoseChanges(tab, page) if page != self.page => {
                let is_mine = self.tab.get_value() == tab
                    && self.place.with_value(|place| !place.journal.is_empty());
                if is_mine {
                    self.console.tabs.say(TabMessage::OfAnotherPage(page));
                }
            }
            TabMessage::OfAnotherPage(page) if page == self.page => self.give_back(),
            TabMessage::Committed(at) => self.committed_elsewhere(WallTime(at)),
            TabMessage::RolledBack(at) => self.rolled_back_elsewhere(WallTime(at)),
            _ => {}
        }
    }

    /// Another tab committed the one transaction of all: exactly what it contained goes here.
    fn committed_elsewhere(self, at: WallTime) {
        let lost = self.lost.get_value();
        self.change(move |journal| {
            let contained = journal.contained_at(at);
            journal.committed(&contained);
            // The end of the transaction was seen before the reason was heard.
            if let Some((found, numbers)) = lost
                && found >= at
            {
                let waiting = journal.waiting();
                let done: Vec<u64> = waiting
                    .iter()
                    .filter(|entry| entry.at <= at && numbers.contains(&entry.number))
                    .map(|entry| entry.number)
                    .collect();
                journal.forget_writes(&done);
            }
        });
        self.lost.set_value(None);
    }

    /// Another tab rolled the one transaction of all back, by the word of the person.
    fn rolled_back_elsewhere(self, at: WallTime) {
        let has_staged = self.place.with_value(|place| {
            let mut entries = place.journal.entries().iter();
            entries.any(|entry| entry.standing == Standing::Staged)
        });
        if has_staged {
            self.set_aside(at.max(wall_time()));
        }
    }
}
