//! Probes of what lies outside of the configuration: searches and uploads.

use crate::Probe;
use crate::requests::{send, statuses};

const SEARCH: &str = "/api/audit/sessions";

pub const PROBES: &[Probe] = &[
    Probe {
        name: "search.snapshot",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let mut status = |name: &str| desk.get(&admin, &format!("{SEARCH}{name}"));
            statuses(&[&status(""), &status("/_snapshot"), &status("/_count")])
        },
        expected: &[("on", "200 200 200"), ("off", "200 404 404")],
    },
    Probe {
        name: "search.quota",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let opened = (0..10)
                .take_while(|_| desk.get(&admin, &format!("{SEARCH}/_snapshot")).status == 200)
                .count();
            let refused = desk.get(&admin, &format!("{SEARCH}/_snapshot"));
            format!("{opened} {}", refused.status)
        },
        expected: &[("5", "5 429"), ("0", "0 429")],
    },
    Probe {
        name: "audit.users",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.get(&admin, "/api/audit/users").status.to_string()
        },
        expected: &[("on", "200"), ("off", "404")],
    },
    Probe {
        name: "upload.multipart_as_json",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let headers = [
                ("cookie", admin.0.as_str()),
                ("content-type", "application/json"),
            ];
            let body = b"--b\r\nContent-Disposition: form-data; name=\"firmware\"; filename=\"f.iso\"\r\n\r\nISO\r\n--b--\r\n";
            let sent = send(desk, "POST", "/api/upload/firmware", &headers, body);
            (sent.status < 300).to_string()
        },
        expected: &[("400", "false"), ("tolerated", "true")],
    },
];
