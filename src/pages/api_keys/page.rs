//! The API keys screen: the list, and above it the form or the key that was just created.

use leptos::prelude::*;
use sps_client::{ApiKey, Error};
use sps_workbench::api_keys::{Scene, key_context, waiting_keys};

use super::{
    card::key_card,
    deep_link::name_in_address,
    delete::delete_key,
    ended::how_it_ended,
    flow::{Copied, Flow},
    form::create_form,
    key_list::key_list,
    leave::leave_guard,
    lifecycle::watch_over,
    waiting::waiting_key,
};
use crate::{
    messages::{Msg, count_text, text},
    pages::{LockHere, Purpose},
    reactive::{run, whether},
    rights::use_rights,
    route::Route,
    state::{Reading, use_console},
    ui::{Tone, element, link, live, nothing, notice, p, page_title, show, together, words},
};

/// What stands above the list. A key on its way stays where it came from, so that the focus stays, too.
#[derive(Clone, Copy, PartialEq)]
enum Top {
    Form,
    Waiting,
    Card,
}

/// Own keys: list, create, delete.
pub fn api_keys_page() -> AnyView {
    let console = use_console();
    let keys = Reading::new(move || Box::pin(async move { console.client().api_keys().await }));
    let rights = use_rights();
    let context = Reading::new(move || {
        // They were read already, or are about to be; then this is read again.
        let rights = rights.and_then(|rights| rights.with(|known| known?.as_ref().ok().cloned()));
        Box::pin(async move { key_context(&console.client(), rights.as_ref()).await })
    });
    let flow = Flow::new(keys);
    // Here and not in the list, which is built anew when it is read again.
    let doomed = RwSignal::new(None);
    watch_over(flow);
    // Other tabs of this session may have staged something.
    run(console.read_pending());
    if let Some(name) = name_in_address() {
        flow.name.set(name);
        flow.open.set(true);
    }
    provide_context(LockHere {
        purpose: Purpose::Key,
        again: Callback::new(move |()| flow.once_more()),
    });
    let top = Memo::new(move |before: Option<&Top>| match flow.scene() {
        Scene::Form | Scene::Creating => Top::Form,
        Scene::Waiting => Top::Waiting,
        Scene::Ready | Scene::NotActiveYet => Top::Card,
        Scene::Activating | Scene::Withdrawing => before.copied().unwrap_or(Top::Form),
    });
    let is_offered =
        whether(move || keys.with(|found| !matches!(found, Some(Err(Error::NotFound(_))))));
    let above = live(move || match (is_offered.get(), top.get()) {
        (false, _) => nothing(),
        (true, Top::Form) => create_form(flow),
        (true, Top::Waiting) => waiting_key(flow),
        (true, Top::Card) => key_card(flow),
    });
    let offered = show(
        move || is_offered.get(),
        move || {
            let own = element("SECTION")
                .attr("aria-labelledby", "own-keys")
                .child(words("H2", Msg::YourKeys).attr("id", "own-keys"))
                .child(p("muted").text(Msg::KeysAdvice))
                .live(move || keys.show(3, |found: &Vec<ApiKey>| key_list(found, doomed, context)));
            own.view()
        },
    );
    together(vec![
        page_title(|| text(Msg::ApiKeys).to_owned(), text(Msg::ApiKeysHelp)).view(),
        live(move || how_it_ended(flow)),
        keys_that_wait(flow),
        above,
        progress(flow),
        offered,
        show(
            move || !is_offered.get(),
            || p("empty").text(Msg::KeysNotOffered).view(),
        ),
        delete_key(doomed, flow),
        leave_guard(flow),
    ])
}

/// One announcement per step, and never a value.
fn progress(flow: Flow) -> AnyView {
    let told = move || {
        let copied = flow.copied.get();
        let is_copied = matches!(copied, Copied::At(_));
        let is_saved = matches!(copied, Copied::Saved(_));
        match flow.scene() {
            Scene::Creating => Some(Msg::KeyCreating),
            Scene::Activating => Some(Msg::KeyActivating),
            Scene::Withdrawing => Some(Msg::KeyWithdrawing),
            Scene::Ready | Scene::NotActiveYet if copied == Copied::Refused => {
                Some(Msg::CopyByHand)
            }
            Scene::Ready | Scene::NotActiveYet if copied == Copied::SaveRefused => {
                Some(Msg::KeySaveRefused)
            }
            Scene::Ready if is_saved => Some(Msg::KeySavedStep),
            Scene::NotActiveYet if is_saved => Some(Msg::KeySavedLater),
            Scene::Ready if is_copied => Some(Msg::KeyCopied),
            Scene::Ready => Some(Msg::KeyReadyStep),
            Scene::NotActiveYet if is_copied => Some(Msg::KeyCopiedLater),
            Scene::NotActiveYet => Some(Msg::KeyLaterStep),
            Scene::Form | Scene::Waiting => None,
        }
    };
    // The heading of the card says the last steps to the eye.
    let is_said = move || {
        let is_refused = flow
            .copied
            .with(|copied| matches!(copied, Copied::Refused | Copied::SaveRefused));
        match flow.scene() {
            Scene::Ready | Scene::NotActiveYet => !is_refused,
            // Empty, it stays for the next step to be heard, and takes no room.
            scene => matches!(scene, Scene::Form | Scene::Waiting),
        }
    };
    p("")
        .live_attr("class", move || {
            Some(
                if is_said() {
                    "key-progress sr"
                } else {
                    "key-progress"
                }
                .into(),
            )
        })
        .attr("role", "status")
        .live_words(move || told().map(text).unwrap_or_default().to_owned())
        .view()
}

/// Staged keys that work after a commit; the card of one says it itself.
fn keys_that_wait(flow: Flow) -> AnyView {
    let count = move || {
        let pending = flow.console.pending;
        pending.with(|pending| waiting_keys(&pending.changes).len())
    };
    show(
        move || count() > 0 && matches!(flow.scene(), Scene::Form | Scene::Ready),
        move || {
            notice(
                Tone::Warning,
                vec![
                    p("")
                        .live_words(move || {
                            count_text(count(), Msg::KeysWaitOne, Msg::KeysWaitMany)
                        })
                        .view(),
                    link("", &Route::Review).text(Msg::ReviewAndCommit).view(),
                ],
            )
        },
    )
}
