//! The login methods as rows; a password method opens its form in place.

use leptos::prelude::*;
use sps_client::LoginMethod;
use sps_workbench::sign_in::{SignInRow, Start, sign_in_plan};

use super::{
    certificate::certificate_row, choice::Choice, password_form::password_form,
    remember::remember_box,
};
use crate::{
    messages::{Msg, text, text_with},
    reactive::effect,
    state::last_method,
    ui::{Element, ElementRef, Shape, element, focus, icon, p, show, span, together, words},
};

/// The rows, as the address and the last time have it.
pub fn method_rows(methods: &[LoginMethod], choice: Choice) -> AnyView {
    if methods.is_empty() {
        return together(vec![
            element("P")
                .child(words("STRONG", Msg::NoLoginMethods))
                .view(),
            words("P", Msg::NoLoginMethodsNext).view(),
        ]);
    }
    let last = last_method::last_method();
    let plan = sign_in_plan(methods, wanted().as_deref(), last.as_deref());
    let is_single = plan.rows.len() == 1;
    if let Start::Form(row) = plan.start {
        choice.open.set(Some(row));
    }
    let rows = plan.rows.into_iter().enumerate().map(|(place, row)| {
        let look = Look {
            place,
            takes_focus: plan.start == Start::Row(place),
            is_last_used: !is_single && plan.last_used == Some(place),
            is_single,
        };
        match row {
            SignInRow::Password(method) => password_row(method, look, choice),
            SignInRow::Certificate(methods) => {
                let is_chosen = plan.chosen == Some(place);
                element("LI").live(move || certificate_row(&methods, is_chosen, look, choice))
            }
            SignInRow::Foreign(method) => {
                let name = text_with(Msg::OpensElsewhere, &[("title", &method.title)]);
                explained_row(&name, Shape::Away, text(Msg::OpensElsewhereHelp), look)
            }
        }
    });
    let list = element("UL").attr("class", "methods").children(rows);
    let hint = plan
        .admin_hint
        .then(|| p("method-help").text(Msg::AdminHint));
    let remember = (!is_single && !choice.is_fixed()).then(remember_box);
    let below = hint.into_iter().chain(remember).map(Element::view);
    together([list.view()].into_iter().chain(below).collect())
}

/// `?method=NAME` of the address.
fn wanted() -> Option<String> {
    let search = window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search)
        .ok()?
        .get("method")
}

/// How a row stands among the others.
#[derive(Clone, Copy)]
pub struct Look {
    pub place: usize,
    pub takes_focus: bool,
    pub is_last_used: bool,
    pub is_single: bool,
}

fn password_row(method: LoginMethod, look: Look, choice: Choice) -> Element {
    let is_open = move || choice.open.get() == Some(look.place);
    let opener = (!look.is_single).then(|| {
        row_button(&method.title, Shape::Password, look)
            .live_state("aria-expanded", is_open)
            .on("click", move |_| {
                choice.open.set((!untrack(is_open)).then_some(look.place))
            })
    });
    let form = show(is_open, move || password_form(&method, look, choice));
    element("LI").maybe(opener).child(form)
}

/// A method this console cannot carry out: focusable, and it says why.
pub fn explained_row(title: &str, shape: Shape, help: impl Into<String>, look: Look) -> Element {
    let explained = RwSignal::new(false);
    let help = help.into();
    let opener = row_button(title, shape, look)
        .live_state("aria-expanded", move || explained.get())
        .on("click", move |_| explained.update(|shown| *shown = !*shown));
    // There from the start, so that what comes into it is announced.
    let explanation = element("DIV").attr("role", "status").live(move || {
        let help = help.clone();
        show(
            move || explained.get(),
            move || p("method-help").words(help.clone()).view(),
        )
    });
    element("LI").child(opener).child(explanation)
}

/// The button of a row; its name is the method's title alone, the mark describes it.
pub fn row_button(title: &str, shape: Shape, look: Look) -> Element {
    let node = ElementRef::new();
    if look.takes_focus {
        effect(move || focus(node));
    }
    let mark = look
        .is_last_used
        .then(|| span("badge").attr("id", LAST_USED).text(Msg::LastUsed));
    let button = element("BUTTON")
        .node(node)
        .attr("type", "button")
        .attr("class", "method")
        .attr("aria-label", title.to_owned())
        .child(icon(shape))
        .child(span("method-title").words(title))
        .maybe(mark);
    if look.is_last_used {
        button.attr("aria-describedby", LAST_USED)
    } else {
        button
    }
}

const LAST_USED: &str = "sign-in-last-used";
