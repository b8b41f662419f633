//! Random edits of a configuration, as an administrator could make them.

use serde_json::{Value, json};
use sps_client::Client;
use sps_workbench::cut_references;

use super::appliance::Carrier;

/// Where the configuration begins.
pub const ROOT: &str = "/api/configuration";

/// A number from the test's seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    pub fn of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let place = self.below(items.len());
        items.get(place)
    }
}

/// The keys of a list, in order.
pub async fn keys(client: &Client<Carrier>, list: &str) -> Vec<String> {
    let resource = client.resource(list).await.expect("a list can be read");
    let sps_client::Content::Node(items) = resource.content else {
        panic!("{list} is no list")
    };
    items.into_iter().map(|item| item.key).collect()
}

/// The content of a resource or object.
pub async fn body(client: &Client<Carrier>, path: &str) -> Value {
    let resource = client.resource(path).await.expect("a resource can be read");
    let sps_client::Content::Body(body) = resource.content else {
        panic!("{path} has no body")
    };
    body
}

/// One edit. Whether the appliance takes it does not matter.
pub async fn edit(client: &Client<Carrier>, dice: &mut Dice) {
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
