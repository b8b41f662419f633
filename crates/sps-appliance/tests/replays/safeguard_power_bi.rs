//! Replay of SafeguardPowerBI (§15.4).

use serde_json::Value;
use sps_appliance::{Profile, Switches};

use crate::client::{BASIC, Client};
use crate::desk::Desk;

#[test]
fn replay_of_safeguard_power_bi() {
    for profile in [Profile::V7_5, Profile::V8_0] {
        let mut desk = Desk::with(Switches::of(profile));
        let mut client = Client::new(
            &mut desk,
            &[("accept", "*/*"), ("user-agent", "Microsoft.Data.Mashup")],
        );
        client.headers.push(("authorization", BASIC.to_owned()));
        let sign_in = "/api/authentication?return=%2Fapi%2Fauthentication&login_method=local";
        let welcome = client.get(sign_in);
        assert_eq!(welcome.status, 200);
        assert!(welcome.json.is_object());
        client.headers.pop();
        client.keep_cookie(&welcome);

        let version = client.get("/api/info").json["body"]["firmware_version"].clone();
        assert!(version.as_str().unwrap().starts_with(profile.name()));
        let snapshot = client.get("/api/audit/sessions/_snapshot").json["body"]["snapshot"].clone();
        let query = format!(
            "fields=*&sort=-start_time&q=protocol:SSH&start=2025-02-01T00:00:00Z&end=2025-03-01T00:00:00Z&snapshot={}",
            snapshot.as_str().unwrap()
        );
        let mut rows = 0;
        let mut next = Some(format!("/api/audit/sessions?{query}&limit=25"));
        while let Some(path) = next {
            let page = client.get(&path);
            assert_eq!(page.status, 200, "{path}");
            let items = page.json["items"].as_array().unwrap();
            rows += items
                .iter()
                .filter(|item| item["body"]["user"]["name"].is_string())
                .count();
            next = page.json["meta"]["next"].as_str().map(str::to_owned);
        }
        let count = client.get(&format!("/api/audit/sessions/_count?{query}"));
        assert_eq!(count.json["count"], rows);
        assert!(rows > 25, "{rows}");
        // Its text for a vanished snapshot stands for a 404, the one for the quota for a 429.
        let gone = client.get("/api/audit/sessions?snapshot=gone");
        assert_eq!(gone.status, 404);
        assert_eq!(
            gone.json["meta"]["href"],
            Value::from("/api/audit/sessions")
        );
        let statuses: Vec<_> = (0..5)
            .map(|_| client.get("/api/audit/sessions/_snapshot").status)
            .collect();
        assert_eq!(statuses, [200, 200, 200, 200, 429]);
        assert_eq!(client.get("/api/audit/sessions?q=((").status, 400);
    }
}
