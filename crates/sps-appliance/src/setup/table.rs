//! The table: every switch with its name, its documentation, its type and its position in each
//! profile (`sps-api.md` §20.1 and §20.2). A single position stands for all profiles.
//!
//! To add a switch, add a line here. The field, by-name access, the command line, `when` conditions in
//! `data/` and the entry in [`Switches::TABLE`] follow.

use super::position::SwitchValue;
use super::positions_access::{
    ApiKeyHeader, ApiKeysOpen, BasicElsewhere, CookieStyle, EndpointsShape, LoginDiscovery,
    LoginFlow, LoginMeta, LogoutDelete, RefreshOnGet, SessionTimeout, TypesShape, UserInfoPaths,
    UserInfoShape, WwwAuthenticate, XTokenFailure, XTokenMember, XTokenRule,
};
use super::positions_configuration::{
    AaaChildren, BodyWrapper, ChangesGranularity, ChangesOrder, ChangesPath, ChangesSecrets,
    CommitEndsSession, CommitLogLocation, CommitMessage, EmptyPut, ExpandedReference, LockAt,
    MessageMember, MetaChanges, MissingMember, MultipartAsJson, NonUtf8, PasswordHash, Reorder,
    SecondOpen, UnknownMembers, UserPassword,
};
use super::positions_messages::{
    AllowHeader, ErrorBody, ErrorDetails, Expect100, LockError, MergeError, MessageMissingError,
    MetaSibling, MissingObjectError, NoLength, PayloadWrap, RootShape, TlsVersion,
};
use super::{Profile, SwitchInfo, UnknownSwitch, same_name};

/// The position of one profile: all profiles share a single one.
const fn spread(positions: &[&'static str]) -> [&'static str; 6] {
    match *positions {
        [all] => [all; 6],
        [v5_7, v6_0, v6_9, v7_0, v7_5, v8_0] => [v5_7, v6_0, v6_9, v7_0, v7_5, v8_0],
        _ => [""; 6],
    }
}

/// The positions written in the table, else those of the type.
const fn last(lists: &[&'static [&'static str]]) -> &'static [&'static str] {
    match lists {
        [.., last] => last,
        [] => &[],
    }
}

macro_rules! switches {
    ($($(#[doc = $doc:literal])+ $name:literal $field:ident: $type:ty $([$($listed:literal),+])? = $defaults:tt;)+) => {
        /// Everything the documents leave open, decided.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Switches {
            /// The profile these switches began with: what `/api/info` tells as the version.
            pub profile: Profile,
            $($(#[doc = $doc])+ pub $field: $type,)+
        }

        impl Switches {
            /// Every switch there is.
            pub const TABLE: &[SwitchInfo] = &[$(SwitchInfo {
                name: $name,
                positions: last(&[<$type as SwitchValue>::POSITIONS $(, &[$($listed),+])?]),
                open_ended: <$type as SwitchValue>::OPEN_ENDED,
                defaults: spread(&$defaults),
                doc: concat!($($doc),+),
            }),+];

            /// All switches in their positions for `profile`.
            #[must_use]
            pub fn of(profile: Profile) -> Self {
                let place = Profile::ALL.iter().position(|other| *other == profile).unwrap_or_default();
                Self {
                    profile,
                    $($field: spread(&$defaults)
                        .get(place)
                        .and_then(|text| SwitchValue::from_text(text))
                        .expect("a test reads every position of every profile"),)+
                }
            }

            /// Puts the switch `name` into `position`, both as text: `payload.wrap`, `name`. Dots,
            /// dashes and underscores in the name are the same.
            ///
            /// # Errors
            /// [`UnknownSwitch`] if there is no such switch or no such position; nothing changes.
            pub fn set(&mut self, name: &str, position: &str) -> Result<(), UnknownSwitch> {
                let unknown = || UnknownSwitch { name: name.to_owned(), position: position.to_owned() };
                $(if same_name(name, $name) {
                    self.$field = SwitchValue::from_text(position).ok_or_else(unknown)?;
                    return Ok(());
                })+
                Err(unknown())
            }

            /// The position of the switch `name` as text, `None` if there is no such switch.
            #[must_use]
            pub fn position(&self, name: &str) -> Option<String> {
                $(if same_name(name, $name) {
                    return Some(self.$field.text());
                })+
                None
            }
        }
    };
}

switches! {
    // What follows the version (§20.1).
    /// HTTP status of a sign-in with a password and without parameters: 200 or 302.
    "login.status" login_status: u16 ["200", "302"] = ["200"];
    /// HTTP status of a sign-in with `login_method` or `type=x509`. Profiles without the parameter
    /// use it for certificates.
    "login.status_with_method" login_status_with_method: u16 ["200", "302", "303"] = ["302"];
    /// Where an anonymous client learns how to sign in.
    "login.discovery" login_discovery: LoginDiscovery = ["types", "types", "types", "both", "both", "methods"];
    /// Whether the parameters `login_method` and `return` of a sign-in are known; else they are
    /// ignored.
    "login.method_param" login_method_param: bool = ["off", "off", "off", "on", "on", "on"];
    /// What the answer to a sign-in says of itself.
    "login.meta" login_meta: LoginMeta = ["short", "short", "short", "by_parameter", "by_parameter", "by_parameter"];
    /// How the session cookie is set.
    "cookie.style" cookie_style: CookieStyle = ["old", "old", "old", "new", "new", "new"];
    /// Whether a `session_id` header is as good as the cookie.
    "cookie.as_header" cookie_as_header: bool = ["on", "on", "off", "off", "off", "off"];
    /// Whether `meta` tells the seconds until the idle time-out.
    "meta.remaining_seconds" meta_remaining_seconds: bool = ["off", "on", "on", "on", "on", "on"];
    /// Where `aaa/settings` and `transaction` carry their payload.
    "payload.wrap" payload_wrap: PayloadWrap = ["name", "name", "name", "body", "body", "body"];
    /// Whether the items of a list of objects have a `body`.
    "list.items_body" list_items_body: bool = ["off", "off", "on", "on", "on", "on"];
    /// What `GET /api` answers.
    "root.shape" root_shape: RootShape = ["next_only", "next_only", "items", "items", "items", "items"];
    /// Whether the first change opens a transaction by itself.
    "tx.implicit_open" tx_implicit_open: bool = ["off", "off", "on", "on", "on", "on"];
    /// When the configuration lock is needed.
    "tx.lock_at" tx_lock_at: LockAt = ["open", "open", "commit", "commit", "commit", "commit"];
    /// Whether several sessions may have an open transaction.
    "tx.parallel" tx_parallel: bool = ["off", "off", "on", "on", "on", "on"];
    /// What opening a second time does.
    "tx.second_open" tx_second_open: SecondOpen = ["error", "error", "noop", "noop", "noop", "noop"];
    /// Whether the transaction state tells that a message is needed.
    "tx.commit_message" tx_commit_message: CommitMessage = ["absent", "absent", "absent", "absent", "absent", "enum"];
    /// Which resource holds `require_commitlog`.
    "commitlog.location" commitlog_location: CommitLogLocation = ["aaa_settings", "aaa_settings", "aaa_settings", "aaa_settings", "aaa_settings", "accounting"];
    /// What user information tells.
    "user_info.shape" user_info_shape: UserInfoShape = ["endpoints", "endpoints", "endpoints", "endpoints", "endpoints", "login_method"];
    /// Where user information stands.
    "user_info.paths" user_info_paths: UserInfoPaths = ["user_info", "user_info", "all_three", "all_three", "all_three", "two"];
    /// HTTP status of user information for who lacks the REST server privilege: 403 `Unauthorized`,
    /// or 401 `AuthenticationFailure`.
    "user_info.denied" user_info_denied: u16 ["401", "403"] = ["401", "401", "403", "403", "403", "403"];
    /// Whose writes need the `X-Token` header.
    "xtoken.rule" xtoken_rule: XTokenRule = ["off", "off", "off", "optin", "browser_agents", "browser_agents"];
    /// Whether there is `/api/user/api_keys`.
    "api_keys" api_keys: bool = ["off", "off", "off", "off", "off", "on"];
    /// The children of `aaa`.
    "aaa.children" aaa_children: AaaChildren = ["three", "three", "three", "three", "three", "six"];
    /// Whether there is an `mssql` chapter.
    "mssql" mssql: bool = ["off", "off", "on", "on", "on", "on"];
    /// Whether there is `/api/health_status`.
    "health_status" health_status: bool = ["off", "off", "off", "on", "on", "on"];
    /// Whether there are `/api/audit/sessions/_snapshot` and `_count` (from 7.3).
    "search.snapshot" search_snapshot: bool = ["off", "off", "off", "off", "on", "on"];
    /// Whether there is `/api/audit/users`.
    "audit.users" audit_users: bool = ["off", "off", "off", "off", "off", "on"];
    /// Which ready-made hash makes a password.
    "password.hash" password_hash: PasswordHash = ["sha256", "sha256", "sha256", "salted", "salted", "salted"];
    // What does not (§20.2).
    /// HTTP status of a sign-in without any credentials: 400 `InvalidAuthenticationRequest` as
    /// printed in the seeds, or 401, which SafeguardJava waits for.
    "login.missing_credentials_status" login_missing_credentials_status: u16 ["400", "401"] = ["400"];
    /// Which refusals of `/api/authentication` carry `WWW-Authenticate: Basic`.
    "login.www_authenticate" login_www_authenticate: WwwAuthenticate = ["on"];
    /// HTTP status of a sign-in with `return`: 200, or 302 to that path.
    "login.status_with_return" login_status_with_return: u16 ["200", "302"] = ["200"];
    /// Whether the login methods and types are told without a session.
    "login.methods_anonymous" login_methods_anonymous: bool = ["on"];
    /// The form of `types` in `/api/authentication/types`.
    "login.types_shape" login_types_shape: TypesShape = ["list"];
    /// A RADIUS method that asks for a code.
    "login.radius_challenge" login_radius_challenge: LoginFlow = ["off"];
    /// A user whose password has expired.
    "login.expired_password" login_expired_password: LoginFlow = ["off"];
    /// A SAML2 method that redirects to an identity provider.
    "login.saml2" login_saml2: LoginFlow = ["off"];
    /// What DELETE on `/api/authentication` does.
    "logout.delete" logout_delete: LogoutDelete = ["405"];
    /// What `Authorization: Basic` means on other paths.
    "basic.on_other_paths" basic_on_other_paths: BasicElsewhere = ["ignored"];
    /// Where the idle time-out comes from.
    "session.timeout_minutes" session_timeout_minutes: SessionTimeout ["configured", "1"] = ["configured"];
    /// What counts as activity of a session.
    "session.refresh_on_get" session_refresh_on_get: RefreshOnGet = ["on"];
    /// How many seconds the appliance's clock is ahead: `Date` and the cookie's expiry move.
    "clock.skew_seconds" clock_skew_seconds: i64 ["0", "300", "-300"] = ["0"];
    /// Where user information carries the X-Token.
    "xtoken.member" xtoken_member: XTokenMember = ["token"];
    /// How a write without the right `X-Token` is refused.
    "xtoken.failure" xtoken_failure: XTokenFailure = ["403"];
    /// How an API key is presented.
    "api_keys.header" api_keys_header: ApiKeyHeader = ["both"];
    /// Whether making or deleting an API key opens a transaction.
    "api_keys.opens_transaction" api_keys_opens_transaction: ApiKeysOpen = ["as_implicit"];
    /// The refusal of who does not get the configuration lock.
    "error.lock" error_lock: LockError = ["409"];
    /// The refusal of a commit that cannot be merged.
    "error.merge" error_merge: MergeError = ["409"];
    /// The refusal of a commit without its required message.
    "error.message_missing" error_message_missing: MessageMissingError = ["400"];
    /// HTTP status of a write without a transaction where opening one is required.
    "error.no_transaction" error_no_transaction: u16 ["403", "400", "404", "409"] = ["403"];
    /// The type of a missing object's 404.
    "error.missing_object" error_missing_object: MissingObjectError = ["NotFound"];
    /// The form of `error.details`.
    "error.details" error_details: ErrorDetails = ["path"];
    /// The body of an error.
    "error.body" error_body: ErrorBody = ["json"];
    /// HTTP status of a commit.
    "tx.commit_status" tx_commit_status: u16 ["200", "202", "204"] = ["200"];
    /// HTTP status of rolling back.
    "tx.delete_status" tx_delete_status: u16 ["200", "202", "204"] = ["200"];
    /// HTTP status of a commit with nothing open.
    "tx.commit_nothing_open" tx_commit_nothing_open: u16 ["400", "404", "409", "200"] = ["400"];
    /// HTTP status of a commit with nothing changed.
    "tx.commit_no_changes" tx_commit_no_changes: u16 ["200", "400"] = ["200"];
    /// HTTP status of rolling back with nothing open.
    "tx.delete_nothing_open" tx_delete_nothing_open: u16 ["404", "200", "400"] = ["404"];
    /// What a commit by PUT without a body does.
    "tx.commit_empty_put" tx_commit_empty_put: EmptyPut = ["400"];
    /// Which member of the commit holds the message.
    "tx.message_member" tx_message_member: MessageMember = ["message"];
    /// What a commit does to the session and the connection.
    "tx.commit_ends_session" tx_commit_ends_session: CommitEndsSession = ["off"];
    /// Seconds until a commit answers: a hint for the server.
    "tx.commit_delay_seconds" tx_commit_delay_seconds: u32 ["0", "15"] = ["0"];
    /// Whether a plain GET of the configuration binds the session to a copy.
    "tx.get_opens" tx_get_opens: bool = ["off"];
    /// When `meta.changes` is there.
    "tx.meta_changes" tx_meta_changes: MetaChanges = ["with_changes"];
    /// What is one entry of the change list.
    "changes.granularity" changes_granularity: ChangesGranularity = ["leaf"];
    /// How the change list spells paths.
    "changes.path" changes_path: ChangesPath = ["absolute"];
    /// What the change list shows of secrets.
    "changes.secrets" changes_secrets: ChangesSecrets = ["masked"];
    /// The order of the change list.
    "changes.order" changes_order: ChangesOrder = ["as_made"];
    /// What happens to members no shape knows.
    "write.unknown_members" write_unknown_members: UnknownMembers = ["dropped"];
    /// What happens to a reference sent back as it was answered.
    "write.expanded_reference" write_expanded_reference: ExpandedReference = ["400"];
    /// What happens where a member is missing.
    "write.missing_member" write_missing_member: MissingMember = ["400"];
    /// What happens to a body that is not UTF-8.
    "write.non_utf8" write_non_utf8: NonUtf8 = ["400"];
    /// What happens to an answer sent back with its `body` around the content.
    "write.body_wrapper" write_body_wrapper: BodyWrapper = ["400"];
    /// What happens to a POST without body and length.
    "post.no_length" post_no_length: NoLength = ["411"];
    /// What happens to `Expect: 100-continue`.
    "expect_100" expect_100: Expect100 = ["417"];
    /// The name of the sibling before this one.
    "meta.sibling" meta_sibling: MetaSibling = ["previous"];
    /// The `Allow` header.
    "allow_header" allow_header: AllowHeader = ["present"];
    /// How the order of a list is changed.
    "reorder" reorder: Reorder = ["405"];
    /// Whether a secret can be read by its key in the transaction that made it; else it is not
    /// found before the commit.
    "secrets.readable_in_tx" secrets_readable_in_tx: bool = ["off"];
    /// What stands at `/api/user/password`. From 6.9 to 7.5 the texts name it among what needs a transaction.
    "user.password" user_password: UserPassword = ["404", "404", "put", "put", "put", "put"];
    /// Whether all paths but `/api` and those at and below `/api/authentication` are named
    /// differently.
    "endpoints.renamed" endpoints_renamed: bool = ["off"];
    /// Whether `aaa/acls` can be written.
    "acls.writable" acls_writable: bool = ["off"];
    /// The form of `/api/endpoints`.
    "endpoints.shape" endpoints_shape: EndpointsShape = ["list"];
    /// Open search snapshots per user; beyond them 429.
    "search.quota" search_quota: u32 ["5", "0"] = ["5"];
    /// What happens to a multipart body under `Content-Type: application/json`.
    "upload.multipart_as_json" upload_multipart_as_json: MultipartAsJson = ["400"];
    /// The oldest version of TLS that `serve` speaks.
    "tls.min" tls_min: TlsVersion = ["1.2"];
    /// The newest version of TLS that `serve` speaks.
    "tls.max" tls_max: TlsVersion = ["1.3"];
}
