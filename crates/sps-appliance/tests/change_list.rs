//! The change list: `/api/transaction/changes`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::Desk;
use serde_json::json;

const WEB: &str = "/api/configuration/management/webinterface";
const TIMEZONE: &str = "/api/configuration/datetime/timezone";

#[test]
fn the_change_list_names_every_leaf_in_the_order_of_the_writes() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    assert!(desk.changes(&admin).is_empty());
    desk.put(&admin, WEB, &json!({ "timeout": 20 }));
    desk.put(&admin, TIMEZONE, &json!("UTC"));
    let trap = "/api/configuration/management/snmp/trap";
    desk.put(&admin, trap, &json!({ "enabled": false }));
    let changes = desk.changes(&admin);
    assert_eq!(
        changes[0],
        json!({ "type": "replace", "path": format!("{WEB}/timeout"), "old_value": 10, "new_value": 20 })
    );
    assert_eq!(changes[1]["path"], TIMEZONE);
    assert_eq!(changes[2]["path"], format!("{trap}/enabled"));
    assert_eq!(
        (&changes[3]["type"], &changes[3]["path"]),
        (&json!("delete"), &json!(format!("{trap}/version")))
    );
    assert_eq!(changes.len(), 4);
}

#[test]
fn a_change_that_is_taken_back_is_none() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    desk.put(&admin, WEB, &json!({ "timeout": 20 }));
    let back = desk.put(&admin, WEB, &json!({ "timeout": 10 }));
    assert!(back.json["meta"].get("changes").is_none());
    assert!(desk.changes(&admin).is_empty());
}

#[test]
fn a_moved_id_is_a_reorder() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let nic = "/api/configuration/network/nics/nic1";
    let mut body = desk.get(&admin, nic).json["body"].clone();
    body["interfaces"]["ff7574025754b3df1647001"]["addresses"]["@order"] = json!(["2", "1"]);
    assert_eq!(desk.put(&admin, nic, &body).status, 200);
    assert_eq!(
        desk.changes(&admin),
        [json!({
            "type": "reorder",
            "path": format!("{nic}/interfaces/ff7574025754b3df1647001/addresses"),
            "old_order": ["1", "2"],
            "new_order": ["2", "1"]
        })]
    );
}
