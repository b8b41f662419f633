//! Coming back to work of a lost transaction: the replay.

use pollster::block_on;
use sps_workbench::commit;
use sps_workbench::replay::{Plan, Result, Run, read, wanted};

use super::super::dice::Dice;
use super::super::ledger::Ledger;
use super::super::world::Sabotage;
use super::Person;
use super::decide::decide;

impl Person {
    pub fn come_back(&mut self, dice: &mut Dice, ledger: &mut Ledger) {
        if !self.is_ready() {
            return;
        }
        if let Err(error) = block_on(self.client.transaction()) {
            self.note(&error);
            if !self.is_ready() {
                return;
            }
        }
        if self.journal.waiting().is_empty() {
            return;
        }
        let entries = self.journal.waiting();
        let mut fresh = Vec::new();
        for path in wanted(&entries) {
            fresh.push(block_on(read(&self.client, &path)));
        }
        let mut plan = Plan::new(&entries, &fresh);
        for item in &mut plan.items {
            item.chosen = !dice.one_in(5);
            if !item.chosen {
                continue;
            }
            let mut merge = item.merge().clone();
            decide(self.who, &mut merge, dice, ledger);
            for resolved in merge.resolved() {
                item.decide(&resolved.place.at, resolved.decision);
            }
            for at in item.missing_secrets() {
                item.fill(&at, &ledger.secret());
            }
        }
        let mut run = Run::new(plan);
        loop {
            let now = self.now();
            let report = block_on(run.step(&self.client, &mut self.journal, now));
            self.save();
            let Some(report) = report else { break };
            if let Result::NotDone(error) | Result::Unknown(error) | Result::StagedUnread(error) =
                &report.result
            {
                self.note(&error.clone());
            }
        }
        if self.sabotage == Sabotage::CommitsUnasked {
            let contained = self.journal.contained();
            let outcome = block_on(commit(&self.client, Some("by itself")));
            self.after_commit(outcome, contained);
        }
    }
}
