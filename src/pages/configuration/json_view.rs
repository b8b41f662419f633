//! The document as JSON text, in colours, with line numbers and folds; a problem is told at its line.

use leptos::{ev::Event, prelude::*};
use sps_workbench::document::{Folded, folds};
use wasm_bindgen::JsCast as _;

use super::{json_edit::JsonEdit, json_find::find_in, json_layers::layers, json_problem::told};
use crate::{
    messages::{Msg, text},
    reactive::effect,
    ui::{button, div, element, focus, nothing, p, together},
};

/// The editor of the text; `read_only` where it may not be changed, and then it still folds and is searched.
pub fn json_view(edit: JsonEdit, read_only: bool) -> AnyView {
    let input = element("TEXTAREA")
        .node(edit.area)
        .attr("class", "json-text")
        .attr("aria-label", text(Msg::RawJson))
        .attr("aria-describedby", "json-trouble json-keys")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("wrap", "off")
        .flag("readonly", read_only)
        .untranslated()
        .live_state("aria-invalid", move || edit.has_problem())
        .on("keydown", move |event| shortcut(&event, edit))
        .on_input(move |typed| edit.take(&typed));
    // Set once and not bound: the caret must not move while somebody types.
    effect(move || {
        if edit.area.get().is_some() {
            untrack(|| edit.show(None));
        }
    });
    let trouble = move || {
        let mut views = Vec::new();
        if edit.unfolded.get() {
            views.push(p("help").text(Msg::WasUnfolded).view());
        }
        // Told by line and column; what is wrong with the whole is said beside.
        views.extend(edit.problem().map(|problem| told(&problem, edit)));
        together(views)
    };
    let secrets = if read_only {
        nothing()
    } else {
        p("help").text(Msg::JsonSecrets).view()
    };
    div("json")
        .child(
            div("json-find")
                .children(find_in(edit))
                .child(button("quiet", Msg::FoldHere, move |_| {
                    toggle(edit);
                    focus(edit.area);
                }))
                .child(button("quiet", Msg::FoldAll, move |_| {
                    edit.refold(|text| {
                        text.fold_all();
                    });
                }))
                .child(button("quiet", Msg::UnfoldAll, move |_| {
                    edit.refold(Folded::unfold_all);
                })),
        )
        .child(layers(edit, input))
        .child(
            element("DIV")
                .attr("id", "json-trouble")
                .attr("role", "status")
                .live(trouble),
        )
        .child(p("help").attr("id", "json-keys").text(Msg::FoldKeys))
        .child(secrets)
        .view()
}

/// Ctrl+Shift+[ folds, Ctrl+Shift+] unfolds, by the place of the keys: not every keyboard has brackets there.
fn shortcut(event: &Event, edit: JsonEdit) {
    let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
        return;
    };
    if !key.ctrl_key() || !key.shift_key() || key.alt_key() {
        return;
    }
    match key.code().as_str() {
        "BracketLeft" => {
            event.prevent_default();
            fold_here(edit);
        }
        "BracketRight" => {
            event.prevent_default();
            let line = edit.caret_line();
            edit.refold(|text| {
                text.unfold_line(line);
            });
        }
        _ => {}
    }
}

/// Unfolds what is folded in the line of the caret, else folds the innermost that the caret is in.
fn toggle(edit: JsonEdit) {
    let line = edit.caret_line();
    let is_folded = untrack(|| edit.read(|text, _| text.folded_lines().contains(&line)));
    if is_folded {
        edit.refold(|text| {
            text.unfold_line(line);
        });
    } else {
        fold_here(edit);
    }
}

fn fold_here(edit: JsonEdit) {
    let line = edit.caret_line();
    let innermost = untrack(|| {
        edit.read(|_, tokens| {
            let mut around = folds(tokens).into_iter();
            around
                .rfind(|fold| fold.line <= line && line <= fold.last_line)
                .map(|fold| fold.line)
        })
    });
    if let Some(line) = innermost {
        edit.refold(|text| {
            text.fold_line(line);
        });
    }
}
