//! Signed in, and the session was not kept: the clocks first, then the cookies.

use e2e::steps::choose_method;
use e2e::{Outcome, Page, Scope as _, World};
use sps_appliance::Cue;

use crate::stand_ins::answers;

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [clocks_that_differ, cookies_that_do_not_come_back],
}

async fn try_in(page: &Page) -> Outcome {
    choose_method(page, "Local login").await?;
    page.textbox("User name").fill("admin").await?;
    page.password("Password").fill("demo").await?;
    page.button("Sign in – Local login").click().await
}

async fn clocks_that_differ(page: &Page, world: &World) -> Outcome {
    // The sign-in itself is the real one.
    answers(
        page,
        "{ '/api/user_info': () => refusal(401, 'Unauthenticated') }",
    )
    .await?;
    world.cue(Cue::Clock(-23));
    page.open(&world.url("")).await?;
    try_in(page).await?;
    page.text_visible("You signed in, but the session was not kept.")
        .await?;
    page.text_visible("Your computer's clock is 23 min ahead of the appliance.")
        .await?;
    page.text_visible("UTC").await?;
    page.text_visible("local time").await?;
    page.text_visible("set automatically, then try again")
        .await?;
    page.text_gone("did not accept").await
}

async fn cookies_that_do_not_come_back(page: &Page, world: &World) -> Outcome {
    answers(
        page,
        "{ '/api/user_info': () => refusal(401, 'Unauthenticated'),
           '/console/gw/info': () => json({ session_cookie: window.e2eCookie ?? false }) }",
    )
    .await?;
    page.open(&world.url("")).await?;
    try_in(page).await?;
    page.text_visible("cookies are blocked for this address")
        .await?;
    page.evaluate("window.e2eCookie = true").await?;
    page.password("Password").fill("demo").await?;
    page.button("Sign in – Local login").click().await?;
    page.text_visible("the appliance does not know the session any more")
        .await
}
