//! One change of the plan, to look at and to decide about.

use leptos::prelude::*;
use sps_workbench::{
    merge::Merge,
    replay::{Item, Plan},
};

/// One change of the plan on the screen; cheap to copy.
#[derive(Clone, Copy)]
pub struct ItemPlace {
    pub(super) plan: RwSignal<Option<Plan>>,
    pub(super) position: usize,
}

impl ItemPlace {
    /// Looks at it; follows the plan. Nothing where it is not there any more.
    pub fn with<R>(self, look: impl FnOnce(&Item) -> R) -> Option<R> {
        self.plan
            .with(|plan| Some(look(plan.as_ref()?.items.get(self.position)?)))
    }

    /// Takes over what is decided in a merge of it.
    pub fn take_decisions(self, merge: &Merge) {
        self.change(|item| item.take_decisions(merge));
    }

    /// Ticks it, or not.
    pub fn choose(self, chosen: bool) {
        self.change(|item| item.chosen = chosen);
    }

    fn change(self, act: impl FnOnce(&mut Item)) {
        self.plan.update(|plan| {
            if let Some(item) = plan
                .as_mut()
                .and_then(|plan| plan.items.get_mut(self.position))
            {
                act(item);
            }
        });
    }
}
