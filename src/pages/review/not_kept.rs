//! Members that the appliance took and did not keep: they are in no changelog, so the console remembers them until the
//! resource is staged again or nothing is pending any more (product.md M6.7, F18).

use leptos::prelude::*;
use sps_workbench::document::Pointer;

use super::{labels::way, told_in_words::edit_link};
use crate::{
    messages::{Msg, text_with},
    reactive::effect,
    route::Route,
    state::{Pending, use_console},
    ui::{Element, Tone, element, live, nothing, notice, p, span, words},
};

/// What was not kept, by the path of the resource; cheap to copy.
#[derive(Clone, Copy)]
pub struct NotKept(RwSignal<Vec<(String, Vec<Pointer>)>>);

impl NotKept {
    /// Creates it where the signed-in person's screens are built: it goes with them.
    pub fn provide() -> Self {
        let not_kept = Self(RwSignal::new(Vec::new()));
        let console = use_console();
        effect(move || {
            // Committed or rolled back: the values are looked at anew.
            if !console.pending.with(Pending::is_open)
                && not_kept.0.try_with_untracked(Vec::is_empty) == Some(false)
            {
                not_kept.0.try_set(Vec::new());
            }
        });
        provide_context(not_kept);
        not_kept
    }

    /// What is remembered around this screen, or something of its own for a screen that stands alone.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// A resource was staged, and these of its members were not kept; none forgets what was told before.
    pub fn tell(self, path: &str, members: &[Pointer]) {
        self.0.try_update(|all| {
            all.retain(|(known, _)| known != path);
            if !members.is_empty() {
                all.push((path.to_owned(), members.to_vec()));
            }
        });
    }

    /// Says so, resource by resource, while there is something to say.
    pub fn notices(self) -> AnyView {
        live(move || {
            self.0.with(|all| {
                if all.is_empty() {
                    return nothing();
                }
                let resources = all.iter().flat_map(|(path, members)| {
                    let place = path
                        .replacen("/api/configuration/", "", 1)
                        .replace('/', " › ");
                    [
                        p("")
                            .child(element("STRONG").untranslated().words(place))
                            .view(),
                        members_with_edit(path, members).view(),
                    ]
                });
                let mut told = vec![words("P", Msg::MembersIgnored).view()];
                told.extend(resources);
                notice(Tone::Warning, told)
            })
        })
    }
}

/// The members of a resource by name, each with the way to its field.
pub fn members_with_edit(path: &str, members: &[Pointer]) -> Element {
    let route = Route::for_resource(path);
    let items = members.iter().map(|member| {
        let steps: Vec<String> = member.segments().to_vec();
        let name = way(path, &steps).unwrap_or_default();
        let edit = route.as_ref().map(|route| {
            edit_link(route, &steps)
                .attr(
                    "aria-label",
                    text_with(Msg::EditChangeNamed, &[("subject", &name)]),
                )
                .text(Msg::EditChange)
        });
        element("LI")
            .child(span("").untranslated().words(name))
            .words(" ")
            .maybe(edit)
    });
    element("UL").children(items)
}
