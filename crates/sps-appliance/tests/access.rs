//! Sign-in, sessions, rights, X-Token.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::{Answer, Desk, Login};
use http::Request;
use serde_json::json;
use sps_appliance::{
    ClientCertificate, CookieStyle, DEMO_ACCOUNTS, Profile, Switches, WwwAuthenticate, XTokenRule,
};

const WEB: &str = "/api/configuration/management/webinterface";
const KEYS: &str = "/api/user/api_keys";

#[test]
fn everybody_signs_in_and_learns_who_they_are() {
    let mut desk = Desk::new();
    for (name, _) in DEMO_ACCOUNTS {
        let login = desk.sign_in(name);
        let info = desk.get(&login, "/api/user_info").json;
        assert_eq!(info["user"]["name"], *name);
        assert_eq!(
            info["login_method"],
            json!({ "authentication": "local", "credential": "password", "name": "local" })
        );
    }
}

#[test]
fn the_cookie_has_the_documented_form() {
    let mut desk = Desk::new();
    let cookie = desk
        .sign_in_answer("admin", "demo")
        .header("set-cookie")
        .unwrap()
        .to_owned();
    let (id, rest) = cookie.split_once("; ").unwrap();
    assert_eq!(id.len(), "session_id=".len() + 40);
    assert_eq!(
        rest,
        "expires=Tue, 14 Nov 2023 22:23:20 GMT; HttpOnly; Max-Age=600; Path=/; Secure"
    );

    let mut desk = Desk::with(Switches {
        cookie_style: CookieStyle::Old,
        ..Switches::v8_0()
    });
    let cookie = desk
        .sign_in_answer("admin", "demo")
        .header("set-cookie")
        .unwrap()
        .to_owned();
    assert!(cookie.ends_with("; Path=/") && !cookie.contains("Secure"));
}

#[test]
fn every_answer_has_the_common_headers() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    for path in ["/api", WEB, "/api/no/such/path"] {
        let answer = desk.get(&admin, path);
        assert_eq!(answer.header("content-language"), Some("en"));
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("date"), Some("Tue, 14 Nov 2023 22:13:20 GMT"));
        assert!(answer.header("server").unwrap().contains("simulation"));
        assert!(answer.header("allow").is_some());
    }
}

fn sign_in_with(
    desk: &mut Desk,
    query: &str,
    certificate: Option<&str>,
    authorization: Option<&str>,
) -> Answer {
    let mut request = Request::get(format!("/api/authentication{query}"));
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    let mut request = request.body(Vec::new()).unwrap();
    if let Some(name) = certificate {
        request.extensions_mut().insert(ClientCertificate {
            subject_common_name: name.to_owned(),
        });
    }
    desk.send(request)
}

/// `admin:demo`.
const ADMIN: Option<&str> = Some("Basic YWRtaW46ZGVtbw==");

#[test]
fn sign_in_by_method_type_and_certificate() {
    let mut desk = Desk::new();
    for (query, certificate, authorization, status) in [
        ("", None, ADMIN, 200),
        ("?type=password", None, ADMIN, 200),
        ("?login_method=local", None, ADMIN, 302),
        (
            "?login_method=local&return=%2Fapi%2Fauthentication",
            None,
            ADMIN,
            200,
        ),
        ("?type=x509", Some("operator"), None, 302),
        (
            "?login_method=x509_with_ldap_groups_name",
            Some("auditor"),
            None,
            302,
        ),
        (
            "?login_method=x509_name&type=x509",
            Some("stranger"),
            None,
            401,
        ),
        ("?login_method=x509_name&type=x509", None, ADMIN, 400),
        ("?login_method=x509_name&type=password", None, ADMIN, 400),
        (
            "?login_method=radius_with_local_groups_name",
            None,
            ADMIN,
            401,
        ),
        ("?login_method=corp_ad", None, ADMIN, 400), // switched off
        ("?login_method=nosuch", None, ADMIN, 400),
        ("?type=smoke", None, ADMIN, 400),
        ("", None, None, 400),
        ("", Some("admin"), None, 400),
        ("", None, Some("Basic not-base64"), 400),
        ("", None, Some("Basic YWRtaW46d3Jvbmc="), 401),
    ] {
        let answer = sign_in_with(&mut desk, query, certificate, authorization);
        assert_eq!(answer.status, status, "{query} {certificate:?}");
        assert_eq!(
            answer.header("set-cookie").is_some(),
            status < 400,
            "{query}"
        );
        assert_eq!(
            answer.header("location").is_some(),
            status == 302,
            "{query}"
        );
        assert_eq!(
            answer.header("www-authenticate").is_some(),
            status >= 400,
            "{query}"
        );
    }
}

#[test]
fn switches_move_the_status_and_the_challenge() {
    let switches = Switches {
        login_www_authenticate: WwwAuthenticate::Off,
        login_status_with_method: 200,
        login_missing_credentials_status: 401,
        ..Switches::v8_0()
    };
    let mut desk = Desk::with(switches);
    let named = sign_in_with(&mut desk, "?login_method=local", None, ADMIN);
    assert_eq!((named.status, named.header("location")), (200, None));
    let nobody = sign_in_with(&mut desk, "", None, None);
    assert_eq!(
        (nobody.status, nobody.header("www-authenticate")),
        (401, None)
    );
}

#[test]
fn the_cookie_decides_even_beside_other_credentials_and_cookies() {
    let mut desk = Desk::new();
    let operator = desk.sign_in("operator");
    let request = Request::get("/api/user_info")
        .header("cookie", format!("theme=dark; {}; other=1", operator.0))
        .header("authorization", ADMIN.unwrap());
    assert_eq!(
        desk.send(request.body(Vec::new()).unwrap()).json["user"]["name"],
        "operator"
    );
    let basic_alone = Request::get("/api/user_info").header("authorization", ADMIN.unwrap());
    assert_eq!(desk.send(basic_alone.body(Vec::new()).unwrap()).status, 401);
}

#[test]
fn rights_follow_the_groups() {
    let mut desk = Desk::new();
    let users = "/api/configuration/aaa/local_database/users";
    let ssh = "/api/configuration/ssh/connections";
    for (name, read_web, write_web, read_users, write_users, open) in [
        ("admin", 200, 200, 200, 400, 200),
        ("operator", 200, 200, 200, 403, 200),
        ("ügyelő", 200, 200, 200, 403, 200),
        ("auditor", 200, 403, 200, 403, 403),
        ("helpdesk", 403, 403, 403, 403, 200),
    ] {
        let login = desk.sign_in(name);
        assert_eq!(desk.get(&login, WEB).status, read_web, "{name}");
        assert_eq!(
            desk.put(&login, WEB, &json!({ "timeout": 15 })).status,
            write_web,
            "{name}"
        );
        assert_eq!(desk.get(&login, users).status, read_users, "{name}");
        assert_eq!(
            desk.post(&login, users, &json!({})).status,
            write_users,
            "{name}"
        );
        assert_eq!(
            desk.call(&login, "POST", "/api/transaction", None).status,
            open,
            "{name}"
        );
        assert_eq!(desk.get(&login, KEYS).status, 200, "{name}");
        assert_eq!(desk.get(&login, "/api").status, 200, "{name}");
        assert_eq!(desk.get(&login, ssh).status, read_web, "{name}");
    }
}

#[test]
fn allow_tells_what_the_user_may_do_here() {
    let mut desk = Desk::new();
    let (admin, auditor) = (desk.sign_in("admin"), desk.sign_in("auditor"));
    assert_eq!(desk.get(&admin, WEB).header("allow"), Some("GET, PUT"));
    assert_eq!(desk.get(&auditor, WEB).header("allow"), Some("GET"));
    assert_eq!(
        desk.get(&admin, "/api/configuration/aaa/acls")
            .header("allow"),
        Some("GET")
    );
    let refused = desk.put(&auditor, WEB, &json!({ "timeout": 15 }));
    assert_eq!(refused.error_type(), "Unauthorized");
    assert_eq!(refused.json["error"]["details"]["path"], WEB);
}

#[test]
fn endpoints_lists_the_rights() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let all = json!([{ "methods": ["DELETE", "GET", "POST", "PUT"], "url": "/api" }]);
    assert_eq!(desk.get(&admin, "/api/endpoints").json["endpoints"], all);
    let helpdesk = desk.sign_in("helpdesk");
    let endpoints = desk.get(&helpdesk, "/api/endpoints").json["endpoints"].clone();
    assert!(
        endpoints
            .as_array()
            .unwrap()
            .iter()
            .all(|right| !right["url"].as_str().unwrap().contains("configuration"))
    );
}

#[test]
fn what_this_firmware_has_not_is_no_right() {
    for (profile, present, absent) in [
        (
            Profile::V7_5,
            &["/api/user/password", "/api/userinfo"][..],
            &["/api/user/api_keys", "/api/health_status"][..],
        ),
        (
            Profile::V6_0,
            &["/api/user_info"],
            &["/api/user/password", "/api/user/api_keys", "/api/user/info"],
        ),
    ] {
        let mut desk = Desk::with(Switches::of(profile));
        let login = desk.sign_in("helpdesk");
        let info = desk.get(&login, "/api/user_info").json;
        let listed = info["endpoints"].to_string();
        for url in present {
            assert!(listed.contains(&format!("\"{url}\"")), "{url}: {listed}");
        }
        for url in absent {
            assert!(!listed.contains(&format!("\"{url}\"")), "{url}: {listed}");
        }
    }
}

fn write_as(desk: &mut Desk, login: &Login, agent: &str, token: Option<&str>) -> Answer {
    let mut request = Request::put(WEB)
        .header("cookie", &login.0)
        .header("user-agent", agent);
    if let Some(token) = token {
        request = request.header("x-token", token);
    }
    desk.send(request.body(br#"{"timeout":15}"#.to_vec()).unwrap())
}

#[test]
fn browsers_need_the_x_token_for_writes_and_others_do_not() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let token = desk.get(&admin, "/api/user_info").json["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let refused = write_as(&mut desk, &admin, "Mozilla/5.0", None);
    assert_eq!(
        (refused.status, refused.error_type()),
        (403, "Unauthorized")
    );
    assert_eq!(
        write_as(&mut desk, &admin, "Mozilla/5.0", Some("wrong")).status,
        403
    );
    assert_eq!(
        write_as(&mut desk, &admin, "Mozilla/5.0", Some(&token)).status,
        200
    );
    assert_eq!(
        write_as(&mut desk, &admin, "PowerShell/6.0.0", None).status,
        200
    );

    let mut strict = Desk::with(Switches {
        xtoken_rule: XTokenRule::All,
        ..Switches::v8_0()
    });
    let admin = strict.sign_in("admin");
    assert_eq!(
        write_as(&mut strict, &admin, "PowerShell/6.0.0", None).status,
        403
    );
    let mut off = Desk::with(Switches {
        xtoken_rule: XTokenRule::Off,
        ..Switches::v8_0()
    });
    let admin = off.sign_in("admin");
    assert_eq!(write_as(&mut off, &admin, "Mozilla/5.0", None).status, 200);
    assert!(
        off.get(&admin, "/api/user_info")
            .json
            .get("token")
            .is_none()
    );
}
