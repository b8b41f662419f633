//! A committed changelog taken out: as a script, as a file for another day or appliance, as a report. Never a secret
//! (product.md D10, M6.10).

use leptos::prelude::*;
use sps_client::Change;
use sps_workbench::{
    changes::{by_place, review},
    export::{ReportWords, ScriptWrite, report, save, script},
    undo::{Undo, UndoItem, Verdict, Write, again},
};

use super::{
    download::download,
    limits::reason_text,
    memory::Committed,
    reading::readings,
    when::{in_file_name, utc},
};
use crate::{
    messages::{Msg, text, text_with},
    state::{Console, Sending, use_console},
    ui::{Element, Tone, actions, button, copy_button, dialog, element, nothing, notice, words},
};

/// A script, and what is not in it.
#[derive(Clone)]
struct Script {
    words: String,
    left_out: Vec<String>,
}

/// One commit's ways out; cheap to copy.
#[derive(Clone, Copy)]
pub struct TakingOut {
    console: Console,
    sending: Sending,
    script: RwSignal<Option<Script>>,
    left_out: RwSignal<Vec<String>>,
    refused: RwSignal<bool>,
}

impl TakingOut {
    /// Nothing is taken out yet.
    pub fn new() -> Self {
        Self {
            console: use_console(),
            sending: Sending::new(),
            script: RwSignal::new(None),
            left_out: RwSignal::new(Vec::new()),
            refused: RwSignal::new(false),
        }
    }

    /// The three buttons.
    pub fn buttons(self, done: &Committed) -> Vec<Element> {
        let (for_script, for_file, for_report) = (done.clone(), done.clone(), done.clone());
        let busy = move || self.sending.pending();
        vec![
            button("", Msg::CopyAsScript, move |_| {
                self.make_script(for_script.clone());
            })
            .live_flag("disabled", busy),
            button("", Msg::SaveAsFile, move |_| {
                self.save_file(for_file.clone());
            })
            .live_flag("disabled", busy),
            button("", Msg::Report, move |_| self.report(&for_report)),
        ]
    }

    /// What the buttons lead to: the script in a dialog, and what a file left out.
    pub fn results(self) -> Vec<AnyView> {
        let shown = dialog(
            move || self.script.with(Option::is_some),
            || text(Msg::ScriptTitle).to_owned(),
            Some(Callback::new(move |()| self.script.set(None))),
            move || {
                let Some(script) = self.script.get_untracked() else {
                    return Vec::new();
                };
                let copied = script.words.clone();
                let field = element("PRE")
                    .attr("class", "script")
                    .attr("lang", "en")
                    .attr("tabindex", "0")
                    .attr("aria-label", text(Msg::ScriptTitle))
                    .untranslated()
                    .words(script.words.clone());
                vec![
                    words("P", Msg::ScriptHelp).view(),
                    left_out(Msg::LeftOutOfScript, &script.left_out),
                    field.view(),
                    actions(vec![button("", Msg::Close, move |_| self.script.set(None))])
                        .child(copy_button(
                            Msg::CopyScript,
                            text(Msg::ScriptCopied).to_owned(),
                            move || copied.clone(),
                        ))
                        .view(),
                ]
            },
        );
        let file = crate::ui::live(move || {
            self.left_out
                .with(|items| left_out(Msg::LeftOutOfFile, items))
        });
        let refused = crate::ui::live(move || {
            if self.refused.get() {
                notice(Tone::Danger, vec![words("P", Msg::DownloadRefused).view()])
            } else {
                nothing()
            }
        });
        vec![shown, file, refused]
    }

    fn make_script(self, done: Committed) {
        self.sending.start(async move {
            let undo = self.writes(&done.changes).await;
            let writes: Vec<ScriptWrite<'_>> = undo
                .steps
                .iter()
                .map(|step| ScriptWrite {
                    write: &step.write,
                    created_key: step.old_key.as_deref(),
                })
                .collect();
            let mut words = script(&writes, done.message.as_deref());
            if self.is_demo() {
                words = words.replacen('\n', &format!("\n# {}\n", text(Msg::DemoWatermark)), 1);
            }
            let left_out = unwritable(&undo.items);
            self.script.try_set(Some(Script { words, left_out }));
        });
    }

    /// Saves the writes of these changes as a file.
    pub fn save_file(self, done: Committed) {
        self.sending.start(async move {
            let undo = self.writes(&done.changes).await;
            let mut left_out = unwritable(&undo.items);
            let writes: Vec<Write> = undo.steps.into_iter().map(|step| step.write).collect();
            let appliance = if self.is_demo() {
                format!("{} ({})", done.appliance, text(Msg::DemoWatermark))
            } else {
                done.appliance.clone()
            };
            let saved = save(&appliance, done.at_ms, &writes);
            let outside = saved.left_out.iter().filter_map(|at| writes.get(*at));
            left_out.extend(
                outside.map(|write| text_with(Msg::OutsideConfiguration, &[("path", &write.path)])),
            );
            self.left_out.try_set(left_out);
            self.hand_out(&done, "json", "application/json", &saved.text);
        });
    }

    async fn writes(self, changes: &[Change]) -> Undo {
        again(changes, &readings(self.console, changes).await)
    }

    fn report(self, done: &Committed) {
        let title = text_with(Msg::ReportTitle, &[("appliance", &done.appliance)]);
        let line = |label: Msg, value: &str| text_with(label, &[("value", value)]);
        let mut lines = vec![
            line(Msg::ReportTime, &utc(done.at_ms)),
            line(Msg::ReportUser, &done.user),
        ];
        lines.extend(
            done.message
                .as_deref()
                .map(|message| line(Msg::ReportMessage, message)),
        );
        if self.is_demo() {
            lines.insert(0, text(Msg::DemoWatermark).to_owned());
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let groups = by_place(review(&done.changes, &[]));
        let page = report(&report_words(&title, &lines), &groups);
        self.hand_out(done, "html", "text/html;charset=utf-8", &page);
    }

    fn hand_out(self, done: &Committed, ending: &str, kind: &str, words: &str) {
        let name = format!("sps-changes-{}.{ending}", in_file_name(done.at_ms));
        let is_refused = download(&name, kind, words).is_err();
        self.refused.try_set(is_refused);
    }

    fn is_demo(self) -> bool {
        self.console.gateway.with_untracked(|gateway| gateway.demo)
    }
}

fn unwritable(items: &[UndoItem]) -> Vec<String> {
    let cannot = |item: &UndoItem| match &item.verdict {
        Verdict::Cannot(reason) => Some(format!("{}: {}", item.path, reason_text(reason))),
        _ => None,
    };
    items.iter().filter_map(cannot).collect()
}

fn left_out(message: Msg, items: &[String]) -> AnyView {
    if items.is_empty() {
        return nothing();
    }
    let list = items.iter().map(|item| element("LI").words(item.clone()));
    notice(
        Tone::Warning,
        vec![
            words("P", message).view(),
            element("UL").children(list).view(),
        ],
    )
}

fn report_words<'a>(title: &'a str, lines: &'a [&'a str]) -> ReportWords<'a> {
    ReportWords {
        language: "en",
        title,
        lines,
        added: text(Msg::Added),
        removed: text(Msg::Removed),
        changed: text(Msg::Changed),
        moved: text(Msg::Moved),
        other: text(Msg::ReportOther),
        was: text(Msg::Was),
        now: text(Msg::Now),
        nothing: text(Msg::NotSet),
        secret: text(Msg::SecretHidden),
        secret_set: text(Msg::SecretNowSet),
        secret_replaced: text(Msg::SecretReplaced),
        secret_unchanged: text(Msg::SecretUnchanged),
        secret_emptied: text(Msg::SecretEmptied),
        secret_hidden: text(Msg::SecretMayDiffer),
        unchanged: text(Msg::NoRealChange),
        untold: text(Msg::ChangeUntold),
        from_to: text(Msg::MovedFromTo),
        now_before: text(Msg::NowEvaluatedBefore),
        now_after: text(Msg::NowEvaluatedAfter),
        and_more: text(Msg::AndMore),
    }
}
