//! Replay of safeguard-ps (§15.2).

use sps_appliance::{Profile, Switches};

use crate::client::{BASIC, Client, succeeds};
use crate::desk::Desk;

#[test]
fn replay_of_safeguard_ps() {
    for profile in Profile::ALL {
        let mut desk = Desk::with(Switches::of(profile));
        let mut client = Client::new(
            &mut desk,
            &[
                ("user-agent", "PowerShell/6.0.0"),
                ("content-type", "application/json"),
            ],
        );
        client.headers.push(("authorization", BASIC.to_owned()));
        let welcome = client.get("/api/authentication?login_method=local");
        assert!(matches!(welcome.status, 200 | 302), "{profile}");
        client.headers.pop();
        client.keep_cookie(&welcome);

        if profile == Profile::V8_0 {
            let methods = client.get("/api/authentication/login_methods").json;
            assert!(methods["login_methods"][0]["name"].is_string());
        }
        // Show-SafeguardSpsEndpoint: items, else where `next` leads.
        let root = client.get("/api//").json;
        assert!(root["items"][0]["key"].is_string() || root["meta"]["href"].is_string());
        let info = client.get("/api/info").json["body"].clone();
        assert!(info["firmware_version"].is_string() && info["version"].is_string());

        // Join-SafeguardSpsCluster.
        let cluster = client.get("/api/configuration/local_services/cluster").json["body"].clone();
        assert!(cluster["enabled"].is_boolean());
        let mut reference = None;
        for card in ["nic1", "nic2", "nic3"] {
            let body = client
                .get(&format!("/api/configuration/network/nics/{card}"))
                .json["body"]
                .clone();
            for interface in body["interfaces"]["@order"].as_array().unwrap() {
                let interface = interface.as_str().unwrap();
                let addresses = &body["interfaces"][interface]["addresses"]["@order"];
                let address = addresses[0].as_str().unwrap();
                reference
                    .get_or_insert(format!("{card}.interfaces.{interface}.addresses.{address}"));
            }
        }
        succeeds(&client.send("POST", "/api/transaction", Some(b"")));
        let body = serde_json::json!({ "enabled": true, "listen_address": reference.unwrap() });
        succeeds(&client.put(
            "/api/configuration/local_services/cluster",
            &body.to_string(),
        ));
        succeeds(&client.put("/api/transaction", r#"{"status":"commit"}"#));
        assert!(client.get("/api/cluster/status").json["error"]["type"].is_string());
        succeeds(&client.send("POST", "/api/transaction", Some(b"")));
        let promoted = client.send("POST", "/api/cluster/promote", Some(b""));
        assert_eq!(
            promoted.json["body"]["roles"][0], "central-management",
            "{profile}"
        );
        let state = client.get("/api/transaction").json;
        // The change list is asked for where `meta.changes` is.
        let list = state["meta"]["changes"].as_str().map(str::to_owned);
        let changes = client.get(&list.expect("changes")).json["changes"].clone();
        assert_eq!(changes.as_array().unwrap().len(), 1);
        succeeds(&client.put("/api/transaction", r#"{"status":"commit"}"#));
        assert_eq!(client.get("/api/cluster/status").status, 200);

        // A support bundle: POST, poll, download, DELETE.
        let made = client.send("POST", "/api/troubleshooting/support-bundle", Some(b""));
        let bundle = format!(
            "/api/troubleshooting/support-bundle/{}",
            made.json["key"].as_str().unwrap()
        );
        client.desk.wait_seconds(10);
        assert_eq!(client.get(&bundle).json["body"]["status"], "finished");
        succeeds(&client.get(&format!("{bundle}/download")));
        succeeds(&client.send("DELETE", &bundle, None));
        // Clear-SafeguardSpsTransaction with nothing open is an error with type and message.
        let cleared = client.send("DELETE", "/api/transaction", None).json;
        assert!(cleared["error"]["type"].is_string() && cleared["error"]["message"].is_string());
    }
}
