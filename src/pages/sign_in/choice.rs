//! What is chosen and typed on one sign-in page; it outlives the rows, which may be built anew.

use leptos::prelude::*;
use sps_client::UserInfo;
use sps_workbench::sign_in::Attempts;

use crate::state::{Console, last_method, use_console};

/// Which password method is open, for whom, and how it went so far.
#[derive(Clone, Copy)]
pub struct Choice {
    pub console: Console,
    /// The place of the row whose form is open.
    pub open: RwSignal<Option<usize>>,
    /// Kept when switching between password methods.
    pub user: RwSignal<String>,
    /// Only this person may sign in.
    pub only: StoredValue<Option<String>>,
    pub attempts: RwSignal<Attempts>,
}

impl Choice {
    pub fn new(only: Option<String>) -> Self {
        Self {
            console: use_console(),
            open: RwSignal::new(None),
            user: RwSignal::new(only.clone().unwrap_or_default()),
            only: StoredValue::new(only),
            attempts: RwSignal::default(),
        }
    }

    /// Whether only one person may sign in.
    pub fn is_fixed(self) -> bool {
        self.only.with_value(Option::is_some)
    }

    /// The person who may sign in, if the one who did is somebody else.
    pub fn expected_instead_of(self, name: &str) -> Option<String> {
        let only = self.only.try_get_value().flatten();
        only.filter(|only| only != name)
    }

    /// Takes over a proven sign-in by the method of that name.
    pub fn signed_in(self, user: UserInfo, method: &str) {
        last_method::remember(method);
        self.console.signed_in(user);
    }

    /// Signed in, and not let in.
    pub fn without_api(self, name: Option<String>) {
        self.console.without_api(name);
    }
}
