//! Header strip, navigation and the staging panel around every screen of a signed-in person.

use leptos::{html, prelude::*, task::spawn_local};
use sps_client::Error;
use sps_workbench::session_clock::Standing;

use crate::{
    messages::{Msg, count_text, text, text_with},
    pages::StagingPanel,
    route::Route,
    state::{Pending, Sending, use_console},
    ui::{ClockRing, Dialog, Icon, Notice, Problem, Shape, Show, Task, Tone},
};

/// The frame; the screen is the child.
#[component]
pub fn Shell(route: Memo<Route>, main: NodeRef<html::Main>, children: Children) -> impl IntoView {
    let console = use_console();
    view! {
        <a class="skip" href="#main">{text(Msg::SkipToContent)}</a>
        <Header route />
        {move || console.gateway.with(|info| info.demo).then(|| view! {
            <p class="demo-strip">{text(Msg::DemoStrip)}</p>
        }.into_any())}
        <EndingSoon />
        <div class="frame">
            <Navigation route />
            <main id="main" node_ref=main tabindex="-1">{children()}</main>
            <StagingPanel route />
        </div>
    }
}

#[component]
fn Header(route: Memo<Route>) -> impl IntoView {
    let console = use_console();
    let standing = Memo::new(move |_| {
        console
            .clock
            .with(|clock| clock.standing(console.now.get()))
    });
    // The longest time seen is the whole of the ring.
    let span = Memo::new(move |earlier: Option<&u64>| {
        let left = seconds_left(standing.get()).unwrap_or_default();
        earlier.copied().unwrap_or_default().max(left)
    });
    let share = Signal::derive(move || match (seconds_left(standing.get()), span.get()) {
        (Some(left), span) if span > 0 => left as f64 / span as f64,
        _ => 0.0,
    });
    let count = move || console.pending.with(Pending::count);
    view! {
        <header class="strip">
            <a class="brand" href=Route::Account.href()>
                <Icon shape=Shape::Mark />
                <span translate="no">{move || console.appliance_name()}</span>
            </a>
            <Breadcrumb route />
            <ClockRing standing share />
            <a class="pill" class:has-changes=move || { count() > 0 } href=Route::Review.href()
                aria-label=move || count_text(count(), Msg::PendingChange, Msg::PendingChanges)>
                <Icon shape=Shape::Changed />
                <span aria-hidden="true">
                    <b>{move || count().to_string()}</b>
                    <span class="wide-only">{" "}{text(Msg::Pending)}</span>
                </span>
            </a>
            <UserMenu />
        </header>
    }
}

fn seconds_left(standing: Standing) -> Option<u64> {
    match standing {
        Standing::Active { left_seconds } | Standing::EndingSoon { left_seconds } => {
            Some(left_seconds)
        }
        Standing::Ended => Some(0),
        Standing::NoSession | Standing::UnknownLength { .. } => None,
    }
}

/// Where we are in the configuration, each part a link; an empty place in the strip elsewhere.
#[component]
fn Breadcrumb(route: Memo<Route>) -> impl IntoView {
    move || {
        let Route::Configuration(segments) = route.get() else {
            return view! { <span class="breadcrumb"></span> }.into_any();
        };
        let parts = (0..=segments.len()).map(|length| {
            let upto: Vec<String> = segments.iter().take(length).cloned().collect();
            let name = upto
                .last()
                .cloned()
                .unwrap_or_else(|| text(Msg::Configuration).to_owned());
            let current = (length == segments.len()).then_some("page");
            let href = Route::Configuration(upto).href();
            view! { <li><a href=href translate="no" aria-current=current>{name}</a></li> }
                .into_any()
        });
        view! { <nav class="breadcrumb" aria-label=text(Msg::Breadcrumb)><ol>{parts.collect_view()}</ol></nav> }.into_any()
    }
}

#[component]
fn UserMenu() -> impl IntoView {
    let console = use_console();
    let asking = RwSignal::new(false);
    let failed = RwSignal::new(None::<Error>);
    let leaving = Sending::new();
    let leave = move || {
        leaving.start(async move {
            match console.sign_out().await {
                Ok(()) => {
                    asking.try_set(false);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                    asking.try_set(true);
                }
            }
        })
    };
    let ask = move |_| {
        if console
            .pending
            .with_untracked(|pending| pending.count() > 0)
        {
            failed.set(None);
            asking.set(true);
        } else {
            leave();
        }
    };
    let count = move || console.pending.with(Pending::count);
    view! {
        <span class="who"><Icon shape=Shape::Person /><span translate="no">{move || console.user_name()}</span></span>
        <button type="button" class="quiet" on:click=ask disabled=move || leaving.pending()>{text(Msg::SignOut)}</button>
        <Dialog open=asking title=Signal::derive(|| text(Msg::SignOutQuestion).to_owned())
            on_close=Callback::new(move |()| asking.set(false))>
            <p>{move || count_text(count(), Msg::SignOutLosesOne, Msg::SignOutLosesMany)}</p>
            {move || failed.get().map(|error| view! { <Problem error task=Task::Finish /> })}
            <div class="actions">
                <button type="button" on:click=move |_| asking.set(false)>{text(Msg::Back)}</button>
                <button type="button" class="danger" on:click=move |_| leave()
                    disabled=move || leaving.pending()>{text(Msg::RollBackAndSignOut)}</button>
            </div>
        </Dialog>
    }
}

#[component]
fn Navigation(route: Memo<Route>) -> impl IntoView {
    let console = use_console();
    let current = move |is: fn(&Route) -> bool| move || route.with(is).then_some("page");
    view! {
        <nav class="side" aria-label=text(Msg::Navigation)>
            <a href=Route::Account.href() aria-current=current(|route| matches!(route, Route::Account))>
                <Icon shape=Shape::Person />{text(Msg::Account)}
            </a>
            <a href=Route::ApiKeys.href() aria-current=current(|route| matches!(route, Route::ApiKeys))>
                <Icon shape=Shape::Key />{text(Msg::ApiKeys)}
            </a>
            <a href=Route::Configuration(Vec::new()).href() aria-current=current(|route| matches!(route, Route::Configuration(_)))>
                <Icon shape=Shape::Tree />{text(Msg::Configuration)}
            </a>
            <a href=Route::Review.href() aria-current=current(|route| matches!(route, Route::Review))>
                <Icon shape=Shape::List />{text(Msg::Review)}
                {move || match console.pending.with(Pending::count) {
                    0 => None,
                    count => Some(view! { <span class="count" aria-hidden="true">{count.to_string()}</span> }.into_any()),
                }}
            </a>
        </nav>
    }
}

/// Two minutes before the end: what would be lost, and one key to stay (product.md M3.1).
#[component]
fn EndingSoon() -> impl IntoView {
    let console = use_console();
    // A memo of the yes or no: the banner must not be rebuilt, and so announced, every second.
    let soon = Memo::new(move |_| {
        console.clock.with(|clock| {
            matches!(
                clock.standing(console.now.get()),
                Standing::EndingSoon { .. }
            )
        })
    });
    let failed = RwSignal::new(None::<Error>);
    let stay = move |_| {
        spawn_local(async move {
            failed.set(console.stay_signed_in().await.err());
        })
    };
    let meaning = move || match console.pending.with(Pending::count) {
        0 => text(Msg::EndingSoonNothing).to_owned(),
        count => text_with(Msg::EndingSoonLoses, &[("count", &count.to_string())]),
    };
    view! {
        <Show when=move || soon.get()>
            <div class="banner">
                <Notice tone=Tone::Warning>
                    <p><strong>{text(Msg::EndingSoon)}</strong>{" "}{meaning()}</p>
                    <div class="actions">
                        <button type="button" class="primary" on:click=stay>{text(Msg::StaySignedIn)}</button>
                        <a class="button" href=Route::Review.href()>{text(Msg::Review)}</a>
                    </div>
                </Notice>
                {move || failed.get().map(|error| view! { <Problem error task=Task::Read /> })}
            </div>
        </Show>
    }
}
