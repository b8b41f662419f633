//! The appliance's names and versions.

use http::Method;

use crate::client::Client;
use crate::envelope::{payload, text};
use crate::error::Error;
use crate::places::Place;
use crate::request::About;
use crate::transport::Transport;

/// What the appliance says about itself (`sps-api.md` §11). Without a session it tells less.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplianceInfo {
    /// The host name, without the domain.
    pub hostname: Option<String>,
    /// The domain.
    pub domainname: Option<String>,
    /// The name its administrators gave it.
    pub nickname: Option<String>,
    /// The version in figures, such as `5.7.0`.
    pub firmware_version: Option<String>,
    /// The version as it is sold, such as `5 F7`.
    pub version: Option<String>,
}

impl ApplianceInfo {
    /// The name to show: the nickname, else `hostname.domainname`, else the host name.
    ///
    /// ```
    /// use sps_client::ApplianceInfo;
    ///
    /// let info = ApplianceInfo {
    ///     hostname: Some("sps1".to_owned()),
    ///     domainname: Some("example.org".to_owned()),
    ///     ..ApplianceInfo::default()
    /// };
    /// assert_eq!(info.display_name().as_deref(), Some("sps1.example.org"));
    /// ```
    #[must_use]
    pub fn display_name(&self) -> Option<String> {
        let filled = |name: &Option<String>| name.clone().filter(|name| !name.is_empty());
        filled(&self.nickname).or_else(|| {
            let hostname = filled(&self.hostname)?;
            Some(match filled(&self.domainname) {
                Some(domainname) => format!("{hostname}.{domainname}"),
                None => hostname,
            })
        })
    }
}

impl<T: Transport> Client<T> {
    /// The appliance's names and versions, from `/api/info`.
    ///
    /// # Errors
    /// What the appliance answered.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"about_info","body":{"hostname":"sps1","firmware_version":"8.0.0"}}"#]);
    /// let info = client.appliance().await?;
    /// assert_eq!(info.display_name().as_deref(), Some("sps1"));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn appliance(&self) -> Result<ApplianceInfo, Error> {
        let mut reply = self
            .exchange_at(Place::Info, Method::GET, None, About::Content)
            .await?;
        let members = reply.members();
        let info = payload(&members, "about_info");
        Ok(ApplianceInfo {
            hostname: text(info, "hostname"),
            domainname: text(info, "domainname"),
            nickname: text(info, "nickname"),
            firmware_version: text(info, "firmware_version"),
            version: text(info, "version"),
        })
    }
}
