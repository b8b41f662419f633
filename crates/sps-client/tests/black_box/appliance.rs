//! The appliance's names and versions.

use pollster::block_on;
use sps_client::ApplianceInfo;

use crate::script::{client, ok};

#[test]
fn info_is_read_from_body_from_its_name_and_flat() {
    let members = r#""hostname":"sps","domainname":"example.com","nickname":"","firmware_version":"8.0.0","version":"8 LTS""#;
    let shapes = [
        format!(r#"{{"body":{{{members}}},"key":"about_info","meta":{{}}}}"#),
        format!(r#"{{"about_info":{{{members}}},"key":"about_info","meta":{{}}}}"#),
        format!(r#"{{"about_info":{{{members}}},"meta":{{}}}}"#),
        format!(r#"{{{members},"meta":{{}}}}"#),
    ];
    for shape in shapes {
        let info = block_on(client([ok(&shape)]).appliance()).unwrap();
        assert_eq!(info.firmware_version.as_deref(), Some("8.0.0"), "{shape}");
        assert_eq!(info.version.as_deref(), Some("8 LTS"), "{shape}");
        assert_eq!(info.display_name().as_deref(), Some("sps.example.com"));
    }
}

#[test]
fn the_nickname_comes_first_and_nothing_is_made_up() {
    let text = |text: &str| Some(text.to_owned());
    let mut info = ApplianceInfo {
        nickname: text("Vault"),
        hostname: text("sps"),
        domainname: text(""),
        ..ApplianceInfo::default()
    };
    assert_eq!(info.display_name(), text("Vault"));
    info.nickname = None;
    assert_eq!(info.display_name(), text("sps"));
    info.hostname = None;
    assert_eq!(info.display_name(), None);
}
