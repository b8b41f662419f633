//! Replay of SafeguardDotNet (§15.3).

use sps_appliance::{Profile, Switches};

use crate::client::{BASIC, Client, succeeds};
use crate::desk::Desk;

#[test]
fn replay_of_safeguard_dot_net() {
    for profile in Profile::ALL {
        let mut desk = Desk::with(Switches::of(profile));
        // Basic and cookies on all requests, JSON with a charset.
        let mut client = Client::new(
            &mut desk,
            &[
                ("authorization", BASIC),
                ("content-type", "application/json; charset=utf-8"),
            ],
        );
        let welcome = client.get("/api/authentication");
        succeeds(&welcome);
        client.keep_cookie(&welcome);
        succeeds(&client.send("POST", "/api/transaction", Some(b"")));
        let ssh = client.get("/api/configuration/local_services/ssh").json["body"].clone();
        assert!(
            ssh["listen"][0]["address"]["key"]
                .as_str()
                .unwrap()
                .starts_with("nic1.")
        );
        let email = client.get("/api/configuration/management/email").json["body"].clone();
        let mut changed = email.clone();
        changed["admin_address"] = "öffice@example.org".into();
        succeeds(&client.put("/api/configuration/management/email", &changed.to_string()));
        // The empty PUT of a public sample is no commit (switch `tx.commit_empty_put`).
        assert_eq!(
            client.send("PUT", "/api/transaction", Some(b"")).status,
            400
        );
        succeeds(&client.put("/api/transaction", r#"{"status":"commit"}"#));
        assert_eq!(
            client.get("/api/configuration/management/email").json["body"],
            changed
        );
        // Streaming signs in anew, and a download accepts only 200.
        client.headers.pop();
        let again = client.get("/api/authentication");
        client.keep_cookie(&again);
        client.headers[1].1 = "application/octet-stream".to_owned();
        succeeds(&client.send("POST", "/api/upload/firmware", Some(b"image")));
    }
}
