//! `/api/audit/sessions`: search, pages, count, search snapshots, sub-resources.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::{Answer, Desk, Login};
use http::Request;
use serde_json::{Value, json};

const SESSIONS: &str = "/api/audit/sessions";

fn found(desk: &mut Desk, login: &Login, query: &str) -> Vec<Value> {
    let answer = desk.get(login, &format!("{SESSIONS}?{query}"));
    assert_eq!(answer.status, 200, "{query}: {}", answer.text);
    answer.json["items"].as_array().unwrap().clone()
}

fn as_agent(desk: &mut Desk, login: &Login, agent: &str, path: &str) -> Answer {
    let request = Request::get(path)
        .header("cookie", &login.0)
        .header("user-agent", agent);
    desk.send(request.body(Vec::new()).unwrap())
}

#[test]
fn pages_lead_to_each_other_and_hold_everything_once() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let mut keys = Vec::new();
    let mut next = Some(format!(
        "{SESSIONS}?limit=70&sort=-start_time&fields=start_time,user.name"
    ));
    let mut starts = Vec::new();
    while let Some(path) = next {
        let page = desk.get(&admin, &path).json;
        let meta = &page["meta"];
        assert_eq!(meta["limit"], 70);
        assert_eq!(meta["parent"], "/api/audit");
        assert_eq!(meta["fields"], json!(["start_time", "user.name"]));
        assert!(meta["remaining_seconds"].is_number());
        for item in page["items"].as_array().unwrap() {
            keys.push(item["key"].as_str().unwrap().to_owned());
            starts.push(item["body"]["start_time"].as_str().unwrap().to_owned());
            assert!(item["body"]["user"]["name"].is_string());
            assert!(item["body"].get("client").is_none());
        }
        assert_eq!(meta["previous"] == Value::Null, keys.len() <= 70);
        next = meta["next"].as_str().map(str::to_owned);
    }
    assert!(keys.len() >= 300, "{}", keys.len());
    assert!(starts.is_sorted_by(|one, other| one >= other));
    let count = desk.get(&admin, &format!("{SESSIONS}/_count")).json["count"].clone();
    assert_eq!(count, keys.len());
    keys.sort();
    keys.dedup();
    assert_eq!(count, keys.len());
}

#[test]
fn searches_find_what_fits() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let all = found(&mut desk, &admin, "").len();
    let is = |field: &'static str, wanted: &'static str| {
        move |body: &Value| body.pointer(field).is_some_and(|value| value == wanted)
    };
    type Fits = Box<dyn Fn(&Value) -> bool>;
    let table: [(&str, Fits); 7] = [
        ("q=protocol:SSH", Box::new(is("/protocol", "SSH"))),
        (
            "q=protocol:ssh+AND+user.name:adele",
            Box::new(is("/user/name", "adele")),
        ),
        ("q=verdict:%22DENY%22", Box::new(is("/verdict", "DENY"))),
        ("q=user.name:gr%C3%A9*", Box::new(is("/user/name", "gréta"))),
        (
            "q=active:true",
            Box::new(|body: &Value| body["active"] == true),
        ),
        (
            "start=2025-02-10&end=2025-02-11T00:00:00Z",
            Box::new(|body: &Value| {
                body["start_time"]
                    .as_str()
                    .unwrap()
                    .starts_with("2025-02-10")
            }),
        ),
        (
            "q=windows-servers",
            Box::new(is("/recording/connection_policy", "windows-servers")),
        ),
    ];
    for (query, fits) in table {
        let rows = found(&mut desk, &admin, query);
        assert!(
            !rows.is_empty() && rows.len() < all,
            "{query}: {}",
            rows.len()
        );
        assert!(rows.iter().all(|row| fits(&row["body"])), "{query}");
        let counted = desk.get(&admin, &format!("{SESSIONS}/_count?{query}"));
        assert_eq!(counted.json["count"], rows.len(), "{query}");
    }
}

#[test]
fn what_cannot_be_understood_is_a_400() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    for query in [
        "q=a:b+OR+c:d",
        "q=(a:b)",
        "q=a:",
        "limit=many",
        "offset=-1",
        "offset=10001",
        "start=yesterday",
    ] {
        let answer = desk.get(&admin, &format!("{SESSIONS}?{query}"));
        assert_eq!(
            (answer.status, answer.error_type()),
            (400, "SemanticError"),
            "{query}"
        );
    }
}

#[test]
fn snapshots_expire_belong_to_an_agent_and_are_limited() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let open = format!("{SESSIONS}/_snapshot");
    let opened = as_agent(&mut desk, &admin, "one", &open);
    let id = opened.json["body"]["snapshot"].as_str().unwrap().to_owned();
    let query = format!("{SESSIONS}?snapshot={id}&limit=10");
    for _ in 0..3 {
        // Every query extends it.
        desk.wait_seconds(200);
        let page = as_agent(&mut desk, &admin, "one", &query);
        assert_eq!(page.status, 200);
        assert!(page.json["meta"]["next"].as_str().unwrap().contains(&id));
    }
    assert_eq!(as_agent(&mut desk, &admin, "other", &query).status, 404);
    for _ in 0..4 {
        assert_eq!(as_agent(&mut desk, &admin, "one", &open).status, 200);
    }
    let beyond = as_agent(&mut desk, &admin, "one", &open);
    assert_eq!((beyond.status, beyond.error_type()), (429, "QuotaExceeded"));
    desk.wait_seconds(300);
    assert_eq!(as_agent(&mut desk, &admin, "one", &query).status, 404);
    assert_eq!(as_agent(&mut desk, &admin, "one", &open).status, 200);
}

#[test]
fn a_session_has_its_parts_and_cannot_be_written() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let row = found(
        &mut desk,
        &admin,
        "q=protocol:SSH+AND+verdict:ACCEPT&limit=1",
    )
    .remove(0);
    let href = row["meta"]["href"].as_str().unwrap();
    let session = desk.get(&admin, href).json;
    assert_eq!(session["body"], row["body"]);
    for part in ["alerts", "audit_trail", "content", "events", "indexing"] {
        // A href without a key (sps-api.md §12).
        let link = session["body"][part]["href"].as_str().unwrap();
        assert_eq!(desk.get(&admin, link).status, 200, "{part}");
    }
    let items = |desk: &mut Desk, part: &str| {
        let answer = desk.get(&admin, &format!("{href}/{part}"));
        answer.json["items"].as_array().unwrap().len()
    };
    assert!(items(&mut desk, "events") > 0);
    assert_eq!(items(&mut desk, "content?q="), 0);
    assert_eq!(items(&mut desk, "content?q=nginx"), 1);
    assert_eq!(
        desk.get(&admin, &format!("{href}/content?q=*nginx")).status,
        400
    );
    assert_eq!(desk.get(&admin, &format!("{SESSIONS}/nobody")).status, 404);
    assert_eq!(desk.delete(&admin, href).status, 405);
    assert_eq!(desk.post(&admin, SESSIONS, &json!({})).status, 405);
}

#[test]
fn only_those_with_the_search_privilege_may_look() {
    let mut desk = Desk::new();
    for (user, status) in [("auditor", 200), ("operator", 403), ("helpdesk", 403)] {
        let login = desk.sign_in(user);
        assert_eq!(desk.get(&login, SESSIONS).status, status, "{user}");
    }
    let auditor = desk.sign_in("auditor");
    let users = desk.get(&auditor, "/api/audit/users?sort=-sessions").json;
    assert!(
        users["items"][0]["body"]["sessions"].as_u64()
            > users["items"][1]["body"]["sessions"].as_u64()
    );
}
