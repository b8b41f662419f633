//! What is known of a lock, in sentences; nothing that is not known (M8.1, M8.2).

use sps_workbench::lock::KnownLock;

use super::watch::Purpose;
use crate::messages::{Msg, count_text, text, text_with};

/// "admin2 is changing the configuration since 14:05 (web, 192.0.2.7)."
pub fn who(known: &KnownLock, purpose: Purpose) -> String {
    if purpose == Purpose::Key {
        return text(Msg::LockKeyWho).to_owned();
    }
    let name = known.holder.as_deref();
    let sentence = match (name, &known.since) {
        (Some(name), Some(since)) => {
            text_with(Msg::LockWhoSince, &[("name", name), ("since", since)])
        }
        (Some(name), None) => text_with(Msg::LockWho, &[("name", name)]),
        (None, Some(since)) => text_with(Msg::LockSomebodySince, &[("since", since)]),
        (None, None) => text(Msg::LockSomebody).to_owned(),
    };
    let by: Vec<&str> = [&known.how, &known.from]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    if by.is_empty() {
        sentence + "."
    } else {
        text_with(
            Msg::LockWhoBy,
            &[("who", &sentence), ("by", &by.join(", "))],
        )
    }
}

/// What it means for the person's work.
pub fn meaning(purpose: Purpose) -> &'static str {
    text(match purpose {
        Purpose::Stage => Msg::LockMeansDraft,
        Purpose::Commit => Msg::LockMeansStaged,
        Purpose::Key => Msg::LockMeansKey,
    })
}

/// When the lock is free at the latest, as far as that is known.
pub fn forecast(minutes: Option<u64>) -> String {
    match minutes {
        Some(minutes) => {
            let count = usize::try_from(minutes).unwrap_or(usize::MAX);
            count_text(count, Msg::LockForecastOne, Msg::LockForecastMany)
        }
        None => text(Msg::LockForecastUnknown).to_owned(),
    }
}

/// The question when the lock is free, or may be.
pub fn offer(purpose: Purpose, changes: usize, is_sure: bool) -> String {
    match (purpose, is_sure) {
        (Purpose::Commit, true) => {
            count_text(changes, Msg::LockFreeCommitOne, Msg::LockFreeCommitMany)
        }
        (Purpose::Commit, false) => {
            count_text(changes, Msg::LockMaybeCommitOne, Msg::LockMaybeCommitMany)
        }
        (Purpose::Stage, true) => text(Msg::LockFreeStage).to_owned(),
        (Purpose::Stage, false) => text(Msg::LockMaybeStage).to_owned(),
        (Purpose::Key, true) => text(Msg::LockFreeKey).to_owned(),
        (Purpose::Key, false) => text(Msg::LockMaybeKey).to_owned(),
    }
}

/// The button of the offer.
pub fn offer_button(purpose: Purpose, changes: usize) -> String {
    match purpose {
        Purpose::Stage => text(Msg::LockStageNow).to_owned(),
        Purpose::Commit => count_text(changes, Msg::LockCommitOne, Msg::LockCommitMany),
        Purpose::Key => text(Msg::LockTryNow).to_owned(),
    }
}

/// A message for the holder, to be sent by other means.
pub fn message_to_holder(known: &KnownLock, purpose: Purpose, appliance: &str, me: &str) -> String {
    let greeting = match &known.holder {
        Some(name) => text_with(Msg::LockMessageHello, &[("name", name)]),
        None => text(Msg::LockMessageHelloAll).to_owned(),
    };
    let wish = match purpose {
        Purpose::Commit => Msg::LockMessageCommit,
        Purpose::Stage | Purpose::Key => Msg::LockMessageStage,
    };
    let body = text_with(wish, &[("appliance", appliance), ("me", me)]);
    greeting + " " + &body
}
