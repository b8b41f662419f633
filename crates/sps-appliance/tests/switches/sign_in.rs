//! Probes of signing in and of what comes before.

use crate::Probe;
use crate::desk::{Answer, Desk};
use crate::requests::{ADMIN, get, statuses, text};

const METHODS: &str = "/api/authentication/login_methods";
const TYPES: &str = "/api/authentication/types";

fn sign_in(desk: &mut Desk, query: &str) -> Answer {
    let path = format!("/api/authentication{query}");
    get(desk, &path, &[("authorization", ADMIN)])
}

fn status_and_target(answer: &Answer) -> String {
    let target = answer.header("location").unwrap_or("-");
    format!("{} {target}", answer.status)
}

pub const PROBES: &[Probe] = &[
    Probe {
        name: "login.status",
        with: &[],
        observe: |desk| status_and_target(&sign_in(desk, "")),
        expected: &[("200", "200 -"), ("302", "302 /api/")],
    },
    Probe {
        name: "login.status_with_method",
        with: &[],
        observe: |desk| status_and_target(&sign_in(desk, "?login_method=local")),
        expected: &[("200", "200 -"), ("302", "302 /api/"), ("303", "303 /api/")],
    },
    Probe {
        name: "login.status_with_return",
        with: &[],
        observe: |desk| status_and_target(&sign_in(desk, "?return=%2Fapi%2Finfo")),
        expected: &[("200", "200 -"), ("302", "302 /api/info")],
    },
    Probe {
        name: "login.discovery",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            statuses(&[&desk.get(&admin, TYPES), &desk.get(&admin, METHODS)])
        },
        expected: &[
            ("types", "200 404"),
            ("methods", "404 200"),
            ("both", "200 200"),
        ],
    },
    Probe {
        name: "login.method_param",
        with: &[],
        observe: |desk| sign_in(desk, "?login_method=nosuch").status.to_string(),
        expected: &[("on", "400"), ("off", "200")],
    },
    Probe {
        name: "login.meta",
        with: &[],
        observe: |desk| {
            let long = |answer: Answer| answer.json["meta"]["remaining_seconds"].to_string();
            let plain = long(sign_in(desk, ""));
            plain + " " + &long(sign_in(desk, "?login_method=local"))
        },
        expected: &[
            ("short", "null null"),
            ("long", "600 600"),
            ("by_parameter", "null 600"),
        ],
    },
    Probe {
        name: "login.missing_credentials_status",
        with: &[],
        observe: |desk| get(desk, "/api/authentication", &[]).status.to_string(),
        expected: &[("400", "400"), ("401", "401")],
    },
    Probe {
        name: "login.www_authenticate",
        with: &[],
        observe: |desk| {
            let challenge = |agent| {
                let answer = get(desk, "/api/authentication", &[("user-agent", agent)]);
                answer.header("www-authenticate").is_some().to_string()
            };
            ["Apache-HttpClient/4", "Mozilla/5.0"]
                .map(challenge)
                .join(" ")
        },
        expected: &[
            ("on", "true true"),
            ("off", "false false"),
            ("off_for_browsers", "true false"),
        ],
    },
    Probe {
        name: "login.methods_anonymous",
        with: &[("login.discovery", "both")],
        observe: |desk| {
            let anonymous = [get(desk, METHODS, &[]), get(desk, TYPES, &[])];
            let admin = desk.sign_in("admin");
            statuses(&[&anonymous[0], &anonymous[1], &desk.get(&admin, METHODS)])
        },
        expected: &[("on", "200 200 200"), ("off", "401 401 200")],
    },
    Probe {
        name: "login.types_shape",
        with: &[("login.discovery", "types")],
        observe: |desk| get(desk, TYPES, &[]).json["types"].to_string(),
        expected: &[
            ("list", r#"["basic","x509"]"#),
            ("object", r#"{"basic":{},"x509":{}}"#),
        ],
    },
    Probe {
        name: "login.radius_challenge",
        with: &[],
        observe: |desk| {
            let radius = "?login_method=radius_with_local_groups_name";
            let first = sign_in(desk, radius);
            let challenge = text(&first.json["error"]["details"]["challenge"]).len() > 1;
            let second = sign_in(desk, &format!("{radius}&response=424242"));
            let wrong = sign_in(desk, &format!("{radius}&response=1"));
            format!("{challenge} {}", statuses(&[&first, &second, &wrong]))
        },
        expected: &[
            ("off", "false 401 401 401"),
            ("scripted", "true 401 302 401"),
        ],
    },
    Probe {
        name: "login.expired_password",
        with: &[],
        observe: |desk| {
            let answer = desk.sign_in_answer("auditor", "demo");
            let reason = text(&answer.json["error"]["details"]["reason"]).to_owned();
            format!("{} {} {reason}", answer.status, answer.error_type())
        },
        expected: &[
            ("off", "200  -"),
            ("scripted", "401 AuthenticationFailure password_expired"),
        ],
    },
    Probe {
        name: "login.saml2",
        with: &[],
        observe: |desk| {
            let listed = get(desk, METHODS, &[]).text.contains("saml2");
            let answer = sign_in(desk, "?login_method=federation");
            format!("{listed} {}", status_and_target(&answer))
        },
        expected: &[
            ("off", "false 400 -"),
            ("scripted", "true 302 https://idp.example.org/saml2/sso"),
        ],
    },
];
