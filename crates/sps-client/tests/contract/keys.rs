//! API keys, where there are any.

use sps_client::{ApiKeyName, Error};

use crate::expected;
use crate::walk::Walk;

/// Makes a key, finds it, deletes it, and misses it.
pub async fn make_and_delete(walk: &Walk) {
    let (what, client) = (&walk.what, &walk.client);
    if !expected::api_keys_are_found(&walk.switches) {
        let keys = client.api_keys().await;
        assert!(matches!(keys, Err(Error::NotFound(_))), "{what}: {keys:?}");
        return;
    }
    let is_applied = expected::commits_are_applied(&walk.switches);
    let has = async |name: &str| {
        let keys = client.api_keys().await.unwrap();
        keys.iter().any(|key| key.name.as_deref() == Some(name))
    };
    // Whether making a key opens a transaction is anybody's guess, so one is opened.
    client.ensure_transaction().await.unwrap();
    let name = ApiKeyName::parse("walker").unwrap();
    let key = client.create_api_key(&name).await.unwrap();
    assert!(!key.secret().is_empty(), "{what}");
    assert!(has("walker").await, "{what}");
    walk.commit("a key").await;
    assert_eq!(has("walker").await, is_applied, "{what}");
    if !is_applied {
        // The transaction is gone, and the key with it.
        return;
    }
    client.ensure_transaction().await.unwrap();
    client.delete_api_key(&key.key).await.unwrap();
    walk.commit("no key").await;
    assert!(!has("walker").await, "{what}");
}
