//! Probes of transactions.

use serde_json::json;

use crate::Probe;
use crate::desk::{Answer, Desk, Login};
use crate::requests::{TRANSACTION, WEB, sign_in, state, status_and_type, statuses};

fn open(desk: &mut Desk, login: &Login) -> Answer {
    desk.call(login, "POST", TRANSACTION, None)
}

/// An administrator with one change.
fn changed(desk: &mut Desk) -> Login {
    let admin = desk.sign_in("admin");
    assert_eq!(desk.put(&admin, WEB, &json!({ "timeout": 20 })).status, 200);
    admin
}

fn status_and_length(answer: &Answer) -> String {
    let kind = answer.header("content-type").unwrap_or("-");
    format!("{} {} {kind}", answer.status, answer.text.is_empty())
}

pub const PROBES: &[Probe] = &[
    Probe {
        name: "tx.implicit_open",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let before = desk.put(&admin, WEB, &json!({ "timeout": 20 }));
            open(desk, &admin);
            let inside = desk.put(&admin, WEB, &json!({ "timeout": 20 }));
            statuses(&[&before, &inside, &desk.commit(&admin)])
        },
        expected: &[("on", "200 200 200"), ("off", "403 200 200")],
    },
    Probe {
        name: "tx.lock_at",
        with: &[],
        observe: |desk| {
            let (first, second) = (desk.sign_in("admin"), desk.sign_in("operator"));
            assert!(desk.appliance_mut().take_web_lock("second-admin"));
            let opened = open(desk, &first);
            let committed = desk.commit(&first);
            desk.appliance_mut().release_web_lock();
            open(desk, &first);
            let beside = open(desk, &second);
            let web = desk.appliance_mut().take_web_lock("second-admin");
            format!("{} {web}", statuses(&[&opened, &committed, &beside]))
        },
        expected: &[
            ("open", "409 400 409 false"),
            ("commit", "200 409 200 true"),
        ],
    },
    Probe {
        name: "tx.parallel",
        with: &[],
        observe: |desk| {
            let (first, second) = (desk.sign_in("admin"), desk.sign_in("operator"));
            open(desk, &first);
            let beside = open(desk, &second);
            let write = desk.put(&second, WEB, &json!({ "timeout": 20 }));
            desk.delete(&first, TRANSACTION);
            statuses(&[&beside, &write, &open(desk, &second)])
        },
        expected: &[("on", "200 200 200"), ("off", "409 409 200")],
    },
    Probe {
        name: "tx.second_open",
        with: &[],
        observe: |desk| {
            let admin = changed(desk);
            let again = status_and_type(&open(desk, &admin));
            format!("{again} {}", desk.changes(&admin).len())
        },
        expected: &[
            ("error", "409 TransactionAlreadyOpen 1"),
            ("noop", "200  1"),
        ],
    },
    Probe {
        name: "tx.commit_message",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.get(&admin, TRANSACTION).json["body"].to_string()
        },
        expected: &[
            ("absent", r#"{"status":"closed"}"#),
            ("enum", r#"{"commit_message":"optional","status":"closed"}"#),
        ],
    },
    Probe {
        name: "tx.commit_status",
        with: &[],
        observe: |desk| {
            let admin = changed(desk);
            status_and_length(&desk.commit(&admin))
        },
        expected: &[
            ("200", "200 false application/json"),
            ("202", "202 false application/json"),
            ("204", "204 true -"),
        ],
    },
    Probe {
        name: "tx.delete_status",
        with: &[],
        observe: |desk| {
            let admin = changed(desk);
            status_and_length(&desk.delete(&admin, TRANSACTION))
        },
        expected: &[
            ("200", "200 false application/json"),
            ("202", "202 false application/json"),
            ("204", "204 true -"),
        ],
    },
    Probe {
        name: "tx.commit_nothing_open",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.commit(&admin).status.to_string()
        },
        expected: &[
            ("400", "400"),
            ("404", "404"),
            ("409", "409"),
            ("200", "200"),
        ],
    },
    Probe {
        name: "tx.commit_no_changes",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            open(desk, &admin);
            let status = desk.commit(&admin).status;
            format!("{status} {}", state(desk, &admin))
        },
        expected: &[("200", "200 closed"), ("400", "400 open")],
    },
    Probe {
        name: "tx.delete_nothing_open",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.delete(&admin, TRANSACTION).status.to_string()
        },
        expected: &[("404", "404"), ("200", "200"), ("400", "400")],
    },
    Probe {
        name: "tx.commit_empty_put",
        with: &[],
        observe: |desk| {
            let admin = changed(desk);
            let status = desk.call(&admin, "PUT", TRANSACTION, None).status;
            format!("{status} {}", state(desk, &admin))
        },
        expected: &[("400", "400 open"), ("accepted", "200 closed")],
    },
    Probe {
        name: "tx.message_member",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let accounting = "/api/configuration/management/accounting";
            desk.put(&admin, accounting, &json!({ "require_commitlog": true }));
            desk.commit(&admin);
            desk.put(&admin, WEB, &json!({ "timeout": 20 }));
            let commit = json!({ "status": "commit", "commit_message": "why" });
            desk.put(&admin, TRANSACTION, &commit).status.to_string()
        },
        expected: &[("message", "400"), ("both", "200")],
    },
    Probe {
        name: "tx.commit_ends_session",
        with: &[],
        observe: |desk| {
            let admin = changed(desk);
            let committed = desk.commit(&admin);
            let cut = committed.hint.and_then(|hint| hint.cut);
            let after = desk.get(&admin, WEB).status;
            let again = sign_in(desk, "admin", "demo").unwrap();
            let timeout = desk.get(&again, WEB).json["body"]["timeout"].clone();
            format!("{cut:?} {after} {timeout}")
        },
        expected: &[
            ("off", "None 200 20"),
            ("on", "None 401 20"),
            ("cut_applied", "Some(BeforeAnswer) 401 20"),
            ("cut_not_applied", "Some(BeforeAnswer) 401 10"),
        ],
    },
    Probe {
        name: "tx.commit_delay_seconds",
        with: &[],
        observe: |desk| {
            let admin = changed(desk);
            let hint = desk.commit(&admin).hint;
            let waits = hint.map_or(0, |hint| hint.delay_milliseconds);
            let later = desk.get(&admin, WEB).hint.is_some();
            format!("{waits} {later}")
        },
        expected: &[("0", "0 false"), ("15", "15000 false")],
    },
    Probe {
        name: "tx.get_opens",
        with: &[],
        observe: |desk| {
            let (first, second) = (desk.sign_in("admin"), desk.sign_in("operator"));
            desk.get(&first, WEB);
            desk.put(&second, WEB, &json!({ "timeout": 30 }));
            desk.commit(&second);
            let seen = desk.get(&first, WEB).json["body"]["timeout"].clone();
            format!("{} {seen}", state(desk, &first))
        },
        expected: &[("off", "closed 30"), ("on", "open 10")],
    },
    Probe {
        name: "tx.meta_changes",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let told = |desk: &mut Desk| {
                let meta = desk.get(&admin, TRANSACTION).json["meta"].clone();
                meta.get("changes").is_some()
            };
            let closed = told(desk);
            open(desk, &admin);
            let unchanged = told(desk);
            desk.put(&admin, WEB, &json!({ "timeout": 20 }));
            format!("{closed} {unchanged} {}", told(desk))
        },
        expected: &[
            ("with_changes", "false false true"),
            ("when_open", "false true true"),
            ("always", "true true true"),
            ("never", "false false false"),
        ],
    },
];
