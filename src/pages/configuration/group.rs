//! A box around fields that belong together. In a large form it opens and closes: what is closed is not built.

use leptos::prelude::*;
use sps_workbench::document::{Pointer, count_below, extent};

use super::{
    field_box::{box_id, changed},
    form::Form,
};
use crate::{
    messages::{Msg, count_text, text},
    reactive::whether,
    ui::{Element, element, nothing, p, plain, show, span, together},
};

/// A group of the fields that `content` makes, open at first or not.
pub fn group(
    at: Pointer,
    label: &str,
    help: Option<String>,
    class: &'static str,
    open: bool,
    form: Form,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let help = help.map(|help| p("help").words(help));
    let fieldset = element("FIELDSET")
        .attr("id", box_id(&at))
        .attr("class", class);
    if !form.is_large {
        return fieldset
            .child(element("LEGEND").words(label))
            .maybe(help)
            .child(content())
            .view();
    }
    let at = StoredValue::new(at);
    let is_open = whether(move || {
        let by_hand = form
            .unfolded
            .with(|unfolded| at.with_value(|at| unfolded.is_open(at)));
        by_hand.unwrap_or(open)
    });
    let toggle = move |_| {
        let open = !is_open.get_untracked();
        form.unfolded
            .update(|unfolded| at.with_value(|at| unfolded.set_open(at, open)));
    };
    let opener = element("BUTTON")
        .attr("type", "button")
        .attr("class", "quiet opener")
        .live_state("aria-expanded", move || is_open.get())
        .on("click", toggle)
        .words(label);
    fieldset
        .child(element("LEGEND").child(opener))
        .maybe(help)
        .child(show(move || is_open.get(), content))
        .child(show(
            move || !is_open.get(),
            move || summary(at, form).view(),
        ))
        .view()
}

/// What a closed group says of what is in it.
fn summary(at: StoredValue<Pointer>, form: Form) -> Element {
    let changed = changed(at, form.draft);
    let counts = form.draft.with_untracked(|draft| {
        let value = at.with_value(|at| draft.get(at))?;
        let fields = extent(value);
        let fields = count_text(fields, Msg::FieldsOne, Msg::FieldsMany);
        let shown = if value.is_array() {
            let items = count_text(count_below(value), Msg::ItemsOne, Msg::ItemsMany);
            items + ", " + &fields
        } else {
            fields
        };
        Some(match name_of(value) {
            Some(name) => shown + " – " + &name,
            None => shown,
        })
    });
    p("muted closed")
        .words(counts.unwrap_or_default())
        .live(move || {
            if changed.get() {
                let badge = span("badge").text(Msg::ChangedInside);
                together(vec![plain(" ".to_owned()), badge.view()])
            } else {
                nothing()
            }
        })
}

/// What an object calls itself.
fn name_of(value: &serde_json::Value) -> Option<String> {
    let name = value.get("name")?.as_str()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// Words for a group without any field.
pub fn empty_list() -> AnyView {
    p("muted").words(text(Msg::EmptyList)).view()
}
