//! What went wrong between gateway and appliance, told apart so that a person can act (product M10).

use std::error::Error;
use std::io;

use http::StatusCode;
use rustls::CertificateError;

use crate::answer::Problem;

/// The appliance did not begin to answer in time.
pub(crate) fn timed_out() -> Problem {
    Problem::new(
        StatusCode::GATEWAY_TIMEOUT,
        "UpstreamTimeout",
        "The appliance did not answer in time. A write may have been carried out all the same.",
    )
}

/// The appliance answered with something that cannot be passed on.
pub(crate) fn unusable(reason: &'static str) -> Problem {
    Problem::new(
        StatusCode::BAD_GATEWAY,
        "UpstreamBroken",
        "The appliance's answer cannot be passed on.",
    )
    .because(reason)
}

/// Reads a failure of the HTTP client.
pub(crate) fn classify(error: &(dyn Error + 'static), while_connecting: bool) -> Problem {
    if let Some(tls) = tls_error(error) {
        return match tls {
            rustls::Error::InvalidCertificate(reason) => {
                Problem::new(StatusCode::BAD_GATEWAY, "UpstreamCert", "The gateway does not trust the appliance's certificate. Tell the gateway administrator.")
                    .because(format!("certificate refused: {reason}"))
                    .with("certificate", fault(reason))
            }
            other => Problem::new(StatusCode::BAD_GATEWAY, "UpstreamCert", "The gateway and the appliance cannot agree on an encrypted connection. Tell the gateway administrator.")
                .because(other.to_string()),
        };
    }
    if while_connecting {
        let reason =
            io_kind(error).map_or_else(|| "no connection".to_owned(), |kind| kind.to_string());
        return Problem::new(
            StatusCode::BAD_GATEWAY,
            "UpstreamDown",
            "The gateway runs, the appliance does not answer.",
        )
        .because(reason);
    }
    Problem::new(
        StatusCode::BAD_GATEWAY,
        "UpstreamBroken",
        "The appliance broke off before answering. A write may have been carried out all the same.",
    )
    .because(
        io_kind(error).map_or_else(|| "no complete answer".to_owned(), |kind| kind.to_string()),
    )
}

/// What is wrong with the certificate, in one word for `details.certificate`.
fn fault(reason: &CertificateError) -> &'static str {
    match reason {
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "name"
        }
        // Another authority of the same name has another key: its signature does not fit.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => "authority",
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => "expired",
        CertificateError::ApplicationVerificationFailure => "pin",
        _ => "other",
    }
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

fn tls_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    chain(error).find_map(|error| {
        error.downcast_ref::<rustls::Error>().or_else(|| {
            // An `io::Error` names the source of what it wraps, not what it wraps.
            let wrapped = error.downcast_ref::<io::Error>()?.get_ref()?;
            let wrapped: &(dyn Error + 'static) = wrapped;
            tls_error(wrapped)
        })
    })
}

fn io_kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    chain(error)
        .find_map(|error| error.downcast_ref::<io::Error>())
        .map(io::Error::kind)
}
