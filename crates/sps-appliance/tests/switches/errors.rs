//! Probes of errors.

use serde_json::json;

use crate::Probe;
use crate::desk::Answer;
use crate::requests::{TIME_POLICIES, TRANSACTION, WEB, members, status_and_type};

const NOWHERE: &str = "/api/configuration/no/such/path";

pub const PROBES: &[Probe] = &[
    Probe {
        name: "error.lock",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.put(&admin, WEB, &json!({ "timeout": 20 }));
            assert!(desk.appliance_mut().take_web_lock("second-admin"));
            let refused = desk.commit(&admin);
            desk.appliance_mut().release_web_lock();
            assert_eq!(desk.commit(&admin).status, 200);
            format!("{} {}", status_and_type(&refused), members(&refused.json))
        },
        expected: &[
            ("409", "409 ConfigurationLocked error,meta"),
            ("403", "403 ConfigurationLocked error,meta"),
            ("423", "423 ConfigurationLocked error,meta"),
            ("400", "400 ConfigurationLocked error,meta"),
            ("other_name", "409 LockedByAnotherUser error,meta"),
            ("no_error", "409  meta"),
        ],
    },
    Probe {
        name: "error.merge",
        with: &[],
        observe: |desk| {
            let (first, second) = (desk.sign_in("admin"), desk.sign_in("operator"));
            desk.put(&first, WEB, &json!({ "timeout": 20 }));
            desk.put(&second, WEB, &json!({ "timeout": 30 }));
            desk.commit(&second);
            status_and_type(&desk.commit(&first))
        },
        expected: &[
            ("409", "409 MergeConflict"),
            ("400", "400 SemanticError"),
            ("other_name", "409 TransactionConflict"),
        ],
    },
    Probe {
        name: "error.message_missing",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let accounting = "/api/configuration/management/accounting";
            desk.put(&admin, accounting, &json!({ "require_commitlog": true }));
            desk.commit(&admin);
            desk.put(&admin, WEB, &json!({ "timeout": 20 }));
            status_and_type(&desk.put(&admin, TRANSACTION, &json!({ "status": "commit" })))
        },
        expected: &[
            ("400", "400 CommitMessageRequired"),
            ("semantic", "400 SemanticError"),
            ("403", "403 CommitMessageRequired"),
        ],
    },
    Probe {
        name: "error.no_transaction",
        with: &[("tx.implicit_open", "off")],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            status_and_type(&desk.put(&admin, WEB, &json!({ "timeout": 20 })))
        },
        expected: &[
            ("403", "403 NoTransaction"),
            ("400", "400 NoTransaction"),
            ("404", "404 NoTransaction"),
            ("409", "409 NoTransaction"),
        ],
    },
    Probe {
        name: "error.missing_object",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            status_and_type(&desk.get(&admin, &format!("{TIME_POLICIES}/nosuch")))
        },
        expected: &[
            ("NotFound", "404 NotFound"),
            ("NodeNotFound", "404 NodeNotFound"),
        ],
    },
    Probe {
        name: "error.details",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let refused = desk.put(&admin, WEB, &json!({ "timeout": -1 }));
            let missing = desk.get(&admin, NOWHERE);
            let details = |answer: &Answer| members(&answer.json["error"]["details"]);
            format!("{} {}", details(&missing), details(&refused))
        },
        expected: &[
            ("path", "path property,value,reason"),
            ("property", "property,value,reason property,value,reason"),
            ("errors", "errors errors"),
            ("deep", "response response"),
            ("missing", "- -"),
        ],
    },
    Probe {
        name: "error.body",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let answer = desk.get(&admin, NOWHERE);
            let kind = answer.header("content-type").unwrap_or("-").to_owned();
            let is_json = answer.json.is_object();
            format!(
                "{} {kind} {is_json} {}",
                answer.status,
                answer.text.is_empty()
            )
        },
        expected: &[
            ("json", "404 application/json true false"),
            ("empty", "404 text/plain false true"),
            ("html", "404 text/html false false"),
            ("truncated", "404 application/json false false"),
        ],
    },
];
