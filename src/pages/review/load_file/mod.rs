//! *Load a saved file*: what it would do is listed first, the person ticks, then it is staged (product.md D10).
//!
//! The file is somebody else's text: [`sps_workbench::export::load`] takes on what can be a change and nothing else, and
//! a [`Plan`] compares it with what is there now. Nothing is sent before *Stage*.

mod changes;
mod items;
mod list;
mod steps;
mod trouble;

use leptos::{ev::Event, prelude::*};
use sps_client::Error;
use sps_workbench::{
    document::Pointer,
    journal::Journal,
    replay::{Plan, Result as Outcome},
};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, text},
    state::{Console, Sending, Toasts, use_console, use_toasts},
    ui::{Element, Tone, element, live, nothing, notice, p},
};

/// How far a file has come.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// No file.
    None,
    /// So many of so many places are read.
    Reading(usize, usize),
    /// The list is shown.
    Ready,
    /// So many of so many changes are staged.
    Staging(usize, usize),
    /// What came of it is shown.
    Done,
}

/// What is shown of the file: the plan, and what came of each of its changes.
struct Loaded {
    appliance: String,
    saved_at_ms: u64,
    journal: Journal,
    plan: Plan,
    /// What could not become a change, by path.
    left_out: Vec<String>,
}

/// One file on its way; cheap to copy.
#[derive(Clone, Copy)]
struct Loading {
    console: Console,
    toasts: Toasts,
    kept: KeptChanges,
    sending: Sending,
    stage: RwSignal<Stage>,
    problem: RwSignal<Option<String>>,
    failed: RwSignal<Option<Error>>,
    loaded: StoredValue<Option<Loaded>, LocalStorage>,
    /// Secrets that were typed: number of the change, place, secret. They go with the list.
    typed: StoredValue<Vec<(usize, Pointer, String)>>,
    /// What came of each change.
    outcomes: RwSignal<Vec<Option<Outcome>>>,
    /// Goes up when a conflict is decided: other secrets may be missing then.
    decisions: RwSignal<u32>,
    /// Goes up when a choice, a decision or a secret changes what would be sent.
    version: RwSignal<u32>,
}

/// The control, and the list behind it.
pub fn load_file() -> Element {
    let loading = Loading {
        console: use_console(),
        toasts: use_toasts(),
        kept: use_kept(),
        sending: Sending::new(),
        stage: RwSignal::new(Stage::None),
        problem: RwSignal::new(None),
        failed: RwSignal::new(None),
        loaded: StoredValue::new_local(None),
        typed: StoredValue::new(Vec::new()),
        outcomes: RwSignal::new(Vec::new()),
        decisions: RwSignal::new(0),
        version: RwSignal::new(0),
    };
    let chosen = move |event: Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            loading.chosen(&input);
        }
    };
    let trouble = live(move || match loading.problem.get() {
        Some(problem) => notice(Tone::Danger, vec![p("").words(problem).view()]),
        None => nothing(),
    });
    element("SECTION")
        .attr("class", "load-file")
        .attr("aria-label", text(Msg::LoadFile))
        .child(
            element("LABEL")
                .attr("class", "label")
                .attr("for", "load-file")
                .text(Msg::LoadFile),
        )
        .child(
            p("help")
                .attr("id", "load-file-help")
                .text(Msg::LoadFileHelp),
        )
        .child(
            element("INPUT")
                .attr("type", "file")
                .attr("id", "load-file")
                .attr("accept", ".json,application/json")
                .attr("aria-describedby", "load-file-help")
                .live_flag("disabled", move || loading.sending.pending())
                .on("change", chosen),
        )
        .child(trouble)
        .child(loading.question())
}

impl Loading {
    fn touch(self) {
        self.version
            .update(|version| *version = version.wrapping_add(1));
    }

    /// How many changes would be sent as things stand.
    fn ready(self) -> usize {
        self.version.track();
        self.loaded
            .with_value(|loaded| {
                loaded.as_ref().map(|loaded| {
                    let items = loaded.plan.items.iter().enumerate();
                    items.filter(|(at, item)| self.is_ready(*at, item)).count()
                })
            })
            .unwrap_or_default()
    }

    fn close(self) {
        if matches!(self.stage.get_untracked(), Stage::Staging(..)) {
            return;
        }
        self.stage.set(Stage::None);
        self.loaded.set_value(None);
        self.typed.set_value(Vec::new());
    }
}
