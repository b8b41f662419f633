//! Sign-in with a real client certificate by the console's own button: the console finds the session by itself, shows whose
//! it is, and lets the person in; also in place, when a session has ended (product M1.7, M3.8).

use e2e::{Holds, Key, Outcome, Page, Plan, Profile, Role, Scope as _, World, ensure};
use serde_json::Value;
use sps_appliance::{Cue, Setup};

e2e::scenarios! {
    world: World::with_certificates,
    every_engine: [],
    chromium_only: [
        the_session_is_found_and_its_person_goes_on,
        somebody_elses_card_leads_nowhere,
        signing_in_again_in_place,
        a_blocked_window_leaves_a_link,
    ],
}

/// Firmware that calls its methods otherwise, or not at all.
mod of_7_5 {
    use super::*;

    async fn world() -> Outcome<World> {
        older(Profile::V7_5).await
    }

    e2e::scenarios! {
        world: world,
        every_engine: [],
        chromium_only: [the_session_is_found_and_its_person_goes_on, somebody_elses_card_leads_nowhere],
    }
}

mod of_6_0 {
    use super::*;

    async fn world() -> Outcome<World> {
        older(Profile::V6_0).await
    }

    e2e::scenarios! {
        world: world,
        every_engine: [],
        chromium_only: [the_session_is_found_and_its_person_goes_on, somebody_elses_card_leads_nowhere],
    }
}

async fn older(profile: Profile) -> Outcome<World> {
    let plan = Plan::profile(profile).certificates(Holds::TheUsers);
    plan.start().await
}

/// An appliance that does not tell how long a session lasts.
mod without_time_left {
    use super::*;

    e2e::scenarios! {
        world: no_time_left,
        every_engine: [],
        chromium_only: [the_session_is_found_and_its_person_goes_on],
    }
}

async fn no_time_left() -> Outcome<World> {
    let mut setup = Setup::default();
    let switched = setup.switches.set("meta.remaining_seconds", "off");
    ensure(
        switched.is_ok(),
        "the simulated appliance has no such switch",
    )?;
    let console = e2e::workspace_root().join("target/console");
    World::pages_with_certificates(&console, setup).await
}

const BUTTON: &str = "Sign in with certificate";

fn button(world: &World) -> &'static str {
    // Before 7.0 there is one, and it has no title of its own.
    if world.profile() < Profile::V7_0 {
        "X.509 certificate"
    } else {
        BUTTON
    }
}

async fn find(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.button(button(world)).click().await?;
    page.text_visible("Choose your certificate in the window that has opened.")
        .await?;
    page.text_visible("You are signed in as operator.").await?;
    page.text_visible("You can close the other window.").await
}

async fn the_session_is_found_and_its_person_goes_on(page: &Page, world: &World) -> Outcome {
    find(page, world).await?;
    ensure(
        !page.control(Role::Navigation, "Main").present().await?,
        "nobody is let in before the person said so",
    )?;
    page.button("Go on").press(Key::Enter).await?;
    page.control(Role::Navigation, "Main").seen().await?;
    page.text_visible("operator").await?;
    let names = names(&page.cookies().await?);
    ensure(
        names == ["__Host-sps"],
        format!("only the hardened cookie is left: {names:?}"),
    )?;
    // It is a session like any other.
    page.reload().await?;
    page.control(Role::Navigation, "Main").seen().await?;
    page.button("Sign out").click().await?;
    page.heading("Sign in").seen().await
}

async fn somebody_elses_card_leads_nowhere(page: &Page, world: &World) -> Outcome {
    find(page, world).await?;
    page.button("Sign out").click().await?;
    page.text_gone("You are signed in as").await?;
    for _ in 0..100 {
        if names(&page.cookies().await?).is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let names = names(&page.cookies().await?);
    ensure(
        names.is_empty(),
        format!("a session is still in the browser: {names:?}"),
    )?;
    page.reload().await?;
    page.button(button(world)).seen().await
}

async fn signing_in_again_in_place(page: &Page, world: &World) -> Outcome {
    // Chromium writes every refused request to its console.
    page.expect_noise("401");
    find(page, world).await?;
    page.button("Go on").click().await?;
    let main = page.control(Role::Navigation, "Main");
    main.link("Review").click().await?;
    // All that the first screen reads has come.
    page.text_visible("Nothing is pending.").await?;
    world.cue(Cue::SessionExpires);
    main.link("API keys").click().await?;
    let ended = page.dialog("Your session ended");
    ended.seen().await?;
    // What was used last is the button.
    ended.button("X509 login").click().await?;
    // The person is known: nothing is asked, and the page is where it was.
    ended.gone().await?;
    page.heading("API keys").seen().await?;
    page.button("Sign out").seen().await
}

/// A browser that opens no window: the same as a plain link, in this tab, and back.
async fn a_blocked_window_leaves_a_link(page: &Page, world: &World) -> Outcome {
    // The appliance's own address has no picture for the tab, and Chromium writes that to its console.
    page.expect_noise("favicon.ico");
    page.before_load("window.open = () => null;").await?;
    page.open(&world.url("")).await?;
    page.button(BUTTON).click().await?;
    page.text_visible("The browser did not open a window.")
        .await?;
    page.link("Open X509 login in this tab").click().await?;
    page.open(&world.url("")).await?;
    // The console comes back to the try it knows of, and says whose card it was.
    page.text_visible("You are signed in as operator.").await?;
    page.button("Go on").press(Key::Enter).await?;
    page.control(Role::Navigation, "Main").seen().await?;
    page.button("Sign out").click().await?;
    page.heading("Sign in").seen().await
}

fn names(cookies: &Value) -> Vec<String> {
    let all = cookies.as_array().into_iter().flatten();
    all.filter_map(|cookie| Some(cookie.get("name")?.as_str()?.to_owned()))
        .collect()
}
