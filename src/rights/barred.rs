//! A control that is off and says why (product.md 4.0.7, M9.1).

use std::sync::Arc;

use leptos::{ev::Event, prelude::*};
use sps_workbench::rights::Lack;

use super::{request::copy_request, words::reason};
use crate::{
    messages::{Msg, text},
    ui::{Element, Shape, div, element, fresh_id, icon, live, nothing},
};

/// What keeps everybody from staging for now, whatever their rights, as a context of the screens: a commit on its way, or
/// a transaction of somebody else that was not joined.
#[derive(Clone, Copy)]
pub struct OnHold(pub fn() -> Option<Msg>);

/// Why a control is off. The control stays visible and takes the focus; the reason is tied to it and stands beside it as
/// text, because a touch screen has no tooltip.
#[derive(Clone, Copy)]
pub struct Barred {
    lacks: StoredValue<Lacks>,
    /// The reason; empty while there is none. It decides when anything is built anew.
    reason: Memo<String>,
    id: StoredValue<String>,
}

type Lacks = Arc<dyn Fn() -> Vec<Lack> + Send + Sync>;

impl Barred {
    /// Off while `lacks` names anything.
    pub fn by(lacks: impl Fn() -> Vec<Lack> + Send + Sync + 'static) -> Self {
        let lacks: Lacks = Arc::new(lacks);
        let told = lacks.clone();
        let on_hold = use_context::<OnHold>();
        Self {
            lacks: StoredValue::new(lacks),
            reason: Memo::new(move |_| {
                let reason = reason(&told());
                match on_hold.and_then(|OnHold(why)| why()) {
                    Some(why) if reason.is_empty() => text(why).to_owned(),
                    _ => reason,
                }
            }),
            id: StoredValue::new(fresh_id()),
        }
    }

    /// It is off.
    pub fn is(self) -> bool {
        self.reason.with(|reason| !reason.is_empty())
    }

    /// As [`Barred::is`], for event handlers.
    pub fn is_now(self) -> bool {
        untrack(|| self.is())
    }

    /// Ties the reason to a button. To be called before the button's own `click` is set: while it is off, that is not
    /// reached, and a form is not sent. `busy` switches it off for other reasons.
    pub fn mark(self, control: Element, busy: impl Fn() -> bool + Send + 'static) -> Element {
        self.mark_told(control, busy, None)
    }

    /// The same, where an element with this id tells the other reasons.
    pub fn mark_told(
        self,
        control: Element,
        busy: impl Fn() -> bool + Send + 'static,
        told: Option<&'static str>,
    ) -> Element {
        control
            .live_state("aria-disabled", move || self.is() || busy())
            .live_attr("aria-describedby", move || {
                if self.is() {
                    Some(self.id.get_value().into())
                } else {
                    told.map(Into::into)
                }
            })
            .on("click", move |event: Event| {
                if self.is_now() {
                    event.prevent_default();
                    event.stop_immediate_propagation();
                }
            })
    }

    /// The reason, while there is one, and the request to an administrator.
    pub fn explanation(self) -> AnyView {
        let id = self.id.get_value();
        live(move || {
            if !self.is() {
                return nothing();
            }
            let lacks = untrack(self.lacks.get_value().as_ref());
            if lacks.is_empty() {
                // Nothing that an administrator could give.
                let why = element("P").attr("id", id.clone());
                return div("barred")
                    .child(icon(Shape::Password))
                    .child(div("barred-text").child(why.words(self.reason.get())))
                    .view();
            }
            let told = |lack: &Lack| element("LI").words(reason(std::slice::from_ref(lack)));
            let reasons = element("UL")
                .attr("id", id.clone())
                .children(lacks.iter().map(told));
            let explained = div("barred-text").child(reasons);
            div("barred")
                .child(icon(Shape::Password))
                .child(explained.child(copy_request(lacks)))
                .view()
        })
    }
}
