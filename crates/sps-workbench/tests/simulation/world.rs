//! The world of a story, which moves on step by step.

pub mod rules;

use std::cell::RefCell;
use std::rc::Rc;

use sps_appliance::{Appliance, Cue};
use sps_client::Client;

use super::dice::Dice;
use super::ledger::Ledger;
use super::person::Person;
use super::story::{Action, PEOPLE, Step};
use super::wire::{Desk, Wire};

use rules::Broken;

/// A fault built into the console on purpose, to see that it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    Nothing,
    /// Work of a lost transaction is forgotten.
    ForgetsWaiting,
    /// A replay commits by itself.
    CommitsUnasked,
    /// A commit without an answer is sent again.
    RepeatsCommit,
    /// A closed transaction counts as committed, also after the session.
    TrustsClosedTransaction,
    /// A refused commit is told as done.
    SaysCommitted,
    /// What was typed goes into the storage as it is.
    KeepsSecrets,
}

struct World {
    desk: Desk,
    people: Vec<Person>,
    ledger: Ledger,
    witness: Client<Wire>,
    live: String,
    /// Whether the commit that a person was told nothing certain about was done.
    in_doubt: [Option<bool>; PEOPLE],
    commits: usize,
}

/// What came of a story.
pub struct Ending {
    /// The faults it met.
    pub met: Vec<String>,
    /// How many commits were done.
    pub commits: usize,
    /// The first broken rule.
    pub broken: Option<Broken>,
}

/// Plays a story on an appliance that is set back first.
pub fn play(appliance: &Rc<RefCell<Appliance>>, story: &[Step], sabotage: Sabotage) -> Ending {
    let desk = Desk::new(Rc::clone(appliance));
    appliance.borrow_mut().cue(Cue::Reset, desk.timestamp());
    let mut witness = Wire::new(desk.clone(), PEOPLE);
    witness.is_behind_gateway = true;
    let mut world = World {
        people: (0..PEOPLE)
            .map(|who| Person::new(who, &desk, sabotage))
            .collect(),
        ledger: Ledger::default(),
        witness: Client::new(witness),
        live: String::new(),
        in_doubt: [None; PEOPLE],
        commits: 0,
        desk,
    };
    let broken = story
        .iter()
        .enumerate()
        .find_map(|(number, step)| world.step(number, step));
    Ending {
        met: world.desk.met.take(),
        commits: world.commits,
        broken,
    }
}

impl World {
    fn step(&mut self, number: usize, step: &Step) -> Option<Broken> {
        let person = &mut self.people[step.who];
        person.told.clear();
        person.reviewed.clear();
        person.client.transport().asked.borrow_mut().clear();
        self.desk.log.borrow_mut().clear();
        if let Some((after, fault)) = step.fault {
            person.client.transport().plan_fault(after, fault);
        }
        self.desk.pass(1000);
        self.act(step);
        self.people[step.who].client.transport().forget_faults();
        let broken = self.check(step);
        broken.map(|(rule, what)| Broken {
            rule,
            after: number,
            what,
        })
    }

    fn act(&mut self, step: &Step) {
        let mut dice = Dice::new(step.dice);
        let dice = &mut dice;
        let ledger = &mut self.ledger;
        let person = &mut self.people[step.who];
        let cue = |cue: Cue| {
            self.desk.meet(&format!("{cue:?}"));
            let now = self.desk.timestamp();
            self.desk.appliance.borrow_mut().cue(cue, now);
        };
        match step.action {
            Action::Type => person.type_text(dice, ledger, false),
            Action::TypeSecret => person.type_text(dice, ledger, true),
            Action::Stage => person.stage(dice, ledger),
            Action::CreateList => person.create_list(ledger),
            Action::EditList => person.edit_list(dice, ledger),
            Action::DeleteList => person.delete_list(dice, ledger),
            Action::Commit => person.commit(dice),
            Action::RollBack => person.roll_back(ledger),
            Action::TakeBack => person.take_back(ledger),
            Action::CreateKey => person.create_key(dice),
            Action::Wander(minutes) => self.desk.pass(minutes * 60_000),
            Action::ComeBack => person.come_back(dice, ledger),
            Action::Reload => person.reload(ledger),
            Action::SignOut => {
                person.sign_out(ledger);
                self.in_doubt[step.who] = None;
            }
            Action::LockTaken => cue(Cue::LockTaken),
            Action::LockFreed => cue(Cue::LockFreed),
            Action::Conflict => cue(Cue::Conflict),
            Action::SessionsEnd => cue(Cue::SessionExpires),
            Action::Restart => cue(Cue::Restart),
            Action::MessageRequired => cue(Cue::RequireMessage),
            Action::MessageOptional => cue(Cue::MessageOptional),
            Action::RefuseNext => cue(Cue::RefuseNextWrite),
            Action::Clock(minutes) => cue(Cue::Clock(minutes)),
        }
    }
}
