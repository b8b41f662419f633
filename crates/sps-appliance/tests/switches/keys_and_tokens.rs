//! Probes of user information, the X-Token and API keys.

use serde_json::json;

use crate::Probe;
use crate::desk::Desk;
use crate::requests::{
    KEYS, WEB, basic, get, make_stranger, members, send, sign_in, state, status_and_type, statuses,
};

fn write(desk: &mut Desk, cookie: &str, agent: &str, token: Option<&str>) -> u16 {
    let mut headers = vec![("cookie", cookie), ("user-agent", agent)];
    headers.extend(token.map(|token| ("x-token", token)));
    send(desk, "PUT", WEB, &headers, br#"{"timeout":20}"#).status
}

pub const PROBES: &[Probe] = &[
    Probe {
        name: "user_info.shape",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            members(&desk.get(&admin, "/api/user_info").json)
        },
        expected: &[
            ("login_method", "login_method,token,user,meta"),
            ("endpoints", "endpoints,token,user,meta"),
        ],
    },
    Probe {
        name: "user_info.paths",
        with: &[],
        observe: |desk| {
            let helpdesk = desk.sign_in("admin");
            let mut status = |path| desk.get(&helpdesk, path).status.to_string();
            ["/api/user_info", "/api/user/info", "/api/userinfo"]
                .map(&mut status)
                .join(" ")
        },
        expected: &[
            ("user_info", "200 404 404"),
            ("two", "200 200 404"),
            ("all_three", "200 200 200"),
        ],
    },
    Probe {
        name: "user_info.denied",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            make_stranger(desk, &admin);
            let stranger = sign_in(desk, "stranger", "guess").unwrap();
            status_and_type(&desk.get(&stranger, "/api/user_info"))
        },
        expected: &[
            ("401", "401 AuthenticationFailure"),
            ("403", "403 Unauthorized"),
        ],
    },
    Probe {
        name: "xtoken.rule",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let info = desk.get(&admin, "/api/user_info").json;
            let token = info["token"].as_str().map(str::to_owned);
            let seen = [
                write(desk, &admin.0, "Mozilla/5.0", None),
                write(desk, &admin.0, "Mozilla/5.0", Some("wrong")),
                write(desk, &admin.0, "PowerShell/6.0.0", None),
                write(desk, &admin.0, "Mozilla/5.0", token.as_deref()),
            ];
            format!("{} {seen:?}", token.is_some())
        },
        expected: &[
            ("off", "false [200, 200, 200, 200]"),
            ("optin", "true [200, 403, 200, 200]"),
            ("browser_agents", "true [403, 403, 200, 200]"),
            ("all", "true [403, 403, 403, 200]"),
        ],
    },
    Probe {
        name: "xtoken.member",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let info = desk.get(&admin, "/api/user_info").json;
            let places = ["/token", "/user/token", "/body/token", "/x_token"];
            let found = places.into_iter().filter(|place| {
                info.pointer(place)
                    .is_some_and(|token| token.as_str().unwrap().len() == 64)
            });
            found.collect()
        },
        expected: &[
            ("token", "/token"),
            ("user.token", "/user/token"),
            ("body.token", "/body/token"),
            ("x_token", "/x_token"),
            ("absent", ""),
        ],
    },
    Probe {
        name: "xtoken.failure",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let headers = [("cookie", admin.0.as_str()), ("user-agent", "Mozilla/5.0")];
            status_and_type(&send(desk, "PUT", WEB, &headers, br#"{"timeout":20}"#))
        },
        expected: &[
            ("403", "403 Unauthorized"),
            ("401", "401 Unauthenticated"),
            ("400", "400 SemanticError"),
            ("unknown_type", "403 CsrfTokenMismatch"),
        ],
    },
    Probe {
        name: "api_keys",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let listed = desk.get(&admin, "/api/user").text.contains("api_keys");
            format!("{} {listed}", desk.get(&admin, KEYS).status)
        },
        expected: &[("on", "200 true"), ("off", "404 false")],
    },
    Probe {
        name: "api_keys.header",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let created = desk.post(&admin, KEYS, &json!({ "name": "ci" }));
            let token = created.json["body"]["token"].as_str().unwrap().to_owned();
            assert_eq!(desk.commit(&admin).status, 200);
            let bearer = format!("Bearer {token}");
            let by_basic = basic("ci", &token);
            let answers = [
                ("authorization", bearer.as_str()),
                ("x-api-key", token.as_str()),
                ("authorization", by_basic.as_str()),
            ]
            .map(|header| get(desk, "/api/user_info", &[header]));
            statuses(&answers.each_ref())
        },
        expected: &[
            ("both", "200 200 401"),
            ("bearer", "200 401 401"),
            ("x_api_key", "401 200 401"),
            ("basic", "401 401 200"),
            ("none", "401 401 401"),
        ],
    },
    Probe {
        name: "api_keys.opens_transaction",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let created = desk.post(&admin, KEYS, &json!({ "name": "ci" }));
            let after = state(desk, &admin);
            let token = created.json["body"]["token"].as_str().unwrap_or_default();
            let used = get(desk, "/api/user_info", &[("x-api-key", token)]).status;
            format!("{} {after} {used}", created.status)
        },
        expected: &[
            ("as_implicit", "201 open 401"),
            ("never", "201 closed 200"),
            ("explicit", "403 closed 401"),
        ],
    },
    Probe {
        name: "user.password",
        with: &[],
        observe: |desk| {
            let auditor = desk.sign_in("helpdesk");
            let change = json!({ "old": "demo", "new": "0ther-one" });
            let wrong = json!({ "old": "wrong", "new": "0ther-one" });
            let weak = json!({ "old": "demo", "new": "0ther" });
            let refused = desk.put(&auditor, "/api/user/password", &wrong).status;
            let too_weak = desk.put(&auditor, "/api/user/password", &weak).status;
            let changed = desk.put(&auditor, "/api/user/password", &change).status;
            desk.commit(&auditor);
            let signs_in = desk.sign_in_answer("helpdesk", "0ther-one").status;
            format!("{refused} {too_weak} {changed} {signs_in}")
        },
        expected: &[
            ("404", "404 404 404 401"),
            ("405", "405 405 405 401"),
            ("put", "400 400 200 200"),
        ],
    },
];
