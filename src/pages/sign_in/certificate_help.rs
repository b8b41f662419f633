//! What the other window may show, which this page cannot see (product.md M2.5).

use leptos::prelude::*;

use crate::{
    messages::Msg,
    ui::{element, words},
};

/// A sentence for each way in which it does not work, with what to do then.
pub fn when_it_did_not_work(is_open: bool) -> AnyView {
    let sentences = [
        Msg::CertificateNoneChosen,
        Msg::CertificateUnknownAuthority,
        Msg::CertificateNoAnswer,
        Msg::CertificateFallback,
        Msg::CertificateWarning,
    ];
    element("DETAILS")
        .attr("class", "certificate-help")
        .flag("open", is_open)
        .child(words("SUMMARY", Msg::CertificateRefused))
        .child(element("UL").children(sentences.map(|sentence| words("LI", sentence))))
        .child(words("P", Msg::CertificateStays))
        .view()
}
