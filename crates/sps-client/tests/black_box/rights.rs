//! What a user may do where, from either place, in every shape.

use pollster::block_on;
use sps_client::{Endpoint, Error, Rights, RightsSource, UserInfo};

use crate::script::{client, json, ok, refusal};

fn endpoint(url: &str, methods: &[&str]) -> Endpoint {
    Endpoint {
        url: url.to_owned(),
        methods: methods.iter().map(|verb| (*verb).to_owned()).collect(),
    }
}

fn user(endpoints: Option<Vec<Endpoint>>) -> UserInfo {
    let info = block_on(client([ok(r#"{"user":{"name":"a"}}"#)]).user_info()).unwrap();
    UserInfo { endpoints, ..info }
}

#[test]
fn rights_in_the_user_information_need_no_request() {
    let client = client([]);
    let entries = vec![endpoint("/api", &["GET"])];
    let rights = block_on(client.rights(&user(Some(entries.clone())))).unwrap();
    assert_eq!(rights.source, RightsSource::UserInfo);
    assert_eq!(rights.endpoints, entries);
    assert!(client.transport().asked().is_empty());
}

#[test]
fn rights_are_published_as_list_items_or_map() {
    let shapes = [
        r#"{"endpoints":[{"url":"/api/a","methods":["GET","PUT"]}],"meta":{}}"#,
        r#"{"key":"endpoints","body":[{"url":"/api/a","methods":["GET","PUT"]}]}"#,
        r#"{"body":{"endpoints":[{"url":"/api/a","methods":["GET","PUT"]}]}}"#,
        r#"{"items":[{"key":"a","body":{"url":"/api/a","methods":["GET","PUT"]},"meta":{"href":"/api/endpoints/a"}}]}"#,
        r#"{"items":[{"key":"a","methods":["GET","PUT"],"meta":{"href":"/api/a"}}]}"#,
        r#"{"endpoints":{"/api/a":["GET","PUT"]}}"#,
        r#"{"endpoints":{"/api/a":{"methods":["GET","PUT"]}}}"#,
        r#"{"body":{"/api/a":["GET","PUT"]}}"#,
        r#"{"/api/a":["GET","PUT"],"meta":{"href":"/api/endpoints"}}"#,
    ];
    for shape in shapes {
        let rights = block_on(client([ok(shape)]).rights(&user(None))).unwrap();
        assert_eq!(rights.source, RightsSource::Endpoints, "{shape}");
        assert_eq!(
            rights.endpoints,
            [endpoint("/api/a", &["GET", "PUT"])],
            "{shape}"
        );
    }
}

#[test]
fn rights_that_are_nowhere_are_not_known() {
    let client = client([refusal(404, "NodeNotFound")]);
    let rights = block_on(client.rights(&user(None))).unwrap();
    assert_eq!(rights.source, RightsSource::NotPublished);
    assert_eq!(rights.may("GET", "/api"), None);
    assert_eq!(client.transport().asked(), ["GET /api/endpoints"]);
}

#[test]
fn an_error_is_not_taken_for_missing_rights() {
    let outcome = block_on(client([refusal(401, "Unauthenticated")]).rights(&user(None)));
    assert!(matches!(outcome, Err(Error::SessionEnded(_))));
    let outcome = block_on(client([json(200, r#"{"meta":{}}"#)]).rights(&user(None)));
    assert!(matches!(outcome, Err(Error::NotTheApi { .. })));
}

#[test]
fn the_longest_prefix_by_whole_segments_decides() {
    let rights = Rights {
        endpoints: vec![
            endpoint("/api/configuration/ssh", &["GET"]),
            endpoint("/api", &["GET", "PUT"]),
            endpoint("/api/configuration/ssh/connections/", &["get", "post"]),
            endpoint("", &["DELETE"]),
        ],
        source: RightsSource::Endpoints,
    };
    let cases = [
        ("PUT", "/api", Some(true)),
        ("put", "/api/info", Some(true)),
        ("DELETE", "/api/info", Some(false)),
        ("PUT", "/api/configuration/ssh", Some(false)),
        ("PUT", "/api/configuration/ssh/options", Some(false)),
        ("PUT", "/api/configuration/sshd", Some(true)),
        ("POST", "/api/configuration/ssh/connections", Some(true)),
        ("POST", "/api/configuration/ssh/connections/7#x", Some(true)),
        (
            "POST",
            "/api//configuration/ssh/connections?a=b",
            Some(true),
        ),
        ("PUT", "/api/configuration/ssh/connections", Some(false)),
        ("GET", "/apis", None),
        ("DELETE", "/", None),
    ];
    for (verb, path, expected) in cases {
        assert_eq!(rights.may(verb, path), expected, "{verb} {path}");
    }
}

#[test]
fn entries_for_the_same_path_add_up() {
    let rights = Rights {
        endpoints: vec![endpoint("/api/a", &["GET"]), endpoint("/api/a/", &["PUT"])],
        source: RightsSource::Endpoints,
    };
    assert_eq!(rights.may("GET", "/api/a"), Some(true));
    assert_eq!(rights.may("PUT", "/api/a"), Some(true));
    assert_eq!(rights.may("POST", "/api/a"), Some(false));
}
