//! Something read from the appliance, for one screen.

use std::{pin::Pin, rc::Rc};

use leptos::prelude::*;
use sps_client::Error;

use super::use_console;
use crate::messages::Msg;
use crate::reactive::{effect, run};
use crate::ui::{Task, actions, button, problem, skeleton, together};

/// A read on its way.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

/// What was read, newest answer first: read at once, again with every [`Console::epoch`](super::Console::epoch), and
/// on request. The last answer stays until the next is there, so that a screen does not flash.
///
/// One small type for all screens: `LocalResource` and its machinery are compiled anew for every use.
pub struct Reading<T: Send + Sync + 'static> {
    found: RwSignal<Option<Result<T, Error>>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Reading<T> {}

impl<T: Clone + Send + Sync + 'static> Reading<T> {
    /// Reads by `read`, and tells the console of a session that is over. What broke off is read once more.
    pub fn new(read: impl Fn() -> Answer<T> + 'static) -> Self {
        let console = use_console();
        let read = Rc::new(read);
        let found = RwSignal::new(None);
        let again = keep_reading(Box::new(move |turn, newest| {
            let read = read.clone();
            // The first time here, where the signals it reads are followed.
            let answer = read();
            Box::pin(async move {
                let mut answer = answer.await;
                let is_broken = matches!(&answer, Err(error) if error.is_worth_repeating());
                if is_broken && newest.try_get_value() == Some(turn) {
                    answer = read().await;
                }
                let answer = console.watch(answer);
                // A late answer must not replace a newer one; and nobody is left to tell when the screen has gone.
                if newest.try_get_value() == Some(turn) {
                    found.try_set(Some(answer));
                }
            })
        }));
        Self { found, again }
    }

    /// Whether something was read and `is` says yes to it.
    pub fn any(self, is: impl Fn(&T) -> bool) -> bool {
        self.found
            .with(|found| matches!(found, Some(Ok(found)) if is(found)))
    }

    /// The newest answer; nothing before the first.
    pub fn with<R>(self, look: impl FnOnce(Option<&Result<T, Error>>) -> R) -> R {
        self.found.with(|found| look(found.as_ref()))
    }

    /// The newest answer as a view; grey lines before the first, the explanation and a way to go on in place of an error.
    pub fn show(self, lines: usize, view: impl Fn(&T) -> AnyView) -> AnyView {
        self.found.with(|found| match found {
            None => skeleton(lines),
            Some(Ok(found)) => view(found),
            Some(Err(error)) => self.failed(error),
        })
    }

    /// Why it could not be read, and *Try again*.
    pub fn failed(self, error: &Error) -> AnyView {
        unread(error, move || self.refetch())
    }

    /// Reads again.
    pub fn refetch(self) {
        self.again
            .try_update(|again| *again = again.wrapping_add(1));
    }
}

/// Why something could not be read, and *Try again*.
pub fn unread(error: &Error, again: impl Fn() + 'static) -> AnyView {
    let again = button("", Msg::TryAgain, move |_| again());
    together(vec![
        problem(error, Task::Read),
        actions(vec![again]).view(),
    ])
}

type Read = Box<dyn Fn(u32, StoredValue<u32>) -> Pin<Box<dyn Future<Output = ()>>>>;

/// The part that does not depend on what is read.
fn keep_reading(read: Read) -> RwSignal<u32> {
    let epoch = use_console().epoch;
    let again = RwSignal::new(0_u32);
    let newest = StoredValue::new(0_u32);
    effect(move || {
        epoch.track();
        again.track();
        let turn = newest.get_value().wrapping_add(1);
        newest.set_value(turn);
        run(read(turn, newest));
    });
    again
}
