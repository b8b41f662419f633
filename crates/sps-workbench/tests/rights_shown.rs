//! The rights as a table, the path a person means, and what the appliance tells of itself (product M9.7).

use serde_json::json;
use sps_client::Endpoint;
use sps_workbench::rights::{Area, Filter, appliance_facts, rows_by_area, suggestions, typed_path};

fn entry(url: &str, methods: &[&str]) -> Endpoint {
    Endpoint {
        url: url.to_owned(),
        methods: methods.iter().map(|verb| (*verb).to_owned()).collect(),
    }
}

#[test]
fn rows_stand_by_area_and_entries_for_one_path_add_up() {
    let groups = rows_by_area(&[
        entry("/api/transaction", &["GET"]),
        entry("/api/configuration/ssh/connections", &["get", "PATCH"]),
        entry("/api/configuration/aaa", &["GET"]),
        entry("/api/configuration/ssh/connections", &["PUT", "PATCH"]),
        entry("/api/unheard/of", &[]),
    ]);
    let areas: Vec<Area> = groups.iter().map(|group| group.area).collect();
    let expected = [
        Area::UsersAndAccess,
        Area::Ssh,
        Area::Transaction,
        Area::Other,
    ];
    assert_eq!(areas, expected);
    let ssh = &groups[1].rows;
    assert_eq!(ssh.len(), 1);
    assert_eq!(ssh[0].may, [true, false, true, false]);
    assert_eq!(ssh[0].others, ["PATCH"]);
    assert_eq!(
        ssh[0].privilege.unwrap().to_string(),
        "SSH Control / Connections"
    );
    assert!(rows_by_area(&[]).is_empty());
}

#[test]
fn the_table_is_filtered_by_words_of_the_path_or_privilege_and_by_verb() {
    let groups = rows_by_area(&[
        entry("/api/configuration/ssh/connections", &["GET", "PUT"]),
        entry("/api/configuration/rdp/connections", &["GET"]),
        entry("/api/info", &["GET"]),
    ]);
    for (path, verb, shown) in [
        ("", "", 3),
        ("", "PUT", 1),
        ("", "DELETE", 0),
        ("CONNECTIONS", "", 2),
        ("  connections   rdp ", "", 1),
        ("rdp control", "", 1),
        ("rdp control", "PUT", 0),
        ("nothing of the kind", "", 0),
        ("é", "", 0),
    ] {
        let filter = Filter {
            path: path.to_owned(),
            verb: verb.to_owned(),
        };
        let count = groups
            .iter()
            .flat_map(|group| group.rows.iter().map(|row| (group.area, row)))
            .filter(|(area, row)| filter.shows(*area, row))
            .count();
        assert_eq!(count, shown, "{path:?} {verb:?}");
    }
}

#[test]
fn a_typed_path_is_understood_in_every_usual_spelling() {
    for (typed, path) in [
        ("/api/configuration/ssh", Some("/api/configuration/ssh")),
        (" api/configuration/ssh/ ", Some("/api/configuration/ssh")),
        ("configuration/ssh", Some("/api/configuration/ssh")),
        ("/configuration/ssh", Some("/api/configuration/ssh")),
        (
            "ssh/connections",
            Some("/api/configuration/ssh/connections"),
        ),
        (
            "https://sps.example.org/api/info?x=secret#y",
            Some("/api/info"),
        ),
        ("/api", Some("/api")),
        ("aaa", Some("/api/configuration/aaa")),
        ("", None),
        ("  ", None),
        ("two words", None),
        ("/console/account", None),
        ("/api/../etc/passwd", None),
        ("https://sps.example.org", None),
        ("..", None),
    ] {
        assert_eq!(typed_path(typed).as_deref(), path, "{typed:?}");
    }
}

#[test]
fn suggestions_are_what_is_known_each_once() {
    let published = [
        entry("/api/info", &[]),
        entry("/api/configuration/ssh/connections/", &[]),
    ];
    let learnt = [
        entry("/api/info", &[]),
        entry("/api/configuration/ssh/options", &[]),
    ];
    let found = suggestions(&published, &learnt);
    let times = |path: &str| found.iter().filter(|known| *known == path).count();
    for path in [
        "/api/info",
        "/api/configuration/ssh/connections",
        "/api/configuration/ssh/options",
        "/api/configuration/rdp/connections",
    ] {
        assert_eq!(times(path), 1, "{path} in {found:?}");
    }
}

#[test]
fn the_appliance_tells_what_it_tells() {
    let told = |info| -> Vec<String> {
        let facts = appliance_facts(&info);
        facts
            .iter()
            .map(|fact| format!("{}={}", fact.name, fact.value))
            .collect()
    };
    assert_eq!(
        told(json!({
            "key": "about_info", "meta": { "href": "/api/info" },
            "hostname": "sps1", "nickname": "", "roles": ["search", 7], "empty": [],
            "plugin_sdk_version": { "feature": "1.11" }, "uptime": 12, "analytics_enabled": false,
            "nothing": null, "api_token": "hush", "version": "8.0 LTS", "deep": { "a": { "b": { "c": 1 } } },
        })),
        [
            "hostname=sps1",
            "version=8.0 LTS",
            "roles=search, 7",
            "plugin_sdk_version feature=1.11",
            "uptime=12",
            "analytics_enabled=false",
        ]
    );
    assert!(
        told(json!("unexpected"))
            .iter()
            .all(|fact| fact.starts_with('='))
    );
    assert!(told(json!(null)).is_empty());
}
