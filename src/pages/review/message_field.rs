//! The commit message: a suggestion until somebody types, a ticket in front of it, the last messages to choose from.

use leptos::{ev::Event, prelude::*};
use sps_client::MessageRule;
use sps_workbench::commit::{MessageNeed, Ticket, TicketProblem, draft_message, message_need};
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

use super::{commit_task::CommitTask, memory::ReviewMemory};
use crate::{
    messages::{Msg, text, text_with},
    reactive::{effect, whether},
    state::use_console,
    ui::{Element, ElementRef, div, element, focus, nothing, p, show, words},
};

/// What is going to be sent with the commit; cheap to copy.
#[derive(Clone, Copy)]
pub struct CommitMessage {
    memory: ReviewMemory,
    words: Memo<String>,
    need: Memo<MessageNeed>,
    field: ElementRef,
    ticket_field: ElementRef,
    /// The commit was refused, or not sent, for lack of a message.
    pub missing: RwSignal<bool>,
}

impl CommitMessage {
    /// The message of the pending changes.
    pub fn new(memory: ReviewMemory) -> Self {
        let console = use_console();
        let words = Memo::new(move |_| {
            memory.typed.get().unwrap_or_else(|| {
                console
                    .pending
                    .with(|pending| draft_message(&pending.changes))
            })
        });
        let task = CommitTask::here();
        // Whether it is said follows the transaction, not each of its changes.
        let is_silent = whether(move || {
            console.pending.with(|pending| {
                let state = pending.state.as_ref();
                state.is_some_and(|state| state.commit_message == MessageRule::Unknown)
            })
        });
        effect(move || {
            if is_silent.get() {
                task.read_commitlog();
            }
        });
        let need = Memo::new(move |_| {
            let commitlog = task.commitlog.get();
            console.pending.with(|pending| {
                pending
                    .state
                    .as_ref()
                    .map_or(MessageNeed::Unknown, |state| message_need(state, commitlog))
            })
        });
        Self {
            memory,
            words,
            need,
            field: ElementRef::new(),
            ticket_field: ElementRef::new(),
            missing: RwSignal::new(false),
        }
    }

    fn ticket(self) -> Result<Option<Ticket>, TicketProblem> {
        self.memory.ticket.with(|typed| Ticket::read(typed))
    }

    /// The message with its ticket, `None` for no message; or nothing can be sent yet, and the field that is wrong has
    /// the focus.
    pub fn ready(self) -> Option<Option<String>> {
        let Ok(ticket) = untrack(|| self.ticket()) else {
            focus(self.ticket_field);
            return None;
        };
        let words = self.words.get_untracked();
        let whole = match ticket {
            Some(ticket) => ticket.in_front_of(&words),
            None => words.trim().to_owned(),
        };
        if whole.is_empty() && self.need.get_untracked() == MessageNeed::Required {
            self.require();
            return None;
        }
        self.missing.set(false);
        Some((!whole.is_empty()).then_some(whole))
    }

    /// A message is missing: says so, and puts the focus where it is typed.
    pub fn require(self) {
        self.missing.try_set(true);
        focus(self.field);
    }

    /// Ticket and message, to be put into a form; `busy` while a commit is on its way.
    pub fn fields(self, busy: impl Fn() -> bool + Copy + Send + Sync + 'static) -> Element {
        div("form-part")
            .child(self.ticket_input(busy))
            .child(self.message_input(busy))
            .child(self.earlier())
    }

    fn ticket_input(self, busy: impl Fn() -> bool + Send + 'static) -> Element {
        let problem = move || {
            let message = match self.ticket() {
                Ok(_) => return nothing(),
                Err(TicketProblem::TooLong) => text(Msg::TicketTooLong).to_owned(),
                Err(TicketProblem::NoNumber) => text(Msg::TicketNoNumber).to_owned(),
                Err(TicketProblem::Character(wrong)) => {
                    text_with(Msg::TicketCharacter, &[("character", &wrong.to_string())])
                }
            };
            p("trouble").words(message).view()
        };
        let preview = move || match self.ticket() {
            Ok(Some(ticket)) => text_with(Msg::TicketPrefix, &[("ticket", ticket.name())]),
            _ => String::new(),
        };
        div("field")
            .child(
                words("LABEL", Msg::Ticket)
                    .attr("class", "label")
                    .attr("for", "commit-ticket"),
            )
            .child(
                element("INPUT")
                    .node(self.ticket_field)
                    .attr("id", "commit-ticket")
                    .attr("autocomplete", "off")
                    .attr("spellcheck", "false")
                    .attr("placeholder", "CHG-1234")
                    .attr(
                        "aria-describedby",
                        "commit-ticket-help commit-ticket-trouble",
                    )
                    .live_value(move || self.memory.ticket.get())
                    .live_state("aria-invalid", move || self.ticket().is_err())
                    .live_flag("readonly", busy)
                    .on_input(move |typed| self.memory.ticket.set(typed)),
            )
            .child(
                p("help")
                    .attr("id", "commit-ticket-help")
                    .live_words(preview),
            )
            .child(
                element("DIV")
                    .attr("id", "commit-ticket-trouble")
                    .attr("role", "status")
                    .live(problem),
            )
    }

    fn message_input(self, busy: impl Fn() -> bool + Send + 'static) -> Element {
        let input = element("TEXTAREA")
            .node(self.field)
            .attr("id", "commit-message")
            .attr("rows", "4")
            .attr("aria-describedby", "commit-need commit-missing")
            .live_value(move || self.words.get())
            .live_state("aria-invalid", move || self.missing.get())
            .live_flag("readonly", busy)
            .on_input(move |message| self.memory.typed.set(Some(message)));
        let help = p("help")
            .attr("id", "commit-need")
            .live_text(move || match self.need.get() {
                MessageNeed::Required => Msg::MessageRequired,
                MessageNeed::Optional => Msg::MessageOptional,
                MessageNeed::Unknown => Msg::MessageMayBeRequired,
            })
            .live_words(move || {
                if self.memory.typed.with(Option::is_none) {
                    text(Msg::MessageSuggested).to_owned()
                } else {
                    String::new()
                }
            });
        let missing = element("DIV").attr("id", "commit-missing").live(move || {
            if self.missing.get() {
                p("trouble")
                    .attr("role", "alert")
                    .text(Msg::MessageIsRequired)
                    .view()
            } else {
                nothing()
            }
        });
        div("field")
            .child(
                words("LABEL", Msg::CommitMessage)
                    .attr("class", "label")
                    .attr("for", "commit-message"),
            )
            .child(input)
            .child(help)
            .child(missing)
    }

    /// The last messages in the platform's own list box: arrows choose, and what is chosen is in the field at once.
    fn earlier(self) -> AnyView {
        let memory = self.memory;
        let has_some = move || memory.messages.with(|messages| !messages.all().is_empty());
        let choose = move |event: Event| {
            let chosen = event_target_value(&event);
            memory.typed.set(Some(chosen));
        };
        let take = move |event: Event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            if key.as_deref() == Some("Enter") {
                event.prevent_default();
                focus(self.field);
            }
        };
        show(has_some, move || {
            let options = memory.messages.with(|messages| {
                let options = messages.all().iter().map(|message| {
                    element("OPTION")
                        .untranslated()
                        .attr("value", message.clone())
                        .words(message.clone())
                });
                options.collect::<Vec<_>>()
            });
            // A list of one row would be a menu.
            let size = options.len().max(2).to_string();
            element("DETAILS")
                .child(words("SUMMARY", Msg::EarlierMessages))
                .child(
                    element("SELECT")
                        .attr("size", size)
                        .attr("class", "earlier")
                        .attr("aria-label", text(Msg::EarlierMessages))
                        .on("change", choose)
                        .on("keydown", take)
                        .children(options),
                )
                .view()
        })
    }
}
