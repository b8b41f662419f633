//! A transaction of this session that is open at the start, and of which neither this tab nor another one knows (M8.7):
//! joined, rolled back, or left alone. Until the person has chosen, nothing is staged into it.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::roll_back;

use crate::{
    kept::use_kept,
    messages::{Msg, count_text, text},
    pages::{dead_keys, review::change_list},
    reactive::{effect, run},
    rights::{MyRights, use_rights},
    route::Route,
    state::{Console, Pending, Sending, Toasts, use_console, use_toasts},
    storage,
    ui::{
        Shape, Task, actions, button, dialog, div, element, failure, icon, link, live, nothing, p,
        together, words,
    },
};

/// This tab's own memory that the open transaction is known, through a reload.
const KNOWN: &str = "sps-transaction-known";

/// What is known of the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Not read yet.
    NotRead,
    /// There is none, or it is this tab's, or shared with another tab.
    Known,
    /// Opened elsewhere; the person was not asked yet.
    Elsewhere,
    /// Opened elsewhere, and the person wants to read only.
    ReadOnly,
}

/// The transaction of somebody else; cheap to copy.
#[derive(Clone, Copy)]
pub struct ForeignTransaction {
    console: Console,
    toasts: Toasts,
    standing: RwSignal<Standing>,
    asking: RwSignal<bool>,
    failed: RwSignal<Option<Error>>,
    sending: Sending,
}

impl ForeignTransaction {
    pub fn provide() -> Self {
        let console = use_console();
        let kept = use_kept();
        let foreign = Self {
            console,
            toasts: use_toasts(),
            standing: RwSignal::new(Standing::NotRead),
            asking: RwSignal::new(false),
            failed: RwSignal::new(None),
            sending: Sending::new(),
        };
        provide_context(foreign);
        effect(move || {
            let (is_read, is_open) = console
                .pending
                .with(|pending| (pending.state.is_some(), pending.is_open()));
            let standing = foreign.standing.get_untracked();
            match (is_read, is_open) {
                (false, _) => {}
                // From here on it is opened by this tab, or by another one of this browser.
                (true, false) => {
                    foreign.set(Standing::Known);
                    storage::forget(KNOWN);
                }
                (true, true) if standing == Standing::NotRead => {
                    if kept.has_staged() || storage::noted(KNOWN).is_some() {
                        foreign.set(Standing::Known);
                    } else {
                        run(foreign.ask_other_tabs());
                    }
                }
                (true, true) if standing == Standing::Known => storage::note(KNOWN, "1"),
                (true, true) => {}
            }
        });
        foreign
    }

    async fn ask_other_tabs(self) {
        let is_known = self.console.is_transaction_known_elsewhere().await;
        // It may have been closed meanwhile.
        if self.standing.try_get_untracked() == Some(Standing::NotRead) {
            self.set(if is_known {
                Standing::Known
            } else {
                Standing::Elsewhere
            });
        }
    }

    fn set(self, standing: Standing) {
        self.console.knows_transaction(standing == Standing::Known);
        if standing == Standing::Known {
            let is_open = self.console.pending.with_untracked(Pending::is_open);
            if is_open {
                storage::note(KNOWN, "1");
            }
        }
        if self.standing.get_untracked() != standing {
            self.standing.set(standing);
        }
    }

    /// Why nothing may be staged, as long as it was not joined.
    pub fn on_hold(self) -> Option<Msg> {
        match self.standing.get() {
            Standing::Elsewhere | Standing::ReadOnly => Some(Msg::HoldForeign),
            Standing::NotRead | Standing::Known => None,
        }
    }

    fn roll_back(self) {
        if self.sending.pending_now() {
            return;
        }
        self.failed.set(None);
        self.sending.start(async move {
            let console = self.console;
            match console.watch(roll_back(&console.client()).await) {
                Ok(()) | Err(Error::NotFound(_)) => {
                    self.asking.try_set(false);
                    self.toasts.say(text(Msg::RolledBack));
                    console.read_anew();
                }
                Err(error) => {
                    self.failed.try_set(Some(error));
                }
            }
            console.read_pending().await;
        });
    }
}

/// The question, above every screen until it is answered; then one line that keeps the other choices.
pub fn banner() -> AnyView {
    let Some(foreign) = use_context::<ForeignTransaction>() else {
        return nothing();
    };
    let console = foreign.console;
    let count = move || console.pending_count();
    let content = live(move || {
        let told = match foreign.standing.get() {
            Standing::Elsewhere => element("P")
                .child(element("STRONG").live_words(move || {
                    count_text(count(), Msg::OpenElsewhereOne, Msg::OpenElsewhereMany)
                }))
                .words(" ")
                .text(Msg::ForeignMeaning),
            Standing::ReadOnly => element("P").live_words(move || {
                count_text(count(), Msg::ForeignReadOnlyOne, Msg::ForeignReadOnlyMany)
            }),
            Standing::NotRead | Standing::Known => return nothing(),
        };
        let is_asked = foreign.standing.get() == Standing::Elsewhere;
        let read_only = is_asked.then(|| {
            button("", Msg::ForeignReadOnly, move |_| {
                foreign.set(Standing::ReadOnly)
            })
        });
        let choices = actions(vec![button("primary", Msg::ForeignJoin, move |_| {
            foreign.set(Standing::Known);
        })])
        .maybe(may_roll_back().then(|| {
            button("", Msg::ForeignRollBack, move |_| {
                foreign.failed.set(None);
                foreign.asking.set(true);
            })
        }))
        .maybe(read_only)
        .child(link("button quiet", &Route::Review).text(Msg::ForeignLook));
        div("banner")
            .child(
                div("notice warning")
                    .attr("role", "status")
                    .child(icon(Shape::Warning))
                    .child(div("notice-text").child(told).child(choices)),
            )
            .view()
    });
    together(vec![content, question(foreign)])
}

fn may_roll_back() -> bool {
    use_rights().is_none_or(|rights| MyRights::to_roll_back(rights).is_empty())
}

fn question(foreign: ForeignTransaction) -> AnyView {
    let console = foreign.console;
    dialog(
        move || foreign.asking.get(),
        || text(Msg::RollBackQuestion).to_owned(),
        Some(Callback::new(move |()| foreign.asking.set(false))),
        move || {
            vec![
                words("P", Msg::ForeignRollBackMeaning).view(),
                p("")
                    .live_words(move || {
                        count_text(
                            console.pending_count(),
                            Msg::RollBackLosesOne,
                            Msg::RollBackLosesMany,
                        )
                    })
                    .view(),
                change_list("changes scroll").view(),
                dead_keys(),
                failure(foreign.failed, Task::Finish),
                actions(vec![
                    button("", Msg::Keep, move |_| foreign.asking.set(false)),
                    button("danger", Msg::RollBackNow, move |_| foreign.roll_back())
                        .live_flag("disabled", move || foreign.sending.pending()),
                ])
                .view(),
            ]
        },
    )
}
