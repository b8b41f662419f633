//! Random edits on the simulated appliance are committed, their undo is prepared, staged and committed, and the
//! configuration is compared with what it was.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use proptest::prelude::*;
use serde_json::{Value, json};
use sps_workbench::undo::{Reason, Undo, Verb, Verdict, prepare, put_back, reads, stage_undo};
use sps_workbench::{Draft, Pointer, cut_references};
use support::appliance::{Shared, committed, signed_in};
use support::edits::{Dice, ROOT, body, edit, keys};
use support::undoing::{learned_keys, read_for, unordered, with_keys};

#[derive(Default, Debug)]
struct Seen {
    exact: usize,
    new_keys: usize,
    cannot: usize,
}

async fn round(seed: u64, granularity: &str, spelling: &str, seen: &mut Seen) {
    let positions = [
        ("changes.granularity", granularity),
        ("changes.path", spelling),
        (
            "reorder",
            if seed.is_multiple_of(3) { "405" } else { "put" },
        ),
    ];
    let (appliance, client) = signed_in(&positions).await;
    let mut dice = Dice(seed);
    // Something of one's own first, so that there are objects which nobody protects.
    client.open_transaction().await.unwrap();
    for _ in 0..6 {
        edit(&client, &mut dice).await;
    }
    client
        .commit(Some("before"))
        .await
        .expect("edits taken one by one are valid");
    let before = committed(&appliance);
    client.open_transaction().await.unwrap();
    for _ in 0..=dice.below(5) {
        edit(&client, &mut dice).await;
    }
    let changes = client.changes().await.unwrap();
    client
        .commit(Some("the change"))
        .await
        .expect("edits taken one by one are valid");

    client.open_transaction().await.unwrap();
    let readings = read_for(&client, &reads(&changes)).await;
    let undo = prepare(&changes, &readings);
    let told: Vec<_> = changes
        .iter()
        .map(|change| change.raw.to_string())
        .collect();
    let learned = stage_undo(&client, &undo)
        .await
        .unwrap_or_else(|error| panic!("{error:?}\n{undo:#?}\n{told:#?}"));
    client
        .commit(Some("undone"))
        .await
        .expect("the undo is valid");
    compare(
        &appliance,
        &before,
        &undo,
        &learned_keys(&undo, &learned),
        &told,
        seen,
    );
}

fn compare(
    appliance: &Shared,
    before: &Value,
    undo: &Undo,
    keys: &[(String, String)],
    told: &[String],
    seen: &mut Seen,
) {
    let after = committed(appliance);
    let all = |good: fn(&Verdict) -> bool| undo.items.iter().all(|item| good(&item.verdict));
    let posted: Vec<&str> = undo
        .steps
        .iter()
        .filter(|step| step.write.verb == Verb::Post)
        .map(|step| step.write.path.as_str())
        .collect();
    if undo.is_exact() {
        seen.exact += 1;
        assert_eq!(
            unordered(before, |_| false),
            unordered(&after, |_| false),
            "{undo:#?}\n{told:#?}"
        );
    } else if all(|verdict| !matches!(verdict, Verdict::Cannot(_))) {
        seen.new_keys += 1;
        // Only what came back may stand elsewhere in its list, or in a map that lost its order.
        let mapped = with_keys(before, keys);
        assert_eq!(
            unordered(&mapped, |list| posted.contains(&list)),
            unordered(&after, |list| posted.contains(&list)),
            "{undo:#?}\n{told:#?}"
        );
    } else {
        seen.cannot += 1;
        assert!(
            all(
                |verdict| !matches!(verdict, Verdict::Cannot(reason) if *reason != Reason::OrderFixed)
            ),
            "{undo:#?}\n{told:#?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_committed_is_undone(seed in any::<u64>()) {
        let mut seen = Seen::default();
        pollster::block_on(async {
            for (granularity, spelling) in [("leaf", "absolute"), ("object", "relative"), ("leaf", "hash")] {
                round(seed, granularity, spelling, &mut seen).await;
            }
        });
    }

    #[test]
    fn each_change_vanishes_when_it_is_put_back(seed in any::<u64>()) {
        pollster::block_on(async {
            let (_, client) = signed_in(&[("reorder", "put")]).await;
            let mut dice = Dice(seed);
            client.open_transaction().await.unwrap();
            edit(&client, &mut dice).await;
            edit(&client, &mut dice).await;
            let changes = client.changes().await.unwrap();
            for change in &changes {
                let readings = read_for(&client, &reads(std::slice::from_ref(change))).await;
                let Ok(back) = put_back(change, &readings) else { continue };
                let Some(step) = &back.step else { continue };
                let body = step.write.body.clone().unwrap_or_default();
                let sent = match step.write.verb {
                    Verb::Put => client.replace(&step.write.path, &body).await,
                    Verb::Delete => client.delete(&step.write.path).await,
                    Verb::Post => client.create(&step.write.path, &body).await.map(|_| ()),
                };
                // Something else of the same transaction may be in the way: a name, or a user of the object.
                if sent.is_err() { break; }
                let left = client.changes().await.unwrap();
                let is_there = left.iter().any(|other| other.raw == change.raw);
                if back.limits == Default::default() {
                    assert!(!is_there, "{} is still there", change.raw);
                }
            }
        });
    }
}

#[test]
fn the_rounds_meet_exact_and_inexact_undos() {
    let mut seen = Seen::default();
    for seed in 0..24 {
        pollster::block_on(round(seed * 7919, "leaf", "absolute", &mut seen));
    }
    assert!(seen.exact > 5 && seen.new_keys > 2, "{seen:?}");
}

#[test]
fn a_connection_and_its_policy_come_back_together() {
    pollster::block_on(async {
        let (appliance, client) = signed_in(&[]).await;
        let policies = format!("{ROOT}/ssh/channel_policies");
        let connections = format!("{ROOT}/ssh/connections");
        client.open_transaction().await.unwrap();
        let policy = client
            .create(&policies, &json!({ "name": "mine", "rules": [] }))
            .await
            .unwrap()
            .key
            .unwrap();
        let first = keys(&client, &connections).await.remove(0);
        let mut copy = cut_references(&body(&client, &format!("{connections}/{first}")).await);
        copy["name"] = "mine".into();
        copy["channel_policy"] = policy.as_str().into();
        let connection = client
            .create(&connections, &copy)
            .await
            .unwrap()
            .key
            .unwrap();
        client.commit(Some("made")).await.unwrap();
        let before = committed(&appliance);

        client.open_transaction().await.unwrap();
        client
            .delete(&format!("{connections}/{connection}"))
            .await
            .unwrap();
        client
            .delete(&format!("{policies}/{policy}"))
            .await
            .unwrap();
        let changes = client.changes().await.unwrap();
        client.commit(Some("removed")).await.unwrap();

        let undo = prepare(&changes, &[]);
        let paths: Vec<_> = undo
            .steps
            .iter()
            .map(|step| step.write.path.as_str())
            .collect();
        assert_eq!(
            paths,
            [&policies, &connections],
            "the policy is made before its connection"
        );
        let learned = stage_undo(&client, &undo).await.unwrap();
        client.commit(Some("undone")).await.unwrap();
        let pairs = learned_keys(&undo, &learned);
        assert_eq!(pairs.len(), 2);
        assert_eq!(with_keys(&before, &pairs), committed(&appliance));

        // And the undo of the making: the connection goes before its policy.
        let undo_again = {
            let made = [
                json!({ "type": "create", "path": format!("{policies}/{}", pairs[0].1), "new_value": { "name": "mine" } }),
                json!({ "type": "create", "path": format!("{connections}/{}", pairs[1].1),
                    "new_value": { "name": "mine", "channel_policy": pairs[0].1 } }),
            ];
            prepare(&made.map(support::change), &[])
        };
        assert!(undo_again.is_exact());
        stage_undo(&client, &undo_again).await.unwrap();
        client.commit(Some("gone")).await.unwrap();
        assert_eq!(
            keys(&client, &policies)
                .await
                .iter()
                .filter(|key| **key == pairs[0].1)
                .count(),
            0
        );
    });
}

#[test]
fn a_password_that_was_replaced_needs_its_secret_again() {
    pollster::block_on(async {
        let (_, client) = signed_in(&[]).await;
        let users = format!("{ROOT}/aaa/local_database/users");
        let user = format!("{users}/91a7be02c4f35d6081e202");
        let mut draft = Draft::new(body(&client, &user).await);
        let key = client.create_password("another one").await.unwrap();
        draft.set(&Pointer::root().child("password"), key.clone().into());
        client.replace(&user, &draft.put_body()).await.unwrap();
        let changes = client.changes().await.unwrap();
        client.commit(Some("password")).await.unwrap();
        let readings = read_for(&client, &reads(&changes)).await;
        let mut undo = prepare(&changes, &readings);
        assert!(
            undo.items
                .iter()
                .any(|item| item.verdict == Verdict::Cannot(Reason::WriteOnly)
                    || matches!(&item.verdict, Verdict::Inexact(limits) if limits.needs_secret))
        );
        let step = undo
            .steps
            .iter_mut()
            .find(|step| !step.secrets.is_empty())
            .expect("a step with a secret");
        let at = step.secrets[0].at.clone();
        assert_eq!(at.to_string(), "/password");
        assert!(!step.supply(&Pointer::root().child("name"), json!("x")));
        let again = client.create_password("as before").await.unwrap();
        assert!(step.supply(&at, again.clone().into()));
        assert!(step.secrets.is_empty());
        stage_undo(&client, &undo).await.unwrap();
        assert_eq!(
            cut_references(&body(&client, &user).await)["password"],
            again
        );
    });
}
