//! Positions of the switches about transactions and writing.

use super::position::switch_enum;

switch_enum! {
    /// When the configuration lock is needed (`tx.lock_at`, `sps-api.md` §7.1).
    LockAt {
        /// Opening takes it (5.x, 6.0): refused while somebody else holds it, be it the web interface
        /// or another session's transaction.
        Open = "open",
        /// The commit takes it: refused while the web interface holds it.
        Commit = "commit",
    }
}

switch_enum! {
    /// What opening a second time does (`tx.second_open`).
    SecondOpen {
        /// 409, the transaction stays.
        Error = "error",
        /// Nothing, 200.
        Noop = "noop",
    }
}

switch_enum! {
    /// Whether the transaction state tells that a message is needed (`tx.commit_message`).
    CommitMessage {
        /// No.
        Absent = "absent",
        /// `commit_message` is `required` or `optional` (8.0).
        Enum = "enum",
    }
}

switch_enum! {
    /// What a commit does to the session and the connection (`tx.commit_ends_session`).
    CommitEndsSession {
        /// Nothing.
        Off = "off",
        /// The session is over after the answer.
        On = "on",
        /// Applied; the session is over and the connection is cut before the answer.
        CutApplied = "cut_applied",
        /// Not applied; the session is over and the connection is cut before the answer.
        CutNotApplied = "cut_not_applied",
    }
}

switch_enum! {
    /// When `meta.changes` is there (`tx.meta_changes`).
    MetaChanges {
        /// With an open transaction that has changes.
        WithChanges = "with_changes",
        /// With an open transaction.
        WhenOpen = "when_open",
        /// Always.
        Always = "always",
        /// Never.
        Never = "never",
    }
}

switch_enum! {
    /// Which member of the commit holds the message (`tx.message_member`).
    MessageMember {
        /// `message`.
        Message = "message",
        /// `message`, or else `commit_message`.
        Both = "both",
    }
}

switch_enum! {
    /// What a commit by PUT without a body does (`tx.commit_empty_put`).
    EmptyPut {
        /// 400.
        Refused = "400",
        /// It commits.
        Accepted = "accepted",
    }
}

switch_enum! {
    /// Which resource holds `require_commitlog` (`commitlog.location`, `sps-api.md` §7.2).
    CommitLogLocation {
        /// `aaa/settings`, as in the tutorial (seed 003, up to 7.x).
        AaaSettings = "aaa_settings",
        /// `management/accounting` (8.0).
        Accounting = "accounting",
    }
}

switch_enum! {
    /// The children of `aaa` (`aaa.children`).
    AaaChildren {
        /// `acls`, `local_database`, `settings` (up to 7.x).
        Three = "three",
        /// These and `ldap_servers`, `login_methods`, `saml2` (8.0).
        Six = "six",
    }
}

switch_enum! {
    /// Which ready-made hash makes a password (`password.hash`, `sps-api.md` §8.5).
    PasswordHash {
        /// `{"hash": "<SHA-256 of the password, 64 hex digits>"}` (up to 6.x).
        Sha256 = "sha256",
        /// `{"hash": "<SHA-256 of salt and password>", "salt": "…"}` (7.x).
        Salted = "salted",
    }
}

switch_enum! {
    /// What is one entry of the change list (`changes.granularity`).
    ChangesGranularity {
        /// A leaf.
        Leaf = "leaf",
        /// A resource or object.
        Object = "object",
    }
}

switch_enum! {
    /// How the change list spells paths (`changes.path`).
    ChangesPath {
        /// `/api/configuration/management/webinterface/timeout`.
        Absolute = "absolute",
        /// `management/webinterface/timeout`.
        Relative = "relative",
        /// `/api/configuration/management/webinterface#timeout`, as links to addresses have it.
        Hash = "hash",
    }
}

switch_enum! {
    /// What the change list shows of secrets (`changes.secrets`).
    ChangesSecrets {
        /// A mask.
        Masked = "masked",
        /// Nothing.
        Omitted = "omitted",
        /// What is kept. Here that is a salted digest: the simulation keeps nothing else.
        Shown = "shown",
    }
}

switch_enum! {
    /// The order of the change list (`changes.order`).
    ChangesOrder {
        /// Of the first writes.
        AsMade = "as_made",
        /// By path.
        ByPath = "by_path",
    }
}

switch_enum! {
    /// Members no shape knows (`write.unknown_members`).
    UnknownMembers {
        /// Dropped silently, as documented.
        Dropped = "dropped",
        /// 400.
        Refused = "400",
    }
}

switch_enum! {
    /// A reference sent back as it was answered (`write.expanded_reference`).
    ExpandedReference {
        /// 400.
        Refused = "400",
        /// Cut down to its key.
        Stripped = "stripped",
    }
}

switch_enum! {
    /// A member that is missing from a body (`write.missing_member`).
    MissingMember {
        /// 400.
        Refused = "400",
        /// A default is filled in.
        Filled = "default",
    }
}

switch_enum! {
    /// A body that is not UTF-8 (`write.non_utf8`): SafeguardJava sends ISO-8859-1.
    NonUtf8 {
        /// 400.
        Refused = "400",
        /// Read as ISO-8859-1.
        Latin1 = "latin1",
    }
}

switch_enum! {
    /// An answer sent back with its `body` around the content (`write.body_wrapper`).
    BodyWrapper {
        /// 400.
        Refused = "400",
        /// Unwrapped.
        Unwrapped = "unwrapped",
    }
}

switch_enum! {
    /// How the order of a list is changed (`reorder`).
    Reorder {
        /// Not at all: 405.
        NotAllowed = "405",
        /// PUT `{"@order": ["<key>", …]}` on the list.
        Put = "put",
    }
}

switch_enum! {
    /// What stands at `/api/user/password` (`user.password`).
    UserPassword {
        /// Nothing: 404.
        NotFound = "404",
        /// 405 for every verb.
        NotAllowed = "405",
        /// PUT `{"old": "…", "new": "…"}`.
        Put = "put",
    }
}

switch_enum! {
    /// A multipart body under `Content-Type: application/json` (`upload.multipart_as_json`):
    /// SafeguardJava sends uploads so.
    MultipartAsJson {
        /// 400.
        Refused = "400",
        /// Taken as multipart.
        Tolerated = "tolerated",
    }
}
