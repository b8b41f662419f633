//! The journal lent to a replay, which works on it between the appliance's answers.

use leptos::prelude::*;
use sps_workbench::replay::{Report, Run};

use super::{KeptChanges, wall_time};

impl KeptChanges {
    /// Stages the next change of a replay, and stores the journal; `None` when there is none left.
    pub async fn step(self, run: &mut Run) -> Option<Report> {
        let mut journal = self.place.try_update_value(|place| {
            place.is_lent = true;
            place.journal.clone()
        })?;
        let client = self.console.client();
        let report = run.step(&client, &mut journal, wall_time()).await;
        let later = self.place.try_update_value(|place| {
            place.is_lent = false;
            place.journal = journal;
            std::mem::take(&mut place.later)
        })?;
        for act in later {
            self.change(act);
        }
        self.store();
        self.touch();
        report
    }
}
