//! The profiles: each one is the generation it claims to be, and can be worked with.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::{Desk, Login};
use serde_json::{Value, json};
use sps_appliance::{Profile, Switches, XTokenRule};

const WEB: &str = "/api/configuration/management/webinterface";
const POLICIES: &str = "/api/configuration/policies/time_policies";

/// The payload of the transaction's state, wherever the generation puts it.
fn state(desk: &mut Desk, login: &Login) -> Value {
    let answer = desk.get(login, "/api/transaction").json;
    let payload = answer.get("body").or_else(|| answer.get("transaction"));
    payload.unwrap().clone()
}

fn in_every_profile(test: impl Fn(Profile, &mut Desk)) {
    for profile in Profile::ALL {
        test(profile, &mut Desk::with(Switches::of(profile)));
    }
}

#[test]
fn sign_in_look_around_change_and_commit() {
    in_every_profile(|profile, desk| {
        let admin = desk.sign_in("admin");
        let info = desk.get(&admin, "/api/user_info");
        assert_eq!(info.json["user"]["name"], "admin", "{profile}");
        let about = desk.get(&admin, "/api/info").json;
        let firmware = about["body"]["firmware_version"].as_str().unwrap();
        assert!(firmware.starts_with(profile.name()), "{profile}");

        assert_eq!(state(desk, &admin)["status"], "closed", "{profile}");
        let opened = desk.call(&admin, "POST", "/api/transaction", None);
        assert_eq!(opened.status, 200, "{profile}");
        assert_eq!(state(desk, &admin)["status"], "open", "{profile}");
        assert_eq!(desk.put(&admin, WEB, &json!({ "timeout": 25 })).status, 200);
        let week = desk.get(&admin, &format!("{POLICIES}/-100")).json["body"].clone();
        let mut nights = week.clone();
        nights["name"] = json!("nights");
        let created = desk.post(&admin, POLICIES, &nights);
        assert_eq!(created.status, 201, "{profile}: {}", created.text);
        assert_eq!(desk.changes(&admin).len(), 2, "{profile}");
        assert_eq!(desk.commit(&admin).status, 200, "{profile}");

        assert_eq!(state(desk, &admin)["status"], "closed", "{profile}");
        let other = desk.sign_in("operator");
        assert_eq!(desk.get(&other, WEB).json["body"]["timeout"], 25);
        let href = created.json["meta"]["href"].as_str().unwrap();
        assert_eq!(desk.get(&other, href).json["body"]["name"], "nights");
        assert_eq!(desk.delete(&admin, "/api/transaction").status, 404);
    });
}

#[test]
fn the_tutorial_of_seed_003_in_every_profile_that_wraps_by_name() {
    in_every_profile(|profile, desk| {
        let admin = desk.sign_in("admin");
        let settings = desk.get(&admin, "/api/configuration/aaa/settings").json;
        let by_name = profile < Profile::V7_0;
        assert_eq!(settings.get("settings").is_some(), by_name, "{profile}");
        assert_eq!(settings.get("body").is_some(), !by_name, "{profile}");
    });
}

#[test]
fn a_required_message_is_asked_for_where_the_generation_keeps_it() {
    in_every_profile(|profile, desk| {
        let admin = desk.sign_in("admin");
        let path = if profile == Profile::V8_0 {
            "/api/configuration/management/accounting"
        } else {
            "/api/configuration/aaa/settings"
        };
        desk.call(&admin, "POST", "/api/transaction", None);
        let answer = desk.get(&admin, path).json;
        let payload = answer.get("body").or_else(|| answer.get("settings"));
        let mut body = payload.unwrap().clone();
        body["require_commitlog"] = json!(true);
        assert_eq!(desk.put(&admin, path, &body).status, 200, "{profile}");
        assert_eq!(desk.commit(&admin).status, 200, "{profile}");
        desk.call(&admin, "POST", "/api/transaction", None);
        let wanted = state(desk, &admin)["commit_message"].clone();
        let told = if profile == Profile::V8_0 {
            json!("required")
        } else {
            Value::Null
        };
        assert_eq!(wanted, told, "{profile}");
        desk.put(&admin, WEB, &json!({ "timeout": 25 }));
        let silent = json!({ "status": "commit" });
        let refused = desk.put(&admin, "/api/transaction", &silent);
        assert_eq!(refused.error_type(), "CommitMessageRequired", "{profile}");
        assert_eq!(desk.commit(&admin).status, 200, "{profile}");
    });
}

#[test]
fn opening_locks_in_the_old_generations_only() {
    in_every_profile(|profile, desk| {
        let (first, second) = (desk.sign_in("admin"), desk.sign_in("operator"));
        desk.call(&first, "POST", "/api/transaction", None);
        let beside = desk.call(&second, "POST", "/api/transaction", None);
        let expected = if profile < Profile::V6_9 { 409 } else { 200 };
        assert_eq!(beside.status, expected, "{profile}");
        // The idle time-out frees the lock with the transaction.
        desk.wait_seconds(601);
        let third = desk.sign_in("operator");
        let opened = desk.call(&third, "POST", "/api/transaction", None);
        assert_eq!(opened.status, 200, "{profile}");
    });
}

#[test]
fn browsers_write_with_the_token_of_user_information() {
    in_every_profile(|profile, desk| {
        let admin = desk.sign_in("admin");
        let token = desk.get(&admin, "/api/user_info").json["token"].clone();
        let rule = Switches::of(profile).xtoken_rule;
        assert_eq!(token.is_string(), rule != XTokenRule::Off, "{profile}");
        desk.call(&admin, "POST", "/api/transaction", None);
        let mut request = http::Request::put(WEB)
            .header("cookie", &admin.0)
            .header("user-agent", "Mozilla/5.0");
        if let Some(token) = token.as_str() {
            request = request.header("x-token", token);
        }
        let body = br#"{"timeout":25}"#.to_vec();
        assert_eq!(desk.send(request.body(body).unwrap()).status, 200);
    });
}

#[test]
fn every_link_of_every_profile_leads_somewhere_also_renamed() {
    for profile in Profile::ALL {
        for renamed in ["off", "on"] {
            let mut switches = Switches::of(profile);
            switches.set("endpoints.renamed", renamed).unwrap();
            let mut desk = Desk::with(switches);
            let admin = desk.sign_in("admin");
            let root = desk.get(&admin, "/api").json;
            let mut paths = vec![root["meta"]["next"].as_str().unwrap().to_owned()];
            let mut seen = 0;
            while let Some(path) = paths.pop() {
                seen += 1;
                let answer = desk.get(&admin, &path);
                let found = matches!(answer.status, 200 | 405);
                assert!(found, "{profile} {path}: {}", answer.text);
                if answer.status == 200 {
                    assert_eq!(answer.json["meta"]["href"], path, "{profile}");
                }
                for item in answer.json["items"].as_array().into_iter().flatten() {
                    let link = item["meta"]["href"].as_str().unwrap();
                    let is_renamed = link.contains("/x-");
                    assert_eq!(is_renamed, renamed == "on", "{link}");
                    paths.push(link.to_owned());
                }
            }
            assert!(seen > 80, "{profile}: {seen}");
        }
    }
}
