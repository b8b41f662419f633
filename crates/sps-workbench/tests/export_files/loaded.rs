//! A saved file taken up again: compared with what is there now, staged on a word, and nobody else's change is lost.

use serde_json::{Value, json};
use sps_client::{Change, Client};
use sps_workbench::{
    export::{Beside, load, save_with},
    journal::{Owner, WallTime},
    replay::{Fresh, Hindrance, Plan, Result as Outcome, Run, Since, read, wanted},
    undo::{Step, Verb, Write, again, prepare, reads},
};

use super::support::appliance::{Carrier, signed_in};
use super::support::edits::body;
use super::support::undoing::read_for;

const SETTINGS: &str = "/api/configuration/aaa/settings";
const POLICIES: &str = "/api/configuration/policies/time_policies";

fn owner() -> Owner {
    Owner {
        appliance: "sps1".to_owned(),
        user: "admin".to_owned(),
    }
}

/// The file of a changelog, as the console saves it.
async fn saved(client: &Client<Carrier>, changes: &[Change]) -> String {
    let readings = read_for(client, &reads(changes)).await;
    let steps = again(changes, &readings).steps;
    let inverse = prepare(changes, &readings).steps;
    let before = |step: &Step| {
        let same =
            |other: &&Step| other.write.path == step.write.path && other.write.verb == Verb::Put;
        inverse
            .iter()
            .find(same)
            .and_then(|step| step.write.body.clone())
    };
    let beside: Vec<Beside> = steps
        .iter()
        .map(|step| Beside {
            before: before(step),
            created: step.old_key.clone(),
        })
        .collect();
    let writes: Vec<Write> = steps.into_iter().map(|step| step.write).collect();
    save_with("sps1", 1, &writes, &beside).text
}

async fn plan(client: &Client<Carrier>, text: &str) -> (sps_workbench::journal::Journal, Plan) {
    let file = load(text).unwrap();
    let at = WallTime(1);
    let mut fresh: Vec<Fresh> = Vec::new();
    for path in wanted(&file.journal(owner(), at, &[]).waiting()) {
        fresh.push(read(client, &path).await);
    }
    let journal = file.journal(owner(), at, &fresh);
    let plan = Plan::new(&journal.waiting(), &fresh);
    (journal, plan)
}

#[test]
fn a_file_changes_its_own_values_and_leaves_what_others_changed() {
    pollster::block_on(async {
        let (_, client) = signed_in(&[]).await;
        let old = body(&client, SETTINGS).await;
        client.open_transaction().await.unwrap();
        let mut mine = old.clone();
        mine["backend"]["expiration_days"] = json!(77);
        client.replace(SETTINGS, &mine).await.unwrap();
        let changes = client.changes().await.unwrap();
        let text = saved(&client, &changes).await;
        client.roll_back().await.unwrap();
        // Somebody changed another value since.
        client.open_transaction().await.unwrap();
        let mut theirs = old.clone();
        theirs["backend"]["cracklib_enabled"] =
            json!(old["backend"]["cracklib_enabled"] != json!(true));
        client.replace(SETTINGS, &theirs).await.unwrap();
        client.commit(Some("theirs")).await.unwrap();

        let (mut journal, plan) = plan(&client, &text).await;
        assert_eq!(plan.items.len(), 1);
        assert_eq!(plan.items[0].since(), &Since::Changed);
        assert_eq!(plan.items[0].hindrance(), None, "nothing to decide");
        let mut run = Run::new(plan);
        let report = run.step(&client, &mut journal, WallTime(2)).await.unwrap();
        assert!(report.result.is_staged(), "{report:?}");
        assert_eq!(journal.staged().len(), 1);
        let now = body(&client, SETTINGS).await;
        assert_eq!(now["backend"]["expiration_days"], json!(77));
        assert_eq!(
            now["backend"]["cracklib_enabled"],
            theirs["backend"]["cracklib_enabled"]
        );
    });
}

#[test]
fn what_is_so_already_is_told_and_not_sent() {
    pollster::block_on(async {
        let (_, client) = signed_in(&[]).await;
        let now = body(&client, SETTINGS).await;
        let write = Write {
            verb: Verb::Put,
            path: SETTINGS.to_owned(),
            body: Some(now),
        };
        let text = save_with("sps1", 1, &[write], &[]).text;
        let (_, plan) = plan(&client, &text).await;
        assert!(!plan.items[0].merge().changes_theirs());
    });
}

#[test]
fn objects_that_name_each_other_come_back_together() {
    pollster::block_on(async {
        let (_, client) = signed_in(&[]).await;
        client.open_transaction().await.unwrap();
        let week = json!({ "name": "night", "Mon": [["0:00", "6:00"]], "Tue": [], "Wed": [], "Thu": [], "Fri": [], "Sat": [], "Sun": [] });
        let key = client.create(POLICIES, &week).await.unwrap().key.unwrap();
        let mut other = week.clone();
        other["Tue"] = json!([["1:00", "2:00"]]);
        client
            .replace(&format!("{POLICIES}/{key}"), &other)
            .await
            .unwrap();
        let changes = client.changes().await.unwrap();
        let text = saved(&client, &changes).await;
        client.roll_back().await.unwrap();
        let (mut journal, plan) = plan(&client, &text).await;
        let mut run = Run::new(plan);
        while let Some(report) = run.step(&client, &mut journal, WallTime(2)).await {
            assert!(report.result.is_staged(), "{report:?}");
        }
        assert_eq!(client.changes().await.unwrap().len(), 1);
    });
}

#[test]
fn a_secret_that_the_file_lacks_has_to_be_typed() {
    pollster::block_on(async {
        let (_, client) = signed_in(&[]).await;
        let write = Write {
            verb: Verb::Post,
            path: "/api/configuration/passwords".to_owned(),
            body: Some(json!({ "plain": "S3CRET" })),
        };
        let text = save_with("sps1", 1, &[write], &[]).text;
        assert!(!text.contains("S3CRET"));
        let (mut journal, mut plan) = plan(&client, &text).await;
        let item = &mut plan.items[0];
        assert_eq!(item.hindrance(), Some(Hindrance::NeedsSecret(1)));
        let place = item.missing_secrets().remove(0);
        assert!(item.fill(&place, "typed-again"));
        let mut run = Run::new(plan);
        let report = run.step(&client, &mut journal, WallTime(2)).await.unwrap();
        assert!(
            matches!(report.result, Outcome::Staged { .. }),
            "{report:?}"
        );
        assert!(!journal.to_text().contains("typed-again"));
    });
}

#[test]
fn what_stands_beside_a_write_is_not_trusted() {
    let file = json!({ "format": "sps-console changes", "version": 1, "appliance": "x", "saved_at_ms": 1, "writes": [
        { "method": "POST", "path": POLICIES, "body": {}, "created": "../../../api/transaction" },
        { "method": "PUT", "path": SETTINGS, "body": {}, "before": { "password": "S3CRET" }, "created": 7 },
    ] });
    let loaded = load(&file.to_string()).unwrap();
    let journal = loaded.journal(owner(), WallTime(1), &[]);
    let waiting = journal.waiting();
    assert_eq!(waiting[0].created, None);
    assert!(!journal.to_text().contains("S3CRET"));
    assert!(waiting[1].base.as_ref().is_some_and(Value::is_object));
}
