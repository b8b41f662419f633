//! Replay of SafeguardJava (`sps-api.md` §15.1).

use sps_appliance::{Profile, Switches};

use crate::client::{BASIC, Client, succeeds};
use crate::desk::Desk;

#[test]
fn replay_of_safeguard_java() {
    for profile in Profile::ALL {
        let mut switches = Switches::of(profile);
        // It signs in only after a challenge.
        switches
            .set("login.missing_credentials_status", "401")
            .unwrap();
        let mut desk = Desk::with(switches);
        let mut client = Client::new(
            &mut desk,
            &[
                ("accept", "application/json"),
                ("content-type", "application/json"),
                ("user-agent", "Apache-HttpClient/4.5.13 (Java/17.0.1)"),
                ("accept-encoding", "gzip, x-gzip, deflate"),
            ],
        );
        let challenge = client.get("/api/authentication");
        assert_eq!(challenge.status, 401);
        assert!(
            challenge
                .header("www-authenticate")
                .unwrap()
                .starts_with("Basic realm=")
        );
        client.headers.push(("authorization", BASIC.to_owned()));
        let welcome = client.get("/api/authentication");
        succeeds(&welcome);
        client.headers.pop();
        client.keep_cookie(&welcome);

        succeeds(&client.send("POST", "/api/transaction", Some(b"{}")));
        let settings = client.get("/api/configuration/aaa/settings").json;
        let payload = settings
            .get("body")
            .or_else(|| settings.get("settings"))
            .unwrap();
        succeeds(&client.put("/api/configuration/aaa/settings", &payload.to_string()));
        succeeds(&client.put("/api/transaction", r#"{"status":"commit"}"#));
        succeeds(&client.send("POST", "/api/transaction", Some(b"{}")));
        // DELETE with a JSON content type and no body.
        succeeds(&client.send("DELETE", "/api/transaction", None));

        // What its live test suite wants.
        assert!(!client.get("/api/configuration/management/email").json["body"].is_null());
        let slots = client.get("/api/firmware/slots");
        assert!(slots.json["items"][0]["body"]["version"].is_string());
        assert!(client.get("/api/no/such/path").json["error"]["type"].is_string());

        // é as one byte: ISO-8859-1 without a charset.
        succeeds(&client.send("POST", "/api/transaction", Some(b"{}")));
        let mut naming = client.get("/api/configuration/network/naming").json["body"].clone();
        naming["nickname"] = "caf?".into();
        let mut latin = naming.to_string().into_bytes();
        let place = latin.iter().position(|byte| *byte == b'?').unwrap();
        latin[place] = 0xE9;
        let refused = client.send("PUT", "/api/configuration/network/naming", Some(&latin));
        assert_eq!(refused.status, 400, "{profile}");

        // Trail and uploads.
        let found = client
            .get("/api/audit/sessions?q=verdict:ACCEPT&limit=1")
            .json;
        let id = found["items"][0]["key"].as_str().unwrap().to_owned();
        let trail = client.get(&format!("/api/audit/sessions/{id}/audit_trail"));
        assert_eq!(
            trail.header("content-type"),
            Some("application/octet-stream")
        );
        let form = b"--x\r\nContent-Disposition: form-data; name=\"firmware\"\r\n\r\n\r\n--x--";
        let refused = client.send("POST", "/api/upload/firmware", Some(form));
        assert_eq!(
            (refused.status, refused.error_type()),
            (400, "SyntacticError")
        );
        client.headers[1].1 = "application/octet-stream".to_owned();
        succeeds(&client.send("POST", "/api/upload/firmware", Some(b"image")));
    }
}
