//! May I, what to ask for, and all that an action lacks (product M9.1, M9.4, M9.6).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use serde_json::json;
use sps_client::{Client, Endpoint, Rights, RightsSource, Transport, TransportError};
use sps_workbench::rights::{
    Access, Area, Heard, Lack, No, Verdict, Yes, area_places, closed_areas, commit, create_key,
    judge, lacking, predates_api_keys, roll_back, stage,
};

fn rights(entries: &[(&str, &[&str])]) -> Rights {
    let entry = |(url, methods): &(&str, &[&str])| Endpoint {
        url: (*url).to_owned(),
        methods: methods.iter().map(|verb| (*verb).to_owned()).collect(),
    };
    Rights {
        endpoints: entries.iter().map(entry).collect(),
        source: RightsSource::UserInfo,
    }
}

const ALL: &[&str] = &["DELETE", "GET", "POST", "PUT"];

#[test]
fn may_i_is_answered_from_the_list_and_from_what_the_path_itself_said() {
    let helpdesk = rights(&[
        ("/api/info", &["GET"]),
        ("/api/transaction", ALL),
        ("/api/configuration/ssh", &["GET"]),
    ]);
    let empty = rights(&[]);
    let owned =
        |verbs: &[&str]| -> Vec<String> { verbs.iter().map(|it| (*it).to_owned()).collect() };
    let (none, read, write) = (owned(&[]), owned(&["GET"]), owned(&["GET", "PUT"]));
    let granted = |endpoint: &str| {
        Verdict::No(No::NotGranted {
            endpoint: endpoint.to_owned(),
        })
    };
    let ssh = "/api/configuration/ssh";
    let rdp = "/api/configuration/rdp";
    for (list, verb, path, allow, was_refused, verdict) in [
        (
            Some(&helpdesk),
            "PUT",
            "/api/transaction",
            None,
            false,
            Verdict::Yes(Yes::Published),
        ),
        (
            Some(&helpdesk),
            "GET",
            "/api/configuration/ssh/options",
            None,
            false,
            Verdict::Yes(Yes::Published),
        ),
        (Some(&helpdesk), "PUT", ssh, None, false, granted(ssh)),
        (
            Some(&helpdesk),
            "PUT",
            ssh,
            Some(&write),
            false,
            granted(ssh),
        ),
        (
            Some(&helpdesk),
            "GET",
            rdp,
            None,
            false,
            Verdict::No(No::NotListed),
        ),
        // Whoever may read something below may read the way there, and not more than that.
        (
            Some(&helpdesk),
            "GET",
            "/api/configuration",
            None,
            false,
            Verdict::Yes(Yes::LeadsThere),
        ),
        (
            Some(&helpdesk),
            "PUT",
            "/api/configuration",
            None,
            false,
            Verdict::No(No::NotListed),
        ),
        (
            Some(&helpdesk),
            "GET",
            rdp,
            Some(&read),
            false,
            Verdict::Yes(Yes::Allowed),
        ),
        (
            Some(&helpdesk),
            "GET",
            ssh,
            None,
            true,
            Verdict::No(No::WasRefused),
        ),
        // A list without an entry was not understood, and says nothing.
        (Some(&empty), "GET", rdp, None, false, Verdict::Unknown),
        (None, "GET", rdp, None, false, Verdict::Unknown),
        (None, "GET", rdp, None, true, Verdict::No(No::WasRefused)),
        (
            None,
            "PUT",
            rdp,
            Some(&write),
            false,
            Verdict::Yes(Yes::Allowed),
        ),
        (
            None,
            "PUT",
            rdp,
            Some(&write),
            true,
            Verdict::No(No::WasRefused),
        ),
        // The refusal settles it, whatever verbs came along; often none do.
        (
            None,
            "GET",
            rdp,
            Some(&none),
            true,
            Verdict::No(No::WasRefused),
        ),
        (
            Some(&helpdesk),
            "GET",
            "/api/configuration/telnet",
            Some(&none),
            true,
            Verdict::No(No::WasRefused),
        ),
        (
            Some(&helpdesk),
            "DELETE",
            "/api/transaction",
            Some(&read),
            false,
            Verdict::No(No::NotOffered {
                allow: read.clone(),
            }),
        ),
        (
            None,
            "PUT",
            rdp,
            Some(&read),
            false,
            Verdict::No(No::NotAllowed {
                allow: read.clone(),
            }),
        ),
    ] {
        let heard = Heard {
            allow: allow.map(Vec::as_slice),
            was_refused,
        };
        assert_eq!(
            judge(list, verb, path, heard),
            verdict,
            "{verb} {path} {list:?} {heard:?}"
        );
    }
}

/// A client that is never asked.
struct Silent;

impl Transport for Silent {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, TransportError> {
        panic!("{} {} was sent", request.method(), request.uri())
    }
}

fn told(lacks: &[Lack]) -> Vec<String> {
    let told = |lack: &Lack| {
        let privilege = lack.privilege.map(|it| it.to_string()).unwrap_or_default();
        format!("{} {} {privilege} {:?}", lack.verb, lack.path, lack.access)
    };
    lacks.iter().map(told).collect()
}

#[test]
fn an_action_names_all_that_it_lacks_and_not_the_first_thing_only() {
    let client = Client::new(Silent);
    let tx = "/api/transaction";
    let resource = "/api/configuration/rdp/connections";
    let admin = rights(&[("/api", ALL)]);
    let auditor = rights(&[("/api/configuration/rdp", &["GET"]), (tx, &["GET"])]);
    let rest = "REST server ReadAndWrite";
    for (who, calls, lacks) in [
        (Some(&admin), stage(resource, tx), vec![]),
        (None, stage(resource, tx), vec![]),
        (
            Some(&auditor),
            stage(resource, tx),
            vec![
                format!("PUT {resource} RDP Control / Connections ReadAndWrite"),
                format!("POST {tx} {rest}"),
                format!("PUT {tx} {rest}"),
            ],
        ),
        (Some(&auditor), commit(tx), vec![format!("PUT {tx} {rest}")]),
        (
            Some(&auditor),
            roll_back(tx),
            vec![format!("DELETE {tx} {rest}")],
        ),
        (
            Some(&auditor),
            create_key("/api/user/api_keys", tx),
            vec![
                format!("POST /api/user/api_keys {rest}"),
                format!("POST {tx} {rest}"),
                format!("PUT {tx} {rest}"),
            ],
        ),
    ] {
        assert_eq!(told(&lacking(&client, who, &calls)), lacks, "{calls:?}");
    }
}

#[test]
fn one_403_does_not_switch_a_control_off_because_a_stale_token_looks_the_same() {
    let path = "/api/configuration/ssh/options";
    let refusal = support::step("PUT", path, 403, support::refusal("Unauthorized"));
    let client = support::client([refusal]);
    pollster::block_on(client.replace(path, &json!({}))).unwrap_err();
    assert!(client.was_refused("PUT", path));
    let admin = rights(&[("/api", ALL)]);
    assert!(lacking(&client, Some(&admin), &stage(path, "/api/transaction")).is_empty());
}

#[test]
fn areas_that_cannot_be_read_are_counted_and_nothing_is_said_where_nothing_is_known() {
    let client = Client::new(Silent);
    let auditor = rights(&[
        ("/api/configuration/aaa", &["GET"]),
        ("/api/configuration/ssh", &["GET"]),
        ("/api/configuration/policies/time_policies", &["GET"]),
    ]);
    let places = pollster::block_on(area_places(&client)).expect("documented names");
    let closed = closed_areas(&client, Some(&auditor), &places);
    let areas: Vec<Area> = closed.iter().map(|(area, _)| *area).collect();
    let expected = [
        Area::BasicSettings,
        Area::Rdp,
        Area::Http,
        Area::Ica,
        Area::Telnet,
        Area::Vnc,
        Area::Reporting,
    ];
    assert_eq!(areas, expected);
    assert!(closed.iter().all(|(_, lack)| lack.access == Access::Read));
    // A part of Basic Settings that can be read is enough to open it.
    let network = rights(&[("/api/configuration/network", &["GET"])]);
    let closed = closed_areas(&client, Some(&network), &places);
    assert!(closed.iter().all(|(area, _)| *area != Area::BasicSettings));
    for who in [None, Some(&rights(&[("/api", ALL)]))] {
        assert!(closed_areas(&client, who, &places).is_empty(), "{who:?}");
    }
}

#[test]
fn areas_with_other_names_are_found_by_the_links() {
    let (_, client) = pollster::block_on(support::appliance::signed_in(&[(
        "endpoints.renamed",
        "on",
    )]));
    let places = pollster::block_on(async {
        client.rights(&client.user_info().await?).await?;
        area_places(&client).await
    });
    let places = places.expect("read");
    let (_, ssh) = places
        .iter()
        .find(|(area, _)| *area == Area::Ssh)
        .expect("SSH Control");
    assert_ne!(ssh, "/api/configuration/ssh");
    let reader = rights(&[(ssh, &["GET"])]);
    let closed = closed_areas(&client, Some(&reader), &places);
    assert!(closed.iter().any(|(area, _)| *area == Area::Rdp));
    assert!(closed.iter().all(|(area, _)| *area != Area::Ssh));
}

#[test]
fn api_keys_came_with_8_0() {
    for (firmware, predates) in [
        ("6.0.0", true),
        ("7.5.0", true),
        ("8.0.0", false),
        ("10.1", false),
        ("", false),
        ("new", false),
    ] {
        assert_eq!(predates_api_keys(firmware), predates, "{firmware:?}");
    }
}
