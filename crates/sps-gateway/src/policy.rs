//! The security headers of every answer (security guide §7 and §8).

use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};

use crate::location::is_api;
use crate::origin::PublicOrigin;

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
const REPORTING: HeaderName = HeaderName::from_static("reporting-endpoints");

/// An HTML error page of the appliance that somebody opens directly can run and load nothing.
const API_CSP: HeaderValue =
    HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");

/// The headers of one gateway; they depend on its public origin alone.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    console_csp: HeaderValue,
    https: bool,
    hsts: bool,
}

impl Policy {
    /// `None` only if the origin's text were no header value, which a checked origin always is.
    pub(crate) fn of(origin: &PublicOrigin) -> Option<Self> {
        // Chromium accepts report endpoints from https pages only, and with `report-to` in the policy it leaves
        // `report-uri` alone: on plain HTTP the two together would lose every report (tested, Chromium 156).
        let report_to = if origin.is_https() {
            "; report-to csp"
        } else {
            ""
        };
        let csp = format!(
            "default-src 'none'; script-src {}/console/ 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
             connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; \
             frame-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default; \
             report-uri /console/gw/csp-report{report_to}",
            origin.as_str()
        );
        let https = origin.is_https();
        Some(Self {
            console_csp: HeaderValue::try_from(csp).ok()?,
            https,
            hsts: https && origin.is_real_name(),
        })
    }

    /// Sets the headers that every answer on `path` must have, over whatever the answer brought.
    pub(crate) fn apply(&self, path: &str, headers: &mut HeaderMap) {
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        headers.insert(CORP, HeaderValue::from_static("same-origin"));
        headers.insert(
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        );
        if self.hsts {
            headers.insert(
                header::STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static("max-age=31536000; includeSubDomains"),
            );
        }
        if is_api(path) {
            headers.insert(header::CONTENT_SECURITY_POLICY, API_CSP);
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            return;
        }
        headers.insert(header::CONTENT_SECURITY_POLICY, self.console_csp.clone());
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        headers.insert(COOP, HeaderValue::from_static("same-origin"));
        headers.insert(
            PERMISSIONS,
            HeaderValue::from_static(
                "clipboard-write=(self), clipboard-read=(), camera=(), microphone=(), geolocation=(), usb=(), payment=(), display-capture=()",
            ),
        );
        if self.https {
            headers.insert(
                REPORTING,
                HeaderValue::from_static("csp=\"/console/gw/csp-report\""),
            );
        }
    }
}
