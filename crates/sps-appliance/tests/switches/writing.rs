//! Probes of bodies, secrets and lists.

use serde_json::{Value, json};

use crate::Probe;
use crate::desk::{Desk, Login};
use crate::requests::{
    EMAIL, PASSWORDS, TIME_POLICIES, WEB, send, status_and_type, statuses, text,
};

const DNS: &str = "/api/configuration/network/dns";
const ACLS: &str = "/api/configuration/aaa/acls";
const CLUSTER: &str = "/api/configuration/local_services/cluster";
/// SHA-256 of `password`, and of `salt` and `password` together.
const HASH: &str = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";
const SALTED_HASH: &str = "13601bda4ea78e55a07b98866d2be6be0744e3866f13c00c811cab608a28f322";

fn order(desk: &mut Desk, login: &Login) -> Vec<Value> {
    let items = desk.get(login, TIME_POLICIES).json["items"].clone();
    let items = items.as_array().unwrap().iter();
    items.map(|item| item["key"].clone()).collect()
}

/// Whether somebody with that password can sign in.
fn signs_in_with(desk: &mut Desk, admin: &Login, password: &Value) -> String {
    let created = desk.post(admin, PASSWORDS, password);
    if created.status != 201 {
        return created.status.to_string();
    }
    let user = json!({ "name": "nina", "password": created.json["key"] });
    let users = "/api/configuration/aaa/local_database/users";
    assert_eq!(desk.post(admin, users, &user).status, 201);
    assert_eq!(desk.commit(admin).status, 200);
    let signed_in = desk.sign_in_answer("nina", "password").status;
    format!("{}/{signed_in}", created.status)
}

pub const PROBES: &[Probe] = &[
    Probe {
        name: "write.unknown_members",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let body = json!({ "timeout": 20, "tiemout": 30 });
            let union = json!({ "enabled": false, "surplus": 1 });
            let plain = desk.put(&admin, WEB, &body);
            let answer = desk.put(&admin, CLUSTER, &union);
            format!(
                "{} {}",
                statuses(&[&plain, &answer]),
                text(&plain.json["error"]["details"]["property"])
            )
        },
        expected: &[("dropped", "200 200 -"), ("400", "400 400 tiemout")],
    },
    Probe {
        name: "write.expanded_reference",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let path = "/api/configuration/ssh/connections/e2b05d7418c94f60a3d501";
            let body = desk.get(&admin, path).json["body"].clone();
            let sent = desk.put(&admin, path, &body).status;
            let kept = desk.get(&admin, path).json["body"] == body;
            format!("{sent} {kept} {}", desk.changes(&admin).len())
        },
        expected: &[("400", "400 true 0"), ("stripped", "200 true 0")],
    },
    Probe {
        name: "write.missing_member",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let refused = desk.put(&admin, DNS, &json!({ "primary": "192.0.2.9" }));
            // Nothing can stand in for a name.
            let needed = desk.post(&admin, TIME_POLICIES, &json!({}));
            let body = desk.get(&admin, DNS).json["body"].clone();
            format!("{} {}", statuses(&[&refused, &needed]), body["primary"])
        },
        expected: &[
            ("400", r#"400 400 "192.0.2.53""#),
            ("default", r#"200 400 "192.0.2.9""#),
        ],
    },
    Probe {
        name: "write.non_utf8",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let mut body = desk.get(&admin, EMAIL).json["body"].clone();
            body["admin_address"] = json!("Ren\u{e9}@example.org");
            let latin1: Vec<u8> = body.to_string().chars().map(|c| c as u8).collect();
            let headers = [("cookie", admin.0.as_str())];
            let sent = send(desk, "PUT", EMAIL, &headers, &latin1);
            let kept = desk.get(&admin, EMAIL).json["body"]["admin_address"].clone();
            format!("{} {}", status_and_type(&sent), text(&kept))
        },
        expected: &[
            ("400", "400 SyntacticError admin@example.org"),
            ("latin1", "200  Ren\u{e9}@example.org"),
        ],
    },
    Probe {
        name: "write.body_wrapper",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let mut answer = desk.get(&admin, WEB).json;
            answer["body"]["timeout"] = json!(20);
            let sent = desk.put(&admin, WEB, &answer).status;
            let kept = desk.get(&admin, WEB).json["body"]["timeout"].clone();
            format!("{sent} {kept}")
        },
        expected: &[("400", "400 10"), ("unwrapped", "200 20")],
    },
    Probe {
        name: "reorder",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let mut keys = order(desk, &admin);
            keys.reverse();
            let sent = desk
                .put(&admin, TIME_POLICIES, &json!({ "@order": keys }))
                .status;
            let incomplete = json!({ "@order": [] });
            let refused = desk.put(&admin, TIME_POLICIES, &incomplete).status;
            let kind = desk
                .changes(&admin)
                .first()
                .map(|entry| text(&entry["type"]).to_owned());
            desk.commit(&admin);
            let kept = order(desk, &admin) == keys;
            format!("{sent} {refused} {kept} {kind:?}")
        },
        expected: &[
            ("405", "405 405 false None"),
            ("put", r#"200 400 true Some("reorder")"#),
        ],
    },
    Probe {
        name: "secrets.readable_in_tx",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let created = desk.post(&admin, PASSWORDS, &json!({ "plain": "correct horse" }));
            let path = text(&created.json["meta"]["href"]).to_owned();
            let inside = desk.get(&admin, &path);
            desk.commit(&admin);
            statuses(&[&inside, &desk.get(&admin, &path)])
        },
        expected: &[("on", "200 200"), ("off", "404 200")],
    },
    Probe {
        name: "password.hash",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let bare = signs_in_with(desk, &admin, &json!({ "hash": HASH }));
            let salted = json!({ "hash": SALTED_HASH, "salt": "salt" });
            format!("{bare} {}", signs_in_with(desk, &admin, &salted))
        },
        expected: &[("sha256", "201/200 400"), ("salted", "400 201/200")],
    },
    Probe {
        name: "acls.writable",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let acls = desk.get(&admin, ACLS).json["body"].clone();
            let sent = desk.put(&admin, ACLS, &acls);
            format!("{} {}", sent.status, sent.header("allow").unwrap())
        },
        expected: &[("off", "405 GET"), ("on", "200 GET, PUT")],
    },
];
