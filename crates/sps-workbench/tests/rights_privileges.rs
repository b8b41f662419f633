//! Which area and privilege a path belongs to (product F16, D9).

use sps_workbench::rights::{Access, Area, area_of, privilege_of};

#[test]
fn the_privilege_of_a_path_is_named_as_on_the_web_ui_where_the_documents_name_one() {
    for (path, area, privilege) in [
        (
            "/api/configuration/rdp/connections",
            Area::Rdp,
            Some("RDP Control / Connections"),
        ),
        (
            "/api/configuration/ica/connections/-5",
            Area::Ica,
            Some("ICA Control / Connections"),
        ),
        (
            "/api/configuration/ssh/channel_policies",
            Area::Ssh,
            Some("SSH Control / Channel Policies"),
        ),
        ("/api/configuration/ssh", Area::Ssh, Some("SSH Control")),
        (
            "/api/configuration/ssh/connectionsX",
            Area::Ssh,
            Some("SSH Control"),
        ),
        (
            "/api/configuration/aaa/settings",
            Area::UsersAndAccess,
            Some("Users & Access Control / Settings"),
        ),
        (
            "/api/configuration/aaa/",
            Area::UsersAndAccess,
            Some("Users & Access Control"),
        ),
        (
            "/api/configuration/aaa/local_database/users/91a",
            Area::UsersAndAccess,
            Some("Users & Access Control / Local Users"),
        ),
        (
            "/api/configuration/management/accounting",
            Area::UsersAndAccess,
            Some("Users & Access Control / Settings"),
        ),
        (
            "/api/configuration/management/email",
            Area::BasicSettings,
            Some("Basic Settings / Management"),
        ),
        (
            "/api/configuration/datetime/timezone",
            Area::BasicSettings,
            Some("Basic Settings / Date & Time"),
        ),
        (
            "/api/configuration/policies/time_policies/-100",
            Area::Policies,
            Some("Policies"),
        ),
        ("/api/configuration/passwords", Area::Other, None),
        ("/api/configuration/something_new", Area::Other, None),
        ("/api/configuration", Area::Everything, None),
        ("/api", Area::Everything, Some("REST server")),
        (
            "/api/transaction/changes",
            Area::Transaction,
            Some("REST server"),
        ),
        ("/api/user/api_keys", Area::OwnAccount, Some("REST server")),
        ("/api/user_info", Area::OwnAccount, Some("REST server")),
        ("/api/audit/sessions", Area::Search, Some("Search")),
        ("/api/info", Area::Appliance, None),
        ("/api/x-configuration/x-ssh", Area::Other, None),
        ("/apiary", Area::Other, None),
        ("", Area::Other, None),
    ] {
        assert_eq!(area_of(path), area, "{path}");
        let named = privilege_of(path).map(|privilege| privilege.to_string());
        assert_eq!(named.as_deref(), privilege, "{path}");
    }
    for (verb, access) in [
        ("GET", Access::Read),
        ("get", Access::Read),
        ("PUT", Access::ReadAndWrite),
        ("POST", Access::ReadAndWrite),
        ("DELETE", Access::ReadAndWrite),
    ] {
        assert_eq!(Access::for_verb(verb), access, "{verb}");
    }
}
