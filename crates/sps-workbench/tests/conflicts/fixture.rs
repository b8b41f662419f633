//! The fixtures as they stand in `tests/fixtures/conflicts.json`, and what a person does with them.

use serde_json::Value;
use sps_workbench::Pointer;
use sps_workbench::merge::Decision;
use sps_workbench::replay::Plan;

use crate::person::Person;

const ROOT: &str = "/api/configuration/";

/// Keys of created objects, by the names the fixture gives them.
#[derive(Default)]
pub struct Keys(Vec<(String, String)>);

impl Keys {
    /// A text with its `{name}`s filled.
    fn fill(&self, text: &str) -> String {
        let known = self.0.iter();
        known.fold(text.to_owned(), |text, (name, key)| {
            text.replace(&format!("{{{name}}}"), key)
        })
    }

    fn filled(&self, value: &Value) -> Value {
        serde_json::from_str(&self.fill(&value.to_string())).unwrap()
    }
}

pub struct Fixture(Value);

/// All of them, in their order.
pub fn all() -> Vec<Fixture> {
    let text = include_str!("../fixtures/conflicts.json");
    let all: Vec<Value> = serde_json::from_str(text).unwrap();
    all.into_iter().map(Fixture).collect()
}

pub fn named(name: &str) -> Fixture {
    let mut all = all().into_iter();
    all.find(|fixture| fixture.name() == name).unwrap()
}

impl Fixture {
    pub fn name(&self) -> String {
        self.0["name"].as_str().unwrap().to_owned()
    }

    /// Whether the appliance merges it by itself.
    pub fn is_merged(&self) -> bool {
        self.0["is_merged"] == true
    }

    pub fn has_setup(&self) -> bool {
        self.0["setup"].is_array()
    }

    pub fn setup(&self, person: &mut Person, keys: &mut Keys) {
        self.stage("setup", person, keys);
    }

    pub fn mine(&self, person: &mut Person, keys: &mut Keys) {
        self.stage("mine", person, keys);
    }

    pub fn theirs(&self, person: &mut Person, keys: &mut Keys) {
        self.stage("theirs", person, keys);
    }

    fn stage(&self, part: &str, person: &mut Person, keys: &mut Keys) {
        for write in self.0[part].as_array().unwrap() {
            let path =
                |verb: &str| Some(ROOT.to_owned() + &keys.fill(write.get(verb)?.as_str().unwrap()));
            if let Some(path) = path("put") {
                let set = keys.filled(&write["set"]);
                let places: Vec<(&str, Value)> = set
                    .as_object()
                    .unwrap()
                    .iter()
                    .map(|(at, value)| (at.as_str(), value.clone()))
                    .collect();
                person.put(&path, &places);
            } else if let Some(list) = path("post") {
                let key = person.post(&list, keys.filled(&write["body"]));
                keys.0.push((write["as"].as_str().unwrap().to_owned(), key));
            } else if let Some(path) = path("delete") {
                person.delete(&path);
            }
        }
    }

    pub fn conflicts(&self) -> Vec<String> {
        let all = self.0["conflicts"].as_array().unwrap().iter();
        all.map(|at| at.as_str().unwrap().to_owned()).collect()
    }

    /// Makes the decisions; how many they were.
    pub fn decide(&self, plan: &mut Plan) -> usize {
        let wanted = self.0["decide"].as_object().unwrap();
        let mut decisions = wanted.values();
        let mut made = 0;
        for at in self.conflicts() {
            let at = Pointer::parse(&at).unwrap();
            let decision = match decisions.next().unwrap() {
                Value::String(side) if side == "mine" => Decision::Mine,
                Value::String(_) => Decision::Theirs,
                own => {
                    let typed = own["edit"].as_str().unwrap();
                    let value = typed.parse::<u64>().map_or(Value::from(typed), Value::from);
                    Decision::Own(Some(value))
                }
            };
            let mut items = plan.items.iter_mut();
            let item = items.find(|item| {
                let conflicts = item.merge().conflicts();
                conflicts.iter().any(|place| place.at == at)
            });
            assert!(item.unwrap().decide(&at, decision));
            made += 1;
        }
        made
    }

    pub fn enter_secrets(&self, plan: &mut Plan) {
        let Some(secrets) = self.0["secrets"].as_object() else {
            return;
        };
        let mut secrets = secrets.values();
        for item in &mut plan.items {
            for at in item.missing_secrets() {
                assert!(item.fill(&at, secrets.next().unwrap().as_str().unwrap()));
            }
        }
    }

    /// What is committed is what was expected.
    pub fn check(&self, person: &Person, keys: &Keys) {
        let name = self.name();
        for expected in self.0["expect"].as_array().unwrap() {
            let text = |member: &str| Some(keys.fill(expected.get(member)?.as_str().unwrap()));
            let named = || text("named").unwrap();
            if let Some(list) = text("gone") {
                assert!(
                    person.named(&(ROOT.to_owned() + &list), &named()).is_none(),
                    "{name}: it is still there"
                );
                continue;
            }
            let body = match (text("at"), text("in")) {
                (Some(path), _) => person.body(&(ROOT.to_owned() + &path)),
                (_, Some(list)) => {
                    person
                        .named(&(ROOT.to_owned() + &list), &named())
                        .unwrap()
                        .1
                }
                _ => panic!("{name}: nowhere to look"),
            };
            for (at, value) in keys.filled(&expected["is"]).as_object().unwrap() {
                assert_eq!(body.pointer(at), Some(value), "{name}: {at}");
            }
        }
    }
}
