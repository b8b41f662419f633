//! Cues, as far as they change the appliance at once.

use super::Appliance;
use crate::clock::Timestamp;
use crate::configuration::Address;
use crate::cues::{Cue, SECOND_ADMINISTRATOR, Stage, conflicting_change};
use crate::generator::Generator;
use crate::machine::Machine;
use crate::rights::Rights;
use crate::setup::CommitLogLocation;
use crate::{accounts, session};

impl Appliance {
    /// Makes `cue` happen at `now`; says in words what happened.
    pub fn cue(&mut self, cue: Cue, now: Timestamp) -> String {
        match cue {
            Cue::SessionExpires => {
                self.sessions.clear();
                "All sessions have ended.".to_owned()
            }
            Cue::SessionExpiresIn(seconds) => self.expire_in(seconds, now),
            Cue::LockTaken => {
                if self.take_web_lock(SECOND_ADMINISTRATOR) {
                    format!("{SECOND_ADMINISTRATOR} holds the configuration lock.")
                } else {
                    "Somebody else holds the configuration lock.".to_owned()
                }
            }
            Cue::LockFreed => {
                self.release_web_lock();
                format!("{SECOND_ADMINISTRATOR} does not hold the configuration lock.")
            }
            Cue::Conflict => self.commit_conflict(),
            Cue::RequireMessage => self.require_message(true),
            Cue::MessageOptional => self.require_message(false),
            Cue::RefuseNextWrite => {
                self.stage.refuses_next_write = true;
                "The next change will be refused.".to_owned()
            }
            Cue::RevokeRights => {
                self.stage.rights_revoked = true;
                for session in self.sessions.values_mut() {
                    session.rights = session.rights.without_writes();
                }
                "Nobody may change anything.".to_owned()
            }
            Cue::RestoreRights => self.restore_rights(),
            Cue::Clock(minutes) => {
                self.switches.clock_skew_seconds = minutes.saturating_mul(60);
                format!("The appliance's clock is {minutes} min ahead.")
            }
            Cue::Restart => {
                self.restart();
                self.stage.held.clear();
                "The appliance has restarted.".to_owned()
            }
            Cue::Reset => {
                self.reset();
                "Everything is as it was in the beginning.".to_owned()
            }
            Cue::Slow(milliseconds) => {
                self.stage.delay_milliseconds = milliseconds;
                format!("Every answer takes {milliseconds} ms longer.")
            }
            Cue::CutBody => {
                self.stage.cuts_next_body = true;
                "The next answer will break off.".to_owned()
            }
            Cue::Unavailable(answers) => {
                self.stage.unavailable_answers = answers;
                format!("The next {answers} answers will be an HTML page with status 503.")
            }
            Cue::LostCommitAnswer => {
                self.stage.loses_next_commit = true;
                "The answer to the next commit will be lost.".to_owned()
            }
            Cue::Unreachable(seconds) => {
                self.stage.unreachable_until = Some(now.plus_seconds(seconds));
                format!("The appliance is unreachable for {seconds} s.")
            }
        }
    }

    fn expire_in(&mut self, seconds: u64, now: Timestamp) -> String {
        let timeout = session::timeout_seconds(&self.live, &self.switches);
        let idle = timeout.saturating_sub(seconds);
        for (key, session) in &mut self.sessions {
            session.last_seen = Timestamp(now.0.saturating_sub(idle.saturating_mul(1000)));
            self.stage.held.insert(key.clone());
        }
        format!("All sessions end in {} s.", timeout.min(seconds))
    }

    fn commit_conflict(&mut self) -> String {
        let newest = self
            .sessions
            .values()
            .filter_map(|session| Some((session.last_seen, session.transaction.as_ref()?)))
            .filter(|(_, transaction)| transaction.has_changes())
            .max_by_key(|(last_seen, _)| *last_seen)
            .map(|(_, transaction)| transaction);
        let Some(change) = conflicting_change(newest, &self.catalogue, &self.live) else {
            return format!("There is nothing that {SECOND_ADMINISTRATOR} could change.");
        };
        self.live.set(&change.address, change.body);
        self.revision = self.revision.wrapping_add(1);
        format!(
            "{SECOND_ADMINISTRATOR} has committed a change of {}.",
            change.place
        )
    }

    fn require_message(&mut self, is_required: bool) -> String {
        let path = match self.switches.commitlog_location {
            CommitLogLocation::AaaSettings => "/api/configuration/aaa/settings",
            CommitLogLocation::Accounting => "/api/configuration/management/accounting",
        };
        let address = Address::resource(path);
        if let Some(mut body) = self.live.get(&address).cloned()
            && let Some(member) = body.get_mut("require_commitlog")
        {
            *member = is_required.into();
            self.live.set(&address, body);
            self.revision = self.revision.wrapping_add(1);
        }
        let word = if is_required { "required" } else { "optional" };
        format!("A commit message is {word}.")
    }

    fn restore_rights(&mut self) -> String {
        self.stage.rights_revoked = false;
        for session in self.sessions.values_mut() {
            if let Some((key, _)) = accounts::user(&self.live, &session.user) {
                session.rights = Rights::of(&session.user, key, &self.live);
            }
        }
        "Everybody has the rights of the configuration again.".to_owned()
    }

    fn reset(&mut self) {
        let (switches, live) = self.origin.clone();
        self.switches = switches;
        self.live = live;
        self.generator = Generator::new(self.seed);
        self.machine = Machine::new(self.seed);
        self.revision = 0;
        self.sessions.clear();
        self.stage = Stage::default();
        self.web_lock = None;
    }
}
