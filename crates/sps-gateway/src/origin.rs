//! The public origin: the one scheme, host and port under which people reach the gateway.

use std::net::IpAddr;

use http::Uri;
use http::uri::Authority;

use crate::start_error::StartError;

/// A checked and normalised origin: lower case, without the scheme's default port.
#[derive(Clone, Debug)]
pub(crate) struct PublicOrigin {
    text: String,
    https: bool,
    host: String,
    port: u16,
}

impl PublicOrigin {
    /// The default for a gateway that nobody named: `localhost` with the port listened on.
    pub(crate) fn localhost(https: bool, port: u16) -> Self {
        Self::new(https, "localhost".to_owned(), port)
    }

    /// Reads what the administrator gave.
    ///
    /// # Errors
    /// When it is no bare http(s) origin, or plain HTTP to a host that is not this machine.
    pub(crate) fn parse(given: &str) -> Result<Self, StartError> {
        let refuse = |reason| StartError::PublicOrigin {
            given: given.to_owned(),
            reason,
        };
        let uri: Uri = given.parse().map_err(|_| refuse("it is not an address"))?;
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => {
                return Err(refuse(
                    "it must begin with https:// (or http:// on this machine)",
                ));
            }
        };
        let authority = uri.authority().ok_or_else(|| refuse("it names no host"))?;
        if uri.path() != "/" && !uri.path().is_empty() || uri.query().is_some() {
            return Err(refuse(
                "it must be scheme, host and port only, without a path",
            ));
        }
        let (host, port) =
            parts(authority, https).ok_or_else(|| refuse("host or port is not valid"))?;
        let origin = Self::new(https, host, port);
        if !https && !origin.is_this_machine() {
            return Err(refuse("plain http is accepted for localhost only"));
        }
        Ok(origin)
    }

    fn new(https: bool, host: String, port: u16) -> Self {
        let scheme = if https { "https" } else { "http" };
        let text = if port == default_port(https) {
            format!("{scheme}://{host}")
        } else {
            format!("{scheme}://{host}:{port}")
        };
        Self {
            text,
            https,
            host,
            port,
        }
    }

    /// The origin as browsers write it, such as `https://console.example.com`.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The host as a certificate names it: without the brackets of an IPv6 address.
    pub(crate) fn bare_host(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }

    /// The https origin of another port of the same host.
    pub(crate) fn at_port(&self, port: u16) -> Self {
        Self::new(true, self.host.clone(), port)
    }

    /// Whether browsers reach it over TLS.
    pub(crate) const fn is_https(&self) -> bool {
        self.https
    }

    /// Whether an `Origin` header names this origin.
    pub(crate) fn matches_origin(&self, header: &[u8]) -> bool {
        header.eq_ignore_ascii_case(self.text.as_bytes())
    }

    /// Whether a `Host` header (or HTTP/2 authority) names this origin's host and port.
    pub(crate) fn matches_host(&self, header: &[u8]) -> bool {
        let Ok(authority) = Authority::try_from(header) else {
            return false;
        };
        parts(&authority, self.https)
            .is_some_and(|(host, port)| host == self.host && port == self.port)
    }

    /// Whether HSTS makes sense: a name that others resolve, not an address and not this machine.
    pub(crate) fn is_real_name(&self) -> bool {
        self.host.contains('.') && ip(&self.host).is_none() && !self.is_this_machine()
    }

    fn is_this_machine(&self) -> bool {
        self.host == "localhost"
            || self.host.ends_with(".localhost")
            || ip(&self.host).is_some_and(|address| address.is_loopback())
    }
}

fn parts(authority: &Authority, https: bool) -> Option<(String, u16)> {
    let host = authority.host();
    // `user@host` never comes from a browser, and a trailing `:` or a port above 65535 has no `port_u16`.
    let rest = authority.as_str().strip_prefix(host)?;
    let port = match rest.strip_prefix(':') {
        None => default_port(https),
        Some(port) => port.parse().ok()?,
    };
    // The host goes into headers (CSP, logs): a host name or an address, nothing else an authority may hold.
    let plain = host.bytes().all(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'[' | b']' | b':')
    });
    (plain && !host.is_empty()).then(|| (host.to_ascii_lowercase(), port))
}

fn ip(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

const fn default_port(https: bool) -> u16 {
    if https { 443 } else { 80 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_normalised() {
        assert_eq!(
            PublicOrigin::parse("https://Console.Example.com:443/")
                .unwrap()
                .as_str(),
            "https://console.example.com"
        );
        assert_eq!(
            PublicOrigin::parse("http://[::1]:8080").unwrap().as_str(),
            "http://[::1]:8080"
        );
        for bad in [
            "console",
            "ftp://x",
            "https://x/console",
            "https://u@x",
            "http://console.example.com",
            "https://x:",
            "https://x:99999",
            "https://a;b",
        ] {
            assert!(PublicOrigin::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn hosts_are_compared_with_their_port() {
        let origin = PublicOrigin::parse("https://console.example.com").unwrap();
        for good in ["console.example.com", "CONSOLE.example.com:443"] {
            assert!(origin.matches_host(good.as_bytes()), "{good}");
        }
        for bad in [
            "console.example.com:8443",
            "evil.example.com",
            "console.example.com.",
            "",
            "a@console.example.com",
        ] {
            assert!(!origin.matches_host(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn hsts_is_for_real_names() {
        assert!(
            PublicOrigin::parse("https://console.example.com")
                .unwrap()
                .is_real_name()
        );
        for local in [
            "https://localhost:8443",
            "https://10.0.0.1",
            "https://[::1]",
            "https://console",
            "https://a.localhost",
        ] {
            assert!(
                !PublicOrigin::parse(local).unwrap().is_real_name(),
                "{local}"
            );
        }
    }
}
