//! Writing on a walk: one setting changed, messages required, something made and thrown away; or nothing at all.

use serde_json::json;
use sps_appliance::UnknownMembers;
use sps_client::{Error, MessageRule, Outcome, TransactionStatus, VerifyError};

use super::Walk;
use crate::expected;

impl Walk {
    async fn timeout_path(&self) -> String {
        let keys = ["management", "webinterface"];
        self.client.configuration_path(&keys).await.unwrap()
    }

    async fn timeout(&self) -> i64 {
        let resource = self
            .client
            .resource(&self.timeout_path().await)
            .await
            .unwrap();
        resource.put_body().unwrap()["timeout"].as_i64().unwrap()
    }

    pub(super) async fn change_one_setting(&self) {
        let what = &self.what;
        let client = &self.client;
        client
            .ensure_transaction()
            .await
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        // Opening what is open is no error, whatever the appliance thinks of it.
        client.ensure_transaction().await.unwrap();
        let state = client.transaction().await.unwrap();
        assert_eq!(state.status, TransactionStatus::Open, "{what}");
        assert_eq!(
            client.message_rule(&state).await.unwrap(),
            MessageRule::Optional,
            "{what}"
        );

        let path = self.timeout_path().await;
        let mut body = client.resource(&path).await.unwrap().put_body().unwrap();
        assert_eq!(body["timeout"], 10, "{what}");
        body["timeout"] = json!(20);
        let verified = client.replace_verified(&path, &body).await.unwrap();
        assert!(
            verified.ignored.is_empty(),
            "{what}: {:?}",
            verified.ignored
        );
        body["colour"] = json!("blue");
        match client.replace_verified(&path, &body).await {
            Ok(verified) => assert_eq!(verified.ignored, ["/colour"], "{what}"),
            Err(VerifyError::Write(Error::Refused(refusal))) => {
                assert_eq!(
                    self.switches.write_unknown_members,
                    UnknownMembers::Refused,
                    "{what}"
                );
                assert_eq!(refusal.status, 400, "{what}");
            }
            Err(error) => panic!("{what}: {error:?}"),
        }

        let changes = client.changes().await;
        if expected::the_change_list_is_found(&self.switches) {
            let changes = changes.unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(changes.len(), 1, "{what}: {changes:?}");
            let change = &changes[0];
            assert!(change.path.contains("webinterface"), "{what}: {changes:?}");
            assert!(change.raw.to_string().contains("20"), "{what}");
        } else {
            assert!(matches!(changes, Err(Error::NotFound(_))), "{what}");
        }

        self.commit("a longer time-out").await;
        let now = if expected::commits_are_applied(&self.switches) {
            20
        } else {
            10
        };
        assert_eq!(self.timeout().await, now, "{what}");
    }

    /// Commits, and copes with what a commit does to the session.
    pub async fn commit(&self, message: &str) {
        let what = &self.what;
        match self.client.commit(Some(message)).await {
            Ok(()) => assert!(!expected::commits_are_cut(&self.switches), "{what}"),
            Err(error) => {
                assert!(expected::commits_are_cut(&self.switches), "{what}: {error}");
                assert_eq!(error.outcome(), Outcome::Unknown, "{what}");
            }
        }
        let is_over = expected::commits_end_the_session(&self.switches);
        if is_over {
            let state = self.client.transaction().await;
            assert!(
                matches!(state, Err(Error::SessionEnded(_))),
                "{what}: {state:?}"
            );
        }
        // Commits may take 15 seconds each, and a cookie may live for a minute: appliances set it once.
        if is_over || self.client.transport().cookie_runs_out_within(20) {
            self.client.forget();
            self.sign_in(None).await;
        }
        // Reading may bind a new copy of the configuration; it has no changes then.
        let state = self
            .client
            .transaction()
            .await
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        if state.status == TransactionStatus::Open && state.has_changes_link {
            assert!(self.client.changes().await.unwrap().is_empty(), "{what}");
        }
    }

    /// Requires a message for every commit, and looks at the refusal of one without.
    pub(super) async fn commit_with_a_required_message(&self) {
        let (what, client) = (&self.what, &self.client);
        if !expected::commits_are_applied(&self.switches) {
            // Nothing that is committed comes to be, so the rule cannot be set.
            return;
        }
        let mut path = None;
        for keys in [["aaa", "settings"], ["management", "accounting"]] {
            let resource = client.configuration(&keys).await;
            if let Ok(resource) = resource
                && resource
                    .put_body()
                    .unwrap()
                    .get("require_commitlog")
                    .is_some()
            {
                path = Some(resource.path);
            }
        }
        let path = path.unwrap_or_else(|| panic!("{what}: require_commitlog is nowhere"));
        self.require_commitlog(&path, true).await;
        self.commit("require messages").await;

        client.ensure_transaction().await.unwrap();
        let state = client.transaction().await.unwrap();
        let rule = client.message_rule(&state).await.unwrap();
        assert_eq!(rule, MessageRule::Required, "{what}");
        self.require_commitlog(&path, false).await;
        match client.commit(None).await {
            Err(error @ Error::MessageRequired(_)) => {
                assert!(
                    expected::refusals_have_words(&self.switches),
                    "{what}: {error}"
                );
            }
            // Where the appliance's words do not tell, the status is all there is; the rule was known before.
            Err(error @ (Error::Refused(_) | Error::LacksRight(_))) => {
                let refusal = error.refusal().unwrap();
                let is_named = refusal.kind.as_deref() == Some("CommitMessageRequired");
                assert!(!is_named, "{what}: {error}");
            }
            other => panic!("{what}: {other:?}"),
        }
        let state = client.transaction().await.unwrap();
        assert_eq!(state.status, TransactionStatus::Open, "{what}");
        self.commit("no messages any more").await;
    }

    async fn require_commitlog(&self, path: &str, required: bool) {
        let client = &self.client;
        client.ensure_transaction().await.unwrap();
        let mut body = client.resource(path).await.unwrap().put_body().unwrap();
        body["require_commitlog"] = json!(required);
        let verified = client.replace_verified(path, &body).await.unwrap();
        assert!(
            verified.ignored.is_empty(),
            "{}: {:?}",
            self.what,
            verified.ignored
        );
    }

    /// A password nobody refers to, thrown away with its transaction.
    pub(super) async fn make_and_throw_away(&self) {
        let (what, client) = (&self.what, &self.client);
        client.ensure_transaction().await.unwrap();
        let key = client.create_password("correct horse").await.unwrap();
        assert!(!key.is_empty(), "{what}");
        let key = client
            .create_private_key("-----BEGIN PRIVATE KEY-----")
            .await;
        assert!(!key.unwrap().is_empty(), "{what}");
        client.roll_back().await.unwrap();
        match client.roll_back().await {
            Ok(()) | Err(Error::NotFound(_) | Error::Refused(_)) => {}
            Err(error) => panic!("{what}: {error}"),
        }
    }

    /// Everybody needs a token that nobody is told: every write is refused, in the appliance's own words.
    pub(super) async fn writes_are_refused(&self) {
        let refused = self.client.open_transaction().await;
        let error = refused.expect_err("the token is missing");
        assert_eq!(error.outcome(), Outcome::NotDone, "{}: {error}", self.what);
        assert!(error.refusal().is_some(), "{}: {error}", self.what);
    }
}
