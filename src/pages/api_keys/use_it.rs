//! How a program uses the key: lines that are ready to run and never hold the value (M4.7, Q8).

use leptos::prelude::*;
use sps_client::ApplianceInfo;

use crate::{
    messages::Msg,
    state::Console,
    ui::{element, live, p, together, words},
};

/// Reads the value without echo, so that it is in no command and no history.
const VARIABLE: &str = "read -rs SPS_TOKEN && export SPS_TOKEN";
/// The vendor's guides, version by version.
const GUIDE: &str = "https://support.oneidentity.com/one-identity-safeguard-for-privileged-sessions/technical-documents";

/// A disclosure with the variable, and the request where the deployment knows the header.
pub fn use_it(console: Console) -> AnyView {
    let line = |code: String| {
        element("PRE")
            .untranslated()
            .attr("tabindex", "0")
            .child(element("CODE").words(code))
    };
    let request = live(move || {
        let header = console.gateway.with(|info| info.api_key_header.clone());
        // Before the appliance told its name there is none to write.
        let host = console
            .appliance
            .with(|info| info.as_ref().and_then(ApplianceInfo::display_name));
        match header {
            Some(header) => together(vec![
                words("P", Msg::UseItCurl).view(),
                line(curl_line(&header, host.as_deref().unwrap_or("$SPS_HOST"))).view(),
            ]),
            None => together(vec![
                words("P", Msg::UseItUnknown).view(),
                p("")
                    .child(
                        words("A", Msg::VendorGuide)
                            .attr("href", GUIDE)
                            .attr("target", "_blank")
                            .attr("rel", "external noopener noreferrer"),
                    )
                    .view(),
            ]),
        }
    });
    element("DETAILS")
        .attr("class", "use-it")
        .child(words("SUMMARY", Msg::UseIt))
        .child(words("P", Msg::UseItVariable))
        .child(line(VARIABLE.to_owned()))
        .child(request)
        .view()
}

/// A request with the placeholder. `header` is the part before the value; a bare name gets its colon.
fn curl_line(header: &str, appliance: &str) -> String {
    let colon = if header.contains(':') { "" } else { ":" };
    format!("curl --header \"{header}{colon} $SPS_TOKEN\" https://{appliance}/api/user_info")
}
