//! The appliance cannot be reached, or takes long, or the console was replaced (product.md M10).

use leptos::prelude::*;
use sps_workbench::session::Trouble;

use crate::{
    kept::use_kept,
    messages::{Msg, text, text_with},
    reactive::whether,
    state::{Slow, use_console},
    ui::{
        Tone, actions, banner, button, connection_test, live, nothing, p, show, span, together,
        words,
    },
};

/// The banners of the connection, each there only when it has something to say; the news of another version may be put off.
pub fn connection_banner(is_later: RwSignal<bool>) -> AnyView {
    together(vec![offline(), slow(), new_version(is_later)])
}

fn offline() -> AnyView {
    let console = use_console();
    let trouble = move || console.connection.with(|connection| connection.trouble());
    show(
        move || trouble().is_some(),
        move || {
            let cause = Memo::new(move |_| trouble());
            // The countdown is for eyes only; that the connection is lost was said by the banner.
            let countdown = span("muted")
                .attr("aria-hidden", "true")
                .live_words(move || {
                    if console.trying.get() {
                        return text(Msg::TryingNow).to_owned();
                    }
                    let now = console.now.get();
                    let left_ms = console
                        .connection
                        .with(|connection| connection.pause_left_ms(now));
                    let seconds = (left_ms / 1000.0 + 0.999) as u32;
                    text_with(Msg::NextTryIn, &[("count", &seconds.to_string())])
                });
            let told = p("")
                .child(words("STRONG", Msg::Offline))
                .words(" ")
                .live_words(move || cause.get().map_or_else(String::new, explained));
            let [test, result] = connection_test();
            let choices = actions(vec![
                button("", Msg::TryNow, move |_| console.try_connection_now()),
                test,
                countdown,
            ]);
            banner(Tone::Warning, vec![told.view(), choices.view()])
                .child(result)
                .view()
        },
    )
}

/// What is wrong, in words.
pub fn explained(trouble: Trouble) -> String {
    text(match trouble {
        Trouble::Offline => Msg::OfflineBrowser,
        Trouble::Gateway => Msg::OfflineGateway,
        Trouble::Appliance => Msg::OfflineAppliance,
        Trouble::Certificate => Msg::OfflineCertificate,
        Trouble::NotTheApi => Msg::OfflineNotTheApi,
    })
    .to_owned()
}

fn slow() -> AnyView {
    let console = use_console();
    let is_lost = whether(move || {
        console
            .connection
            .with(|connection| connection.trouble().is_some())
    });
    live(move || match console.slow.get() {
        _ if is_lost.get() => nothing(),
        Slow::No => nothing(),
        Slow::Read => {
            let cancel = button("", Msg::CancelWaiting, move |_| console.cancel_reads());
            let told = words("P", Msg::StillWaiting);
            banner(Tone::Info, vec![told.view(), actions(vec![cancel]).view()]).view()
        }
        Slow::Write => banner(Tone::Info, vec![words("P", Msg::StillWaitingWrite).view()]).view(),
    })
}

fn new_version(is_later: RwSignal<bool>) -> AnyView {
    let console = use_console();
    let kept = use_kept();
    show(
        move || console.new_version.get() && !is_later.get(),
        move || {
            let told = p("")
                .child(words("STRONG", Msg::NewVersion))
                .words(" ")
                .live_text(move || {
                    if kept.survives_reload() {
                        Msg::NewVersionHelp
                    } else {
                        Msg::NewVersionHelpMemory
                    }
                });
            let choices = actions(vec![
                button("", Msg::Reload, |_| {
                    // Where the page may not be loaded anew the person stays on the old version, which works.
                    window().location().reload().unwrap_or_default();
                }),
                button("quiet", Msg::Later, move |_| is_later.set(true)),
            ]);
            banner(Tone::Info, vec![told.view(), choices.view()]).view()
        },
    )
}
