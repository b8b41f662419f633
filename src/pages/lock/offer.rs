//! The lock is free: asked, never done by itself (M8.4). Said once, politely; the focus stays where it is.

use leptos::prelude::*;

use super::{
    telling::{offer, offer_button},
    watch::{LockWatch, Phase, Purpose},
};
use crate::{
    messages::{Msg, text},
    reactive::whether,
    state::use_console,
    ui::{Element, Shape, button, div, element, icon, nothing, p, show, together},
};

/// The question and the button in the card; `is_sure` if the lock was seen free.
pub fn offered(
    watch: LockWatch,
    purpose: Purpose,
    again: Option<Callback<()>>,
    is_sure: bool,
) -> AnyView {
    let console = use_console();
    let question = element("P").child(
        element("STRONG").live_words(move || offer(purpose, console.pending_count(), is_sure)),
    );
    let go = again.map(|again| {
        element("BUTTON")
            .attr("type", "button")
            .attr("class", "primary")
            .on("click", move |_| {
                watch.forget();
                again.run(());
            })
            .live_words(move || offer_button(purpose, console.pending_count()))
    });
    let close = button("", Msg::LockNotNow, move |_| watch.forget());
    together(vec![
        question.view(),
        div("actions").maybe(go).child(close).view(),
    ])
}

/// What every screen says of it: the one announcement, and where no card shows it, the way back.
pub fn banner() -> AnyView {
    let console = use_console();
    let watch = LockWatch::here();
    let phase = Memo::new(move |_| match watch.phase.get() {
        Phase::Free => Some(true),
        Phase::Over => Some(false),
        _ => None,
    });
    let question = move || {
        let is_sure = phase.get()?;
        watch.case.with(|case| {
            let purpose = case.as_ref()?.purpose;
            Some(offer(purpose, untrack(|| console.pending_count()), is_sure))
        })
    };
    let announced = p("sr")
        .attr("role", "status")
        .live_words(move || question().unwrap_or_default());
    let is_elsewhere = whether(move || phase.get().is_some() && watch.shown.get() == 0);
    let banner = show(
        move || is_elsewhere.get(),
        move || {
            let Some(href) = watch
                .case
                .with_untracked(|case| case.as_ref().map(|case| case.href.clone()))
            else {
                return nothing();
            };
            let told = p("").live_words(move || question().unwrap_or_default());
            let back: Element = element("A")
                .attr("class", "button")
                .attr("href", href)
                .words(text(Msg::LockGoBack));
            let close = button("quiet", Msg::LockNotNow, move |_| watch.forget());
            // No live region: it was announced above.
            div("banner")
                .child(
                    div("notice success").child(icon(Shape::Success)).child(
                        div("notice-text")
                            .child(told)
                            .child(div("actions").child(back).child(close)),
                    ),
                )
                .view()
        },
    );
    together(vec![announced.view(), banner])
}
