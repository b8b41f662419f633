//! Why nobody is signed in with a certificate (product.md M2.5).

use leptos::prelude::*;
use sps_workbench::sign_in::CertificateSeen;

use super::password_answer::line;
use crate::{
    messages::{Msg, text},
    ui::{element, together, words},
};

/// The sentence for what the gateway saw, with what to do then.
pub fn why_it_did_not_work(seen: CertificateSeen) -> AnyView {
    together(vec![
        line(text(sentence(seen)).to_owned()),
        words("P", Msg::CertificateStays)
            .attr("class", "help")
            .view(),
    ])
}

/// All sentences, where the gateway saw nothing: several people may stand behind one address.
pub fn when_it_did_not_work(is_open: bool) -> AnyView {
    let sentences = [
        CertificateSeen::NoCertificate,
        CertificateSeen::Refused,
        CertificateSeen::NoAnswer,
        CertificateSeen::Accepted,
        CertificateSeen::BrowserLeft,
    ];
    element("DETAILS")
        .attr("class", "certificate-help")
        .flag("open", is_open)
        .child(words("SUMMARY", Msg::CertificateRefused))
        .child(element("UL").children(sentences.map(|seen| words("LI", sentence(seen)))))
        .child(words("P", Msg::CertificateStays))
        .view()
}

fn sentence(seen: CertificateSeen) -> Msg {
    match seen {
        CertificateSeen::NoCertificate => Msg::CertificateNoneChosen,
        CertificateSeen::Refused => Msg::CertificateUnknownAuthority,
        CertificateSeen::NoAnswer => Msg::CertificateNoAnswer,
        CertificateSeen::Accepted => Msg::CertificateFallback,
        CertificateSeen::BrowserLeft => Msg::CertificateWarning,
    }
}
