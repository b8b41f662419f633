//! A story: what people do, one step after another, and what goes wrong on the way. A seed tells it.

use std::fmt;

use super::dice::Dice;
use super::wire::Fault;

/// How many people work on the appliance.
pub const PEOPLE: usize = 2;

/// What a person does, or what happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Types into a field of a form.
    Type,
    /// Types a new secret into a form.
    TypeSecret,
    /// Stages a form.
    Stage,
    /// Creates an object.
    CreateList,
    /// Changes an object of one's own.
    EditList,
    /// Deletes an object of one's own.
    DeleteList,
    /// Reads the changelog and commits.
    Commit,
    /// Throws the transaction away.
    RollBack,
    /// Takes a roll back back.
    TakeBack,
    /// Creates an API key, and commits.
    CreateKey,
    /// Is away for so many minutes.
    Wander(u64),
    /// Comes back: signs in if need be, settles what is open, replays.
    ComeBack,
    /// Reloads the page.
    Reload,
    /// Signs out, knowing that everything goes.
    SignOut,
    /// Somebody takes the lock in the web interface, or frees it.
    LockTaken,
    LockFreed,
    /// Somebody else commits a change of the same place.
    Conflict,
    /// All sessions end.
    SessionsEnd,
    /// The appliance restarts.
    Restart,
    /// A message is required, or not.
    MessageRequired,
    MessageOptional,
    /// The next write is refused.
    RefuseNext,
    /// The clock of the appliance is so many minutes ahead.
    Clock(i64),
}

impl Action {
    fn of(dice: &mut Dice) -> Self {
        use Action::*;
        match dice.below(100) {
            0..16 => Type,
            16..20 => TypeSecret,
            20..34 => Stage,
            34..41 => CreateList,
            41..45 => EditList,
            45..48 => DeleteList,
            48..60 => Commit,
            60..63 => RollBack,
            63..65 => TakeBack,
            65..68 => CreateKey,
            68..73 => Wander(dice.pick(&[1, 5, 9, 11, 30])),
            73..82 => ComeBack,
            82..86 => Reload,
            86 => SignOut,
            87..89 => LockTaken,
            89..91 => LockFreed,
            91..94 => Conflict,
            94 => SessionsEnd,
            95 => Restart,
            96 => MessageRequired,
            97 => MessageOptional,
            98 => RefuseNext,
            _ => Clock(dice.pick(&[0, 23, -23])),
        }
    }
}

/// One step of a story. It carries its own dice, so that it goes alike whatever other steps are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub who: usize,
    pub action: Action,
    pub dice: u64,
    /// After how many requests of this step what happens.
    pub fault: Option<(u32, Fault)>,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "person {}: {:?}", self.who, self.action)?;
        if let Some((after, fault)) = self.fault {
            write!(f, ", {fault:?} at request {}", after + 1)?;
        }
        write!(f, " (dice {:#x})", self.dice)
    }
}

/// The story of a seed.
pub fn story(seed: u64, steps: usize) -> Vec<Step> {
    let mut dice = Dice::new(seed);
    let step = |dice: &mut Dice| {
        let fault = dice.one_in(4).then(|| {
            let fault = match dice.below(10) {
                0..2 => Fault::LostRequest,
                2..5 => Fault::LostAnswer,
                5 => Fault::CutAnswer,
                6 => Fault::Slow(dice.pick(&[5, 59, 700])),
                7 => Fault::RepeatedRead,
                8 => Fault::Page,
                _ => dice.pick(&[Fault::Restart, Fault::RestartAfter]),
            };
            (u32::try_from(dice.below(6)).unwrap(), fault)
        });
        Step {
            who: usize::try_from(dice.below(PEOPLE as u64)).unwrap(),
            action: Action::of(dice),
            dice: dice.next(),
            fault,
        }
    };
    (0..steps).map(|_| step(&mut dice)).collect()
}
