//! What a set of switches makes impossible by definition. Everything else has to work.

use sps_appliance::{
    AllowHeader, CommitEndsSession, ErrorBody, LogoutDelete, MetaChanges, RootShape, Switches,
    XTokenMember, XTokenRule,
};

use crate::carrier::{BROWSER, PROGRAM};

/// The user agent of the walk. Where only browsers need the token and user information does not have it, no browser can
/// write at all: the walk is a program's then.
pub fn agent(switches: &Switches) -> &'static str {
    let is_lost =
        switches.xtoken_member == XTokenMember::Absent || !user_information_is_found(switches);
    if is_lost && switches.xtoken_rule == XTokenRule::BrowserAgents {
        PROGRAM
    } else {
        BROWSER
    }
}

/// Whether anybody can write: not if everybody needs the token and nobody is told it.
pub fn writing_is_possible(switches: &Switches) -> bool {
    let is_told =
        switches.xtoken_member != XTokenMember::Absent && user_information_is_found(switches);
    is_told || switches.xtoken_rule != XTokenRule::All
}

/// Whether user information, rights, appliance information and API keys can be found: not if their paths are renamed and
/// the root tells the way to the configuration only.
pub fn user_information_is_found(switches: &Switches) -> bool {
    !(switches.endpoints_renamed && switches.root_shape == RootShape::NextOnly)
}

/// Whether the change list can be found: not if its path is renamed and no answer links it.
pub fn the_change_list_is_found(switches: &Switches) -> bool {
    !(switches.endpoints_renamed && switches.tx_meta_changes == MetaChanges::Never)
}

/// Whether there are API keys to be found.
pub fn api_keys_are_found(switches: &Switches) -> bool {
    switches.api_keys && user_information_is_found(switches)
}

/// Whether a refusal brings words: without them the status is all there is.
pub fn refusals_have_words(switches: &Switches) -> bool {
    switches.error_body == ErrorBody::Json
}

/// Whether signing out ends the session: it has to be there and to be told.
pub fn sign_out_ends_the_session(switches: &Switches) -> bool {
    switches.logout_delete == LogoutDelete::EndsSession
        && switches.allow_header != AllowHeader::Incomplete
}

/// Whether a commit takes effect.
pub fn commits_are_applied(switches: &Switches) -> bool {
    switches.tx_commit_ends_session != CommitEndsSession::CutNotApplied
}

/// Whether a commit ends the session.
pub fn commits_end_the_session(switches: &Switches) -> bool {
    switches.tx_commit_ends_session != CommitEndsSession::Off
}

/// Whether the answer to a commit is lost.
pub fn commits_are_cut(switches: &Switches) -> bool {
    matches!(
        switches.tx_commit_ends_session,
        CommitEndsSession::CutApplied | CommitEndsSession::CutNotApplied
    )
}
