//! Positions of the switches about messages: envelope, errors, HTTP.

use super::position::switch_enum;

switch_enum! {
    /// Where `aaa/settings` and `transaction` carry their payload (`payload.wrap`).
    PayloadWrap {
        /// Under `body`, as everything else (7.0 and later).
        Body = "body",
        /// Under the resource's own name, as in the tutorial (seed 003); the transaction state then
        /// tells no `commit_message`.
        Name = "name",
    }
}

switch_enum! {
    /// What `GET /api` answers (`root.shape`).
    RootShape {
        /// `meta.next` only (old guides).
        NextOnly = "next_only",
        /// `items` (today's clients).
        Items = "items",
    }
}

switch_enum! {
    /// The names of the sibling before this one in `meta` (`meta.sibling`, `sps-api.md` §3.3).
    MetaSibling {
        /// `previous`, as in the samples.
        Previous = "previous",
        /// `prev`, as in the field table.
        Prev = "prev",
        /// Both.
        Both = "both",
        /// Neither.
        Missing = "missing",
    }
}

switch_enum! {
    /// The `Allow` header (`allow_header`).
    AllowHeader {
        /// On every answer.
        Present = "present",
        /// On none.
        Missing = "missing",
        /// Names GET only, where GET exists.
        Incomplete = "incomplete",
    }
}

switch_enum! {
    /// The refusal of who does not get the configuration lock (`error.lock`).
    LockError {
        /// 409 `ConfigurationLocked`.
        Conflict = "409",
        /// 403 `ConfigurationLocked`.
        Forbidden = "403",
        /// 423 `ConfigurationLocked`.
        Locked = "423",
        /// 400 `ConfigurationLocked`.
        BadRequest = "400",
        /// 409 `LockedByAnotherUser`.
        OtherName = "other_name",
        /// 409 without `error`.
        NoError = "no_error",
    }
}

switch_enum! {
    /// The refusal of a commit that cannot be merged (`error.merge`).
    MergeError {
        /// 409 `MergeConflict`.
        Conflict = "409",
        /// 400 `SemanticError`.
        Semantic = "400",
        /// 409 `TransactionConflict`.
        OtherName = "other_name",
    }
}

switch_enum! {
    /// The refusal of a commit without its required message (`error.message_missing`).
    MessageMissingError {
        /// 400 `CommitMessageRequired`.
        OwnType = "400",
        /// 400 `SemanticError`.
        Semantic = "semantic",
        /// 403 `CommitMessageRequired`.
        Forbidden = "403",
    }
}

switch_enum! {
    /// The type of a missing object's 404 (`error.missing_object`).
    MissingObjectError {
        /// `NotFound`.
        NotFound = "NotFound",
        /// `NodeNotFound`.
        NodeNotFound = "NodeNotFound",
    }
}

switch_enum! {
    /// The form of `error.details` (`error.details`, `sps-api.md` §4.3).
    ErrorDetails {
        /// The form that fits each error: the path asked for; property, value and reason; a list of
        /// errors with their paths.
        Fitting = "path",
        /// Property, value and reason, for every error.
        Property = "property",
        /// A list of errors, for every error.
        Errors = "errors",
        /// Deep inside, as when joining a Passwords appliance (`sps-api.md` §4.1).
        Deep = "deep",
        /// Absent.
        Missing = "missing",
    }
}

switch_enum! {
    /// The body of an error (`error.body`).
    ErrorBody {
        /// The envelope.
        Json = "json",
        /// Nothing.
        Empty = "empty",
        /// A page, as from a front server.
        Html = "html",
        /// The first half of the envelope.
        Truncated = "truncated",
    }
}

switch_enum! {
    /// A POST without body and length (`post.no_length`).
    NoLength {
        /// 411, plain text.
        Refused = "411",
        /// Taken as empty.
        Accepted = "accepted",
    }
}

switch_enum! {
    /// `Expect: 100-continue` (`expect_100`).
    Expect100 {
        /// 417, plain text.
        Refused = "417",
        /// Honoured.
        Honoured = "honoured",
    }
}

switch_enum! {
    /// A version of TLS (`tls.min`, `tls.max`).
    TlsVersion {
        /// TLS 1.2.
        V1_2 = "1.2",
        /// TLS 1.3.
        V1_3 = "1.3",
    }
}
