//! The journal as text in the storage of the tab: survives a reload, is shared with nobody (product.md M3.6).

use leptos::prelude::*;
use sps_workbench::{journal::Journal, session::TabMessage};

use super::{Gone, KeptChanges, tabs::new_number, wall_time};
use crate::{
    messages::{Msg, count_text},
    reactive::{effect, whether},
    state::Toasts,
    storage::{Held, Whose, read_kept, write_kept},
};

/// The first words of the text; then the number of the tab and how the transaction ended, then a line with the journal.
const MARK: &str = "sps-kept/1";

/// What the storage held.
struct Stored {
    tab: u32,
    gone: Gone,
    journal: Journal,
}

impl Stored {
    /// Storage is open to whoever sits at the browser: what is not understood is not used.
    fn read(text: &str) -> Option<Self> {
        let (head, journal) = text.split_once('\n')?;
        let mut words = head.split(' ');
        if words.next() != Some(MARK) {
            return None;
        }
        Some(Self {
            tab: words.next()?.parse().ok()?,
            gone: Gone::from_word(words.next()?)?,
            journal: Journal::from_text(journal).ok()?,
        })
    }
}

impl Stored {
    fn text(&self) -> String {
        written(self.tab, self.gone, &self.journal)
    }
}

impl KeptChanges {
    /// Takes up what the tab holds; changes of somebody else are set aside, until they are back or somebody decided.
    pub(super) fn adopt(self) {
        let is_own = |stored: &Stored| {
            self.place
                .with_value(|place| place.journal.owner() == stored.journal.owner())
        };
        let found = [Whose::Own, Whose::Earlier].map(|whose| self.read(whose));
        let (own, others): (Vec<Stored>, Vec<Stored>) =
            found.into_iter().flatten().partition(is_own);
        // The newer of two comes first.
        match others.into_iter().next() {
            Some(other) => {
                write_kept(Whose::Earlier, Some(&other.text()), self.may_lie());
                self.foreign.set(Some(other.journal));
            }
            None => drop(write_kept(Whose::Earlier, None, self.may_lie())),
        }
        write_kept(Whose::Own, None, self.may_lie());
        let Some(stored) = own.into_iter().next() else {
            return;
        };
        self.tab.set_value(stored.tab);
        self.gone.set(stored.gone);
        let entries = stored.journal.entries().iter();
        let drafts = stored.journal.drafts().iter();
        self.adopted.set_value((
            entries.map(|entry| entry.number).collect(),
            drafts.map(|draft| draft.path.clone()).collect(),
        ));
        self.place
            .update_value(|place| place.journal = stored.journal);
        self.console
            .tabs
            .say(TabMessage::WhoseChanges(stored.tab, self.page));
        if self.console.is_new_session.get_value() {
            self.transaction_gone();
        } else {
            self.store();
        }
    }

    fn read(self, whose: Whose) -> Option<Stored> {
        let text = read_kept(whose, self.may_lie())?;
        let Some(mut stored) = Stored::read(&text) else {
            self.toasts.say(crate::messages::text(Msg::KeptDamaged));
            return None;
        };
        tell_dropped(self.toasts, stored.journal.drop_old(wall_time()).len());
        (!stored.journal.is_empty()).then_some(stored)
    }

    /// What came out of the storage is of another page that lives: this tab is its copy, and begins anew.
    pub(super) fn give_back(self) {
        let (numbers, paths) = self.adopted.get_value();
        self.adopted.set_value((Vec::new(), Vec::new()));
        self.tab.set_value(new_number());
        // What is open in a form here is a draft of this tab by now.
        let open = self.console.with_drafts(|drafts| {
            drafts
                .iter()
                .map(|(path, _)| path.clone())
                .collect::<Vec<_>>()
        });
        self.change(move |journal| {
            journal.forget_writes(&numbers);
            for path in paths.iter().filter(|path| !open.contains(path)) {
                journal.drop_draft(path);
            }
        });
    }

    /// Stores the journal; says once where that is not possible.
    pub(super) fn store(self) {
        let text = self.place.with_value(|place| {
            let journal = &place.journal;
            (!journal.is_empty())
                .then(|| written(self.tab.get_value(), self.gone.get_untracked(), journal))
        });
        let held = write_kept(Whose::Own, text.as_deref(), self.may_lie());
        let before = self.held.get_untracked();
        if held != before {
            self.held.set(held);
            // What the installation decided is no news.
            if held == Held::Memory && self.may_lie() == Some(Held::Tab) {
                self.toasts
                    .say(crate::messages::text(Msg::KeptInMemoryToast));
            }
        }
    }

    /// Where kept changes may lie at most: an installation can leave the storage of the browser out of it. Nobody knows
    /// while the gateway could not be asked.
    pub(super) fn may_lie(self) -> Option<Held> {
        untrack(|| self.is_memory_decided()).map(|is_decided| match is_decided {
            true => Held::Memory,
            false => Held::Tab,
        })
    }

    fn is_memory_decided(self) -> Option<bool> {
        let gateway = self.console.gateway;
        gateway.with(|info| info.kept_in_memory_only)
    }

    /// Stores as the gateway has it once it could be asked.
    pub(super) fn follow_gateway(self) {
        let is_known = whether(move || self.is_memory_decided().is_some());
        let was_known = StoredValue::new(is_known.get_untracked());
        effect(move || {
            if !is_known.get()
                || was_known.try_update_value(|was| std::mem::replace(was, true)) != Some(false)
            {
                return;
            }
            if self.place.with_value(|place| place.journal.is_empty()) {
                self.adopt();
                self.touch();
            } else {
                self.store();
            }
        });
    }

    /// Changes are kept that a reload would lose, and why; nothing where the storage of the tab holds them. Follows the
    /// journal.
    pub fn in_memory_because(self) -> Option<Msg> {
        (self.held.get() == Held::Memory).then(|| match self.is_memory_decided() {
            Some(true) => Msg::KeptInMemoryDecided,
            Some(false) => Msg::KeptInMemoryMenu,
            None => Msg::KeptInMemoryUnknown,
        })
    }

    /// What is typed will be there after the page was loaded anew, as far as anybody knows. Follows the journal.
    pub fn survives_reload(self) -> bool {
        self.held.get() == Held::Tab && self.is_memory_decided() == Some(false)
    }

    /// Drops what is older than a day, and says so (product.md M3.6).
    pub fn drop_old(self) {
        let toasts = self.toasts;
        self.change(move |journal| tell_dropped(toasts, journal.drop_old(wall_time()).len()));
    }

    /// The person decided about the changes of somebody else: they go.
    pub fn drop_foreign(self) {
        self.foreign.set(None);
        write_kept(Whose::Earlier, None, self.may_lie());
    }
}

fn tell_dropped(toasts: Toasts, count: usize) {
    if count > 0 {
        toasts.say(count_text(count, Msg::KeptTooOldOne, Msg::KeptTooOldMany));
    }
}

fn written(tab: u32, gone: Gone, journal: &Journal) -> String {
    format!("{MARK} {tab} {}\n", gone.word()) + &journal.to_text()
}
