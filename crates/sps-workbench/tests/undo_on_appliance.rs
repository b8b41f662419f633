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
use serde_json::{Map, Value, json};
use sps_client::Client;
use sps_workbench::undo::{
    Read, Reading, Reason, Undo, Verb, Verdict, prepare, put_back, reads, stage_undo,
};
use sps_workbench::{Draft, Pointer, cut_references};
use support::appliance::{Carrier, Shared, committed, signed_in};

const ROOT: &str = "/api/configuration";

/// A number from the test's seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let place = self.below(items.len());
        items.get(place)
    }
}

async fn keys(client: &Client<Carrier>, list: &str) -> Vec<String> {
    let resource = client.resource(list).await.expect("a list can be read");
    let sps_client::Content::Node(items) = resource.content else {
        panic!("{list} is no list")
    };
    items.into_iter().map(|item| item.key).collect()
}

async fn body(client: &Client<Carrier>, path: &str) -> Value {
    let resource = client.resource(path).await.expect("a resource can be read");
    let sps_client::Content::Body(body) = resource.content else {
        panic!("{path} has no body")
    };
    body
}

/// One edit. Whether the appliance takes it does not matter.
async fn edit(client: &Client<Carrier>, dice: &mut Dice) {
    let name = format!("new-{}", dice.below(4));
    let lists = [
        "policies/time_policies",
        "policies/user_lists",
        "ssh/channel_policies",
        "ssh/connections",
        "aaa/local_database/groups",
        "rdp/channel_policies",
    ];
    let list = format!("{ROOT}/{}", dice.of(&lists).unwrap());
    let there = keys(client, &list).await;
    let Some(key) = dice.of(&there).cloned() else {
        return;
    };
    let path = format!("{list}/{key}");
    let refused_or_not = match dice.below(7) {
        // A copy of an object under another name.
        0 | 1 => {
            let mut copy = cut_references(&body(client, &path).await);
            copy["name"] = name.into();
            client.create(&list, &copy).await.map(|_| ())
        }
        2 => client.delete(&path).await,
        3 => {
            let mut content = cut_references(&body(client, &path).await);
            content["name"] = name.into();
            client.replace(&path, &content).await
        }
        4 => {
            let mut order = there.clone();
            order.rotate_left(dice.below(there.len()));
            client.replace(&list, &json!({ "@order": order })).await
        }
        5 => {
            // A reference to something else.
            let connections = format!("{ROOT}/ssh/connections");
            let policies = keys(client, &format!("{ROOT}/ssh/channel_policies")).await;
            match (
                dice.of(&keys(client, &connections).await),
                dice.of(&policies),
            ) {
                (Some(connection), Some(policy)) => {
                    let path = format!("{connections}/{connection}");
                    let mut content = cut_references(&body(client, &path).await);
                    content["channel_policy"] = policy.as_str().into();
                    client.replace(&path, &content).await
                }
                _ => Ok(()),
            }
        }
        _ => {
            let resources = [
                "management/webinterface",
                "management/email",
                "network/naming",
                "network/nics/nic1",
                "local_services/ssh",
                "ssh/options",
                "datetime/timezone",
            ];
            let path = format!("{ROOT}/{}", dice.of(&resources).unwrap());
            let changed = changed(&body(client, &path).await, dice);
            client.replace(&path, &changed).await
        }
    };
    drop(refused_or_not);
}

/// The content with one leaf changed.
fn changed(content: &Value, dice: &mut Dice) -> Value {
    match content {
        Value::Object(members) if content.get("meta").is_none() => {
            let mut members = members.clone();
            let names: Vec<String> = members.keys().cloned().collect();
            if let Some(name) = dice.of(&names) {
                if name == "@order" && members.len() > 1 {
                    // An ordered map in another order.
                    if let Some(Value::Array(order)) = members.get_mut(name) {
                        order.reverse();
                    }
                } else {
                    let value = changed(&members[name], dice);
                    members[name] = value;
                }
            }
            cut_references(&Value::Object(members))
        }
        Value::Bool(is_on) => Value::from(!is_on),
        Value::Number(_) => Value::from(dice.below(30) + 1),
        Value::String(text) => Value::from(format!("{text}x")),
        Value::Array(items) => items.iter().skip(1).map(cut_references).collect(),
        other => cut_references(other),
    }
}

async fn read_for(client: &Client<Carrier>, wanted: &[Read]) -> Vec<Reading> {
    let mut readings = Vec::new();
    for read in wanted {
        readings.push(match read {
            Read::Resource(path) => Reading::Resource {
                path: path.clone(),
                body: body(client, path).await,
            },
            Read::List(path) => Reading::List {
                path: path.clone(),
                keys: keys(client, path).await,
                can_order: client
                    .allowed(path)
                    .is_some_and(|allow| allow.iter().any(|verb| verb == "PUT")),
            },
        });
    }
    readings
}

/// Lists in which something came back: they are compared without their order.
fn unordered(state: &Value, but: impl Fn(&str) -> bool) -> Value {
    let mut state = state.clone();
    for (path, objects) in state["lists"].as_object_mut().unwrap() {
        if !but(path) {
            let keys: Vec<Value> = objects
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .map(Value::from)
                .collect();
            *objects = json!({ "objects": objects, "order": keys });
        }
    }
    state
}

/// The state with every key that became another one replaced, as text and as member name.
fn with_keys(value: &Value, keys: &[(String, String)]) -> Value {
    let new = |text: &str| {
        let found = keys.iter().find(|(old, _)| old == text);
        found.map_or_else(|| text.to_owned(), |(_, new)| new.clone())
    };
    match value {
        Value::String(text) => new(text).into(),
        Value::Array(items) => items.iter().map(|item| with_keys(item, keys)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (new(name), with_keys(member, keys)))
            .collect::<Map<_, _>>()
            .into(),
        scalar => scalar.clone(),
    }
}

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

fn learned_keys(undo: &Undo, learned: &sps_workbench::undo::KeyMap) -> Vec<(String, String)> {
    undo.steps
        .iter()
        .filter_map(|step| {
            Some((
                step.old_key.clone()?,
                learned.new_key(step.old_key.as_deref()?)?.to_owned(),
            ))
        })
        .collect()
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
