//! Changing the own password, where the appliance offers it (`sps-api.md` §6.3).

use leptos::prelude::*;
use sps_client::{Error, UserInfo};
use sps_workbench::rights::keeps_the_password;

use super::{password_form::password_form, password_rules::rules, who::authentication};
use crate::{
    messages::{Msg, text_with},
    reactive::soon,
    rights::{Barred, MyRights},
    state::{Reading, Sending, use_console},
    ui::{
        ElementRef, Task, Tone, actions, element, failure, focus, live, notice_text, p, together,
        words,
    },
};

/// The form, or the sentence why there is none.
pub fn own_password(user: &UserInfo, rights: MyRights) -> AnyView {
    let console = use_console();
    let section = element("SECTION")
        .attr("class", "own-password")
        .attr("aria-labelledby", "own-password")
        .child(words("H2", Msg::ChangePassword).attr("id", "own-password"));
    if !keeps_the_password(user) {
        let method = user.login_method.as_ref();
        let method = method.and_then(|method| method.authentication.as_ref());
        let method = method.map(authentication).unwrap_or_default();
        let elsewhere = text_with(Msg::PasswordKeptElsewhere, &[("method", method)]);
        return section.child(p("muted").words(elsewhere)).view();
    }
    let place =
        Reading::new(move || Box::pin(async move { console.client().own_password().await }));
    section
        .live(move || {
            place.show(2, |place| match place {
                Some(path) => offered(path, rights),
                None => not_offered(),
            })
        })
        .view()
}

fn not_offered() -> AnyView {
    p("muted")
        .attr("role", "status")
        .text(Msg::PasswordNotOffered)
        .view()
}

fn offered(path: &str, rights: MyRights) -> AnyView {
    let console = use_console();
    let own = OwnPassword {
        path: StoredValue::new(path.to_owned()),
        rights,
        scene: RwSignal::new(Scene::Closed),
        first: ElementRef::new(),
        opener: ElementRef::new(),
    };
    let failed = RwSignal::new(None::<Error>);
    let asking = Sending::new();
    // Only now: the appliance may refuse to say it otherwise than by an error.
    let start = move |_| {
        if asking.pending_now() {
            return;
        }
        failed.set(None);
        let path = own.path.get_value();
        asking.start(async move {
            match console.watch(console.client().offers_own_password(&path).await) {
                Ok(true) => {
                    own.scene.try_set(Scene::Open);
                    soon(move || focus(own.first));
                }
                Ok(false) => {
                    own.scene.try_set(Scene::NotOffered);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let barred = own.barred();
    let closed = move || {
        let start = barred
            .mark(element("BUTTON").attr("type", "button"), move || {
                asking.pending()
            })
            .node(own.opener)
            .on("click", start)
            .text(Msg::ChangePassword);
        together(vec![
            actions(vec![start]).view(),
            failure(failed, Task::Read),
            barred.explanation(),
        ])
    };
    live(move || match own.scene.get() {
        Scene::Closed => closed(),
        Scene::Changed => together(vec![
            notice_text(Tone::Success, Msg::PasswordChanged),
            closed(),
        ]),
        Scene::Open => password_form(own),
        Scene::NotOffered => not_offered(),
    })
}

/// What the section shows.
#[derive(Clone, Copy, PartialEq)]
pub enum Scene {
    Closed,
    Open,
    Changed,
    /// It is there, and takes no new password.
    NotOffered,
}

/// The section, as its parts need it.
#[derive(Clone, Copy)]
pub struct OwnPassword {
    pub path: StoredValue<String>,
    rights: MyRights,
    scene: RwSignal<Scene>,
    /// The first field of the form.
    pub first: ElementRef,
    /// The button that opens the form, and has the focus again after it.
    opener: ElementRef,
}

impl OwnPassword {
    /// Off where the rights do not reach.
    pub fn barred(self) -> Barred {
        Barred::by(move || {
            self.path
                .with_value(|path| self.rights.to_change_password(path))
        })
    }

    /// What is known of the appliance's rules.
    pub fn rules(self) -> AnyView {
        rules(self.rights)
    }

    /// The form is done with.
    pub fn close(self, is_changed: bool) {
        self.scene.try_set(if is_changed {
            Scene::Changed
        } else {
            Scene::Closed
        });
        soon(move || focus(self.opener));
    }
}
