//! Probes of the session: cookie, time-out, clock, signing out.

use crate::Probe;
use crate::requests::{ADMIN, TRANSACTION, WEB, get, send, statuses};

pub const PROBES: &[Probe] = &[
    Probe {
        name: "cookie.style",
        with: &[],
        observe: |desk| {
            let answer = desk.sign_in_answer("admin", "demo");
            let cookie = answer.header("set-cookie").unwrap();
            ["Secure", "HttpOnly", "Max-Age", "expires"]
                .map(|part| cookie.contains(part).to_string())
                .join(" ")
        },
        expected: &[
            ("old", "false false false true"),
            ("new", "true true true true"),
        ],
    },
    Probe {
        name: "cookie.as_header",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let id = admin.0.trim_start_matches("session_id=");
            get(desk, "/api", &[("session_id", id)]).status.to_string()
        },
        expected: &[("on", "200"), ("off", "401")],
    },
    Probe {
        name: "logout.delete",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let out = desk.delete(&admin, "/api/authentication");
            statuses(&[&out, &desk.get(&admin, "/api")])
        },
        expected: &[("405", "405 200"), ("200", "200 401")],
    },
    Probe {
        name: "basic.on_other_paths",
        with: &[],
        observe: |desk| {
            let auditor = desk.sign_in("auditor");
            let alone = get(desk, "/api/user_info", &[("authorization", ADMIN)]);
            let both = [("authorization", ADMIN), ("cookie", auditor.0.as_str())];
            let beside = get(desk, "/api/user_info", &both);
            format!(
                "{} {} {} {}",
                alone.status,
                alone.header("set-cookie").is_some(),
                beside.status,
                beside.json["user"]["name"]
            )
        },
        expected: &[
            ("ignored", r#"401 false 200 "auditor""#),
            ("logs_in", r#"200 true 200 "auditor""#),
            ("refused", "400 false 400 null"),
        ],
    },
    Probe {
        name: "session.timeout_minutes",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let told = desk.get(&admin, WEB).json["meta"]["remaining_seconds"].to_string();
            desk.wait_seconds(100);
            format!("{told} {}", desk.get(&admin, WEB).status)
        },
        expected: &[("configured", "600 200"), ("1", "60 401")],
    },
    Probe {
        name: "session.refresh_on_get",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.wait_seconds(400);
            let told = [TRANSACTION, WEB]
                .map(|path| desk.get(&admin, path).json["meta"]["remaining_seconds"].to_string());
            told.join(" ")
        },
        expected: &[
            ("on", "600 600"),
            ("off_for_transaction", "200 600"),
            ("off_for_reads", "200 200"),
        ],
    },
    Probe {
        name: "clock.skew_seconds",
        with: &[],
        observe: |desk| {
            let answer = desk.sign_in_answer("admin", "demo");
            let cookie = answer.header("set-cookie").unwrap();
            let expires = cookie.split("; ").nth(1).unwrap();
            let time = |date: &str| date.split(' ').nth(4).unwrap().to_owned();
            format!("{} {}", time(answer.header("date").unwrap()), time(expires))
        },
        expected: &[
            ("0", "22:13:20 22:23:20"),
            ("300", "22:18:20 22:28:20"),
            ("-300", "22:08:20 22:18:20"),
        ],
    },
    Probe {
        name: "post.no_length",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let answer = send(desk, "POST", TRANSACTION, &[("cookie", &admin.0)], b"");
            answer.status.to_string()
        },
        expected: &[("411", "411"), ("accepted", "200")],
    },
    Probe {
        name: "expect_100",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let headers = [("cookie", admin.0.as_str()), ("expect", "100-continue")];
            let answer = send(desk, "PUT", WEB, &headers, br#"{"timeout":20}"#);
            answer.status.to_string()
        },
        expected: &[("417", "417"), ("honoured", "200")],
    },
];
