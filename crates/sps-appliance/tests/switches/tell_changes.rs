//! Probes of the change list.

use serde_json::json;

use crate::Probe;
use crate::requests::{PASSWORDS, TIMEZONE, WEB, text};

pub const PROBES: &[Probe] = &[
    Probe {
        name: "changes.granularity",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.put(&admin, WEB, &json!({ "timeout": 20 }));
            let entry = desk.changes(&admin)[0].clone();
            let place = text(&entry["path"]).rsplit('/').next().unwrap().to_owned();
            format!("{place} {}", entry["new_value"])
        },
        expected: &[
            ("leaf", "timeout 20"),
            ("object", r#"webinterface {"timeout":20}"#),
        ],
    },
    Probe {
        name: "changes.path",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.put(&admin, WEB, &json!({ "timeout": 20 }));
            text(&desk.changes(&admin)[0]["path"]).to_owned()
        },
        expected: &[
            (
                "absolute",
                "/api/configuration/management/webinterface/timeout",
            ),
            ("relative", "management/webinterface/timeout"),
            ("hash", "/api/configuration/management/webinterface#timeout"),
        ],
    },
    Probe {
        name: "changes.secrets",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.post(&admin, PASSWORDS, &json!({ "plain": "correct horse" }));
            let entry = desk.changes(&admin)[0].clone();
            assert!(!entry.to_string().contains("correct horse"));
            let shown = text(&entry["new_value"]["plain"]);
            // A digest: `<key>$<64 hex digits>`.
            shown
                .split('$')
                .map(|part| part.len().to_string() + ".")
                .collect()
        },
        expected: &[("masked", "8."), ("omitted", "1."), ("shown", "36.64.")],
    },
    Probe {
        name: "changes.order",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.put(&admin, WEB, &json!({ "timeout": 20 }));
            desk.put(&admin, TIMEZONE, &json!("UTC"));
            let entries = desk.changes(&admin);
            let names = entries.iter().map(|entry| text(&entry["path"]));
            names
                .map(|path| path.split('/').nth(3).unwrap())
                .collect::<Vec<_>>()
                .join(" ")
        },
        expected: &[
            ("as_made", "management datetime"),
            ("by_path", "datetime management"),
        ],
    },
];
