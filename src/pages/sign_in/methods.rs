//! The login methods as rows; a password method opens its form in place.

use leptos::prelude::*;
use sps_client::LoginMethod;
use sps_workbench::sign_in::{SignInRow, sign_in_rows};

use super::password_form::password_form;
use crate::{
    messages::{Msg, text, text_with},
    state::{Reading, use_console},
    ui::{Element, Shape, button, element, icon, live, p, show, span, together},
};

/// A row per login method, in server order. `only` this person may sign in here: the one whose session ended.
pub fn sign_in_methods(only: Option<String>) -> AnyView {
    let console = use_console();
    let methods =
        Reading::new(move || Box::pin(async move { console.client().login_methods().await }));
    let failed = move || methods.with(|found| matches!(found, Some(Err(_))));
    let again = show(failed, move || {
        button("", Msg::TryAgain, move |_| methods.refetch()).view()
    });
    let found = live(move || methods.show(3, |methods| rows(methods, only.as_deref())));
    together(vec![found, again])
}

fn rows(methods: &[LoginMethod], only: Option<&str>) -> AnyView {
    let rows = sign_in_rows(methods);
    // A single method needs no choosing.
    let single = match rows.as_slice() {
        [SignInRow::Password(method)] => Some(method.name.clone()),
        _ => None,
    };
    let choice = Choice {
        is_single: single.is_some(),
        chosen: RwSignal::new(single),
        // Kept when switching between password methods.
        user: RwSignal::new(only.unwrap_or_default().to_owned()),
        user_is_fixed: only.is_some(),
    };
    if rows.is_empty() {
        return element("P").text(Msg::NoLoginMethods).view();
    }
    element("UL")
        .attr("class", "methods")
        .children(rows.into_iter().map(|row| match row {
            SignInRow::Password(method) => choice.password(method),
            SignInRow::Certificate(methods) => {
                let title = match methods.as_slice() {
                    [only] => only.title.clone(),
                    _ => text(Msg::SignInWithCertificate).to_owned(),
                };
                elsewhere(title, Shape::Certificate, Msg::CertificateElsewhere)
            }
            SignInRow::Foreign(method) => elsewhere(method.title, Shape::Away, Msg::OpensElsewhere),
        }))
        .view()
}

/// Which password method is open, and for whom.
#[derive(Clone, Copy)]
struct Choice {
    is_single: bool,
    chosen: RwSignal<Option<String>>,
    user: RwSignal<String>,
    user_is_fixed: bool,
}

impl Choice {
    fn password(self, method: LoginMethod) -> Element {
        let name = StoredValue::new(method.name.clone());
        let is_open = move || {
            name.with_value(|name| self.chosen.with(|chosen| chosen.as_ref() == Some(name)))
        };
        let opener = (!self.is_single).then(|| {
            row_button(&method.title, Shape::Password, is_open, move || {
                self.chosen
                    .set((!untrack(is_open)).then(|| name.get_value()))
            })
        });
        let form = show(is_open, move || {
            password_form(&method, self.user, self.user_is_fixed)
        });
        element("LI").maybe(opener).child(form)
    }
}

/// A method this console cannot carry out: focusable, and it says why.
fn elsewhere(title: String, shape: Shape, help: Msg) -> Element {
    let explained = RwSignal::new(false);
    let opener = row_button(
        &title,
        shape,
        move || explained.get(),
        move || explained.update(|shown| *shown = !*shown),
    );
    let explanation = show(
        move || explained.get(),
        move || {
            p("method-help")
                .attr("role", "status")
                .words(text_with(help, &[("title", &title)]))
                .view()
        },
    );
    element("LI").child(opener).child(explanation)
}

fn row_button(
    title: &str,
    shape: Shape,
    is_open: impl Fn() -> bool + Send + 'static,
    toggle: impl Fn() + 'static,
) -> Element {
    element("BUTTON")
        .attr("type", "button")
        .attr("class", "method")
        .live_state("aria-expanded", is_open)
        .on("click", move |_| toggle())
        .child(icon(shape))
        .child(span("").words(title))
}
