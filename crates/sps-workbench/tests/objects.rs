//! Objects created, cloned and deleted on the simulated appliance, and what uses them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::{Content, Error, Item};
use sps_workbench::catalogue::Catalogue;
use sps_workbench::changes::{staged_object, staged_objects};
use sps_workbench::create::{beginning, create, store_secrets};
use sps_workbench::delete::{Survey, delete, users};
use sps_workbench::document::{Draft, Pointer, cloned, post_body};
use sps_workbench::reasons::reasons;
use sps_workbench::stage::StageError;
use support::appliance::signed_in;
use support::{client, lost, refusal, step, transaction};

const LIST: &str = "/api/configuration/policies/time_policies";
const USERS: &str = "/api/configuration/aaa/local_database/users";

fn catalogue() -> Catalogue {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/catalogue.json");
    Catalogue::parse(&std::fs::read_to_string(file).unwrap()).unwrap()
}

async fn items(client: &sps_client::Client<support::appliance::Carrier>, path: &str) -> Vec<Item> {
    match client.resource(path).await.unwrap().content {
        Content::Node(items) => items,
        _ => panic!("{path} is no list"),
    }
}

/// All lists that take new objects, and may be read.
async fn lists(client: &sps_client::Client<support::appliance::Carrier>) -> Vec<String> {
    let mut waiting = vec!["/api/configuration".to_owned()];
    let mut lists = Vec::new();
    while let Some(path) = waiting.pop() {
        let Ok(resource) = client.resource(&path).await else {
            continue;
        };
        if resource.allows("POST") == Some(true) {
            lists.push(path);
        } else if let Content::Node(items) = resource.content {
            waiting.extend(items.into_iter().filter_map(|item| item.href));
        }
    }
    lists
}

#[test]
fn every_object_can_be_cloned_and_the_clone_deleted() {
    block_on(async {
        let (_appliance, client) = signed_in(&[]).await;
        let (mut clones, mut secrets) = (0, 0);
        for list in lists(&client).await {
            let before = items(&client, &list).await;
            let names: Vec<_> = before
                .iter()
                .filter_map(|item| item.body.as_ref()?.get("name")?.as_str())
                .collect();
            for model in &before {
                let body = post_body(&cloned(model.body.as_ref().unwrap(), &names));
                let created = match create(&client, &list, &body).await {
                    // A password may be referenced once: whoever clones a user types a new one.
                    Err(StageError::Write(Error::Refused(refusal))) => {
                        let found = reasons(&refusal, &body);
                        assert!(!found.fields.is_empty(), "{list}: {refusal}");
                        secrets += 1;
                        continue;
                    }
                    created => created.unwrap(),
                };
                assert!(created.ignored.is_empty(), "{list}: {:?}", created.ignored);
                let path = created.path.expect("an address");
                assert!(matches!(created.read_back, Some(Ok(_))), "{path}");
                assert_eq!(delete(&client, &path).await, Ok(()), "{path}");
                clones += 1;
            }
            assert_eq!(items(&client, &list).await.len(), before.len(), "{list}");
        }
        assert!(
            clones > 40 && secrets > 5,
            "{clones} clones, {secrets} with secrets"
        );
    });
}

#[test]
fn an_object_in_use_is_refused_with_the_same_users_that_a_survey_finds() {
    block_on(async {
        for position in ["path", "errors", "deep"] {
            let (_appliance, client) = signed_in(&[("error.details", position)]).await;
            let path = format!("{LIST}/8348340645707e2575e3c6");
            let mut survey = Survey::new("/api/configuration");
            while survey.step(&client).await.unwrap() {}
            let mut found: Vec<_> = users(survey.index(), &path)
                .into_iter()
                .map(|hit| hit.path)
                .collect();
            found.sort();
            let Err(StageError::Write(Error::Refused(refusal))) = delete(&client, &path).await
            else {
                panic!("it was deleted");
            };
            let mut told: Vec<_> = reasons(&refusal, &Value::Null)
                .elsewhere
                .into_iter()
                .map(|(path, _)| path)
                .collect();
            told.sort();
            assert!(!told.is_empty());
            assert_eq!(told, found, "{position}");
        }
    });
}

#[test]
fn a_refused_value_leads_to_its_field_in_every_form_of_details() {
    block_on(async {
        for position in ["path", "property", "errors", "deep"] {
            let (_appliance, client) = signed_in(&[("error.details", position)]).await;
            let path = "/api/configuration/ssh/connections/e2b05d7418c94f60a3d502";
            let Content::Body(read) = client.resource(path).await.unwrap().content else {
                panic!("no body");
            };
            let mut draft = Draft::new(read);
            let port = Pointer::parse("/server_address/port").unwrap();
            draft.set(&port, json!(70_000));
            let body = draft.put_body();
            let error = sps_workbench::stage(&client, path, &body)
                .await
                .unwrap_err();
            let StageError::Write(Error::Refused(refusal)) = error else {
                panic!("{error}");
            };
            let found = reasons(&refusal, &body);
            assert_eq!(found.fields.len(), 1, "{position}: {:?}", refusal.details);
            assert_eq!(found.fields[0].0, port, "{position}");
            assert!(!found.fields[0].1.is_empty(), "{position}");
            assert_eq!(found.elsewhere, [], "{position}");
        }
    });
}

#[test]
fn a_user_is_created_with_a_password_of_its_own() {
    block_on(async {
        let (_appliance, client) = signed_in(&[]).await;
        let catalogue = catalogue();
        let place = format!("{USERS}/*");
        let model = items(&client, USERS).await.remove(0).body;
        let blank = beginning(
            model.as_ref(),
            catalogue.resource(&place).map(|hint| hint.template()),
        );
        let mut draft = Draft::new(blank);
        let (name, password) = (Pointer::parse("/name"), Pointer::parse("/password"));
        draft.set(&name.unwrap(), json!("newcomer"));
        draft.set(&password.unwrap(), json!("correct horse"));
        let places = catalogue.typed_secrets(&place, &draft);
        assert_eq!(places.len(), 1);
        let mut stored = Vec::new();
        store_secrets(&client, &places, &mut draft, &mut stored)
            .await
            .unwrap();
        assert_eq!(stored.len(), 1);
        // Another try would not store it again.
        assert_eq!(catalogue.typed_secrets(&place, &draft), []);
        let body = post_body(draft.current());
        assert_eq!(body["password"], stored[0].key);
        let created = create(&client, USERS, &body).await.unwrap();
        assert!(matches!(created.read_back, Some(Ok(_))));
    });
}

#[test]
fn a_new_object_begins_like_its_neighbours_with_documented_values() {
    let catalogue = catalogue();
    let place = "/api/configuration/policies/archive_cleanup_policies/*";
    let template = catalogue.resource(place).map(|hint| hint.template());
    let model = json!({ "extra": 5, "name": "nightly", "start_times": ["10:10"],
        "target": { "type": "smb", "server": {}, "path": "p", "share": "s" } });
    let new = beginning(Some(&model), template.clone());
    assert_eq!(new["name"], "");
    assert_eq!(new["extra"], 0);
    // Members of one form of a union are not mixed with another's.
    assert_eq!(
        Some(&new["target"]),
        template.as_ref().map(|all| &all["target"])
    );
    let members: Vec<_> = new.as_object().unwrap().keys().collect();
    assert_eq!(members, ["name", "extra", "start_times", "target"]);
    assert_eq!(beginning(None, None), json!({}));
}

#[test]
fn the_created_object_is_sent_once_and_found_by_its_key_or_its_link() {
    let path = "/api/configuration/policies/time_policies/9a";
    let answers = [
        json!({ "key": "9a", "meta": { "href": path } }),
        json!({ "key": "9a", "meta": { "href": LIST } }),
        json!({ "key": "9a" }),
        json!({ "meta": { "href": path } }),
    ];
    for answer in answers {
        let client = client([
            transaction("open"),
            step("POST", LIST, 201, answer.clone()),
            step(
                "GET",
                path,
                200,
                json!({ "key": "9a", "body": { "name": "n" } }),
            ),
        ]);
        let sent = json!({ "name": "n", "tiemout": 1 });
        let created = block_on(create(&client, LIST, &sent)).unwrap();
        assert_eq!(created.path.as_deref(), Some(path), "{answer}");
        assert_eq!(created.ignored, [Pointer::parse("/tiemout").unwrap()]);
        assert_eq!(client.transport().count("POST", LIST), 1);
    }
}

#[test]
fn a_lost_answer_is_not_followed_by_another_write() {
    let creating = client([transaction("open"), lost("POST", LIST)]);
    let error = block_on(create(&creating, LIST, &json!({}))).unwrap_err();
    assert!(matches!(error, StageError::Write(Error::Transport(_))));
    assert_eq!(creating.transport().count("POST", LIST), 1);

    let path = "/api/configuration/policies/time_policies/9a";
    let deleting = client([transaction("open"), lost("DELETE", path)]);
    let error = block_on(delete(&deleting, path)).unwrap_err();
    assert!(matches!(error, StageError::Write(Error::Transport(_))));
    assert_eq!(deleting.transport().count("DELETE", path), 1);
}

#[test]
fn a_survey_passes_what_is_closed_and_stops_where_nothing_answers() {
    let root = "/api/configuration";
    let child = |name: &str| json!({ "key": name, "meta": { "href": format!("{root}/{name}") } });
    let client = client([
        step(
            "GET",
            root,
            200,
            json!({ "items": [
            child("a"), child("b"), child("passwords"),
            // Neither upwards nor elsewhere.
            { "key": "up", "meta": { "href": "/api/configuration" } },
            { "key": "out", "meta": { "href": "/api/transaction" } },
        ] }),
        ),
        step("GET", "/api/configuration/b", 403, refusal("Unauthorized")),
        lost("GET", "/api/configuration/a"),
    ]);
    let mut survey = Survey::new(root);
    assert_eq!(block_on(survey.step(&client)), Ok(true));
    assert_eq!(survey.progress(), (1, 2));
    assert_eq!(block_on(survey.step(&client)), Ok(true));
    assert_eq!(survey.closed(), 1);
    assert!(block_on(survey.step(&client)).is_err());
}

#[test]
fn staged_objects_are_told_by_the_changelog_whatever_its_spelling() {
    for spelling in ["absolute", "relative", "hash"] {
        block_on(async {
            let (_appliance, client) = signed_in(&[("changes.path", spelling)]).await;
            let list = "/api/configuration/aaa/local_database/groups";
            let created = create(&client, list, &json!({ "name": "new", "members": [] }))
                .await
                .unwrap();
            let gone = format!("{list}/ca2dc85730ca082ee6b5cf");
            delete(&client, &gone).await.unwrap();
            let changes = client.changes().await.unwrap();
            let staged = staged_objects(&changes, list);
            let told: Vec<_> = staged
                .iter()
                .map(|object| (object.name.as_deref(), object.is_new))
                .collect();
            assert_eq!(told.len(), 2, "{spelling}: {changes:?}");
            assert!(told.contains(&(Some("new"), true)), "{told:?}");
            assert!(told.contains(&(Some("contractors"), false)), "{told:?}");
            let of = |path: &str| staged_object(&changes, path).map(|object| object.is_new);
            assert_eq!(of(&created.path.unwrap()), Some(true));
            assert_eq!(of(&gone), Some(false));
            assert_eq!(of(&format!("{list}/ca2dc85730ca082ee6b5c0")), None);
            assert_eq!(staged_objects(&changes, LIST), []);
        });
    }
}
