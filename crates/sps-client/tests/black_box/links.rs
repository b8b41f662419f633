//! Which paths and links are followed, and how they are sent.

use pollster::block_on;
use serde_json::json as value;
use sps_client::{Error, paths};

use crate::script::{client, ok};

const HOSTILE: [&str; 44] = [
    "",
    "/",
    "api",
    "api/x",
    "./api",
    "../api",
    "//evil",
    "//evil/api",
    "///api",
    "/\\evil",
    "\\\\evil\\api",
    "https://evil/api",
    "https:/api",
    "javascript:alert(1)",
    "data:,x",
    "/console/",
    "/apix",
    "/API",
    "/api%2fx",
    "/%61pi/x",
    "/api;x/..",
    "/x/../api",
    "/api/..",
    "/api/../x",
    "/api/x/../../y",
    "/api/./x",
    "/api/.",
    "/api/%2e%2e/x",
    "/api/%2E%2e/x",
    "/api/.%2e/x",
    "/api/%252e%252e/x",
    "/api/%25252e%25252e/x",
    "/api/..%2f..%2fconsole",
    "/api/x%2f..%2fy",
    "/api/..%5cx",
    "/api/..;/x",
    "/api/..;a=b/x",
    "/api\\x",
    "/api/x\\..\\y",
    "/api/\tx",
    "/api/x\r\nHost: evil",
    "/api/%0d%0aHost:%20evil",
    "/api/x%00",
    "/api/100%",
];

#[test]
fn hostile_links_are_refused_by_every_verb_and_nothing_is_sent() {
    for link in HOSTILE {
        assert_eq!(paths::followable(link), None, "{link:?}");
        let client = client([]);
        let content = value!({});
        let outcomes = block_on(async {
            [
                client.resource(link).await.map(|_| ()),
                client.replace(link, &content).await,
                client.create(link, &content).await.map(|_| ()),
                client.delete(link).await,
            ]
        });
        for outcome in outcomes {
            let refused = Error::RefusedLink {
                path: link.to_owned(),
            };
            assert_eq!(outcome.unwrap_err(), refused, "{link:?}");
        }
        assert!(client.transport().asked().is_empty());
    }
}

#[test]
fn links_below_the_api_are_sent_as_they_are_or_encoded() {
    let cases = [
        ("/api", "/api"),
        ("/api/", "/api/"),
        ("/api//", "/api//"),
        ("/api?x=../y", "/api?x=../y"),
        ("/api/transaction/", "/api/transaction/"),
        ("/api/a..b/...", "/api/a..b/..."),
        ("/api/policies/-100", "/api/policies/-100"),
        (
            "/api/ssh-host-keys/ssh-rsa-10.40.0.28:22",
            "/api/ssh-host-keys/ssh-rsa-10.40.0.28:22",
        ),
        ("/api/a%2Fb%20c", "/api/a%2Fb%20c"),
        ("/api/100%25", "/api/100%25"),
        (
            "/api/network/nics/nic1#interfaces/ff/addresses/1",
            "/api/network/nics/nic1",
        ),
        ("/api/a b/é", "/api/a%20b/%C3%A9"),
        (r#"/api/{"x"}|^`<y>"#, "/api/%7B%22x%22%7D%7C%5E%60%3Cy%3E"),
        (
            "/api/audit/sessions?q=user:a&limit=5",
            "/api/audit/sessions?q=user:a&limit=5",
        ),
    ];
    for (link, sent) in cases {
        let client = client([ok("{}")]);
        let resource = block_on(client.resource(link)).unwrap();
        assert_eq!(client.transport().asked(), [format!("GET {sent}")]);
        assert_eq!(resource.path, link.split('#').next().unwrap());
    }
}

#[test]
fn any_key_makes_one_segment() {
    let cases = [
        ("-100", "/api/p/-100"),
        ("ssh-rsa-10.40.0.28:22", "/api/p/ssh-rsa-10.40.0.28%3A22"),
        ("a/b?c#d%", "/api/p/a%2Fb%3Fc%23d%25"),
        ("nic1.interfaces.ff.1", "/api/p/nic1.interfaces.ff.1"),
        ("ключ", "/api/p/%D0%BA%D0%BB%D1%8E%D1%87"),
    ];
    for (key, expected) in cases {
        let path = paths::child("/api/p/", key);
        assert_eq!(path, expected);
        assert_eq!(paths::followable(&path).as_deref(), Some(expected));
    }
    // A key can never climb out of its list.
    for key in [".", "..", "../x", "a/../../x"] {
        assert_eq!(paths::followable(&paths::child("/api/p", key)), None);
    }
}
