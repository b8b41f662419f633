//! The session is over: why, and signing in again in place.

use e2e::steps::{choose_method, navigate, sign_in};
use e2e::{Outcome, Page, Scope as _, World, ensure};
use sps_appliance::Cue;

e2e::scenarios! { profiles: [ended_by_the_appliance, signed_out_by_another_program] }

const ENDED: &str = "Your session ended";

async fn ended_by_the_appliance(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    sign_in(page, world.method(), "operator", "demo").await?;
    world.cue(Cue::SessionExpires);
    navigate(page, "API keys").await?;
    let ended = page.dialog(ENDED);
    ended.seen().await?;
    page.text_visible("The appliance ended it early and did not say why.")
        .await?;
    // Only the same person can go on here.
    choose_method(&ended, world.method()).await?;
    let name = ended.textbox("User name");
    ensure(name.value().await? == "operator", "the name is fixed")?;
    ended.password("Password").fill("wrong").await?;
    let submit = format!("Sign in – {}", world.method());
    ended.button(&submit).click().await?;
    page.text_visible(&format!(
        "{} did not accept this name and password.",
        world.method()
    ))
    .await?;
    ended.password("Password").fill("demo").await?;
    ended.button(&submit).click().await?;
    ended.gone().await?;
    page.heading("API keys").seen().await?;
    // Reloaded with a cookie that is of no use any more.
    world.cue(Cue::SessionExpires);
    page.reload().await?;
    page.heading("Sign in").seen().await?;
    page.text_visible("Your earlier session is over").await
}

async fn signed_out_by_another_program(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    sign_in(page, world.method(), "operator", "demo").await?;
    // Not by a tab of the console, which would tell this one.
    page.evaluate("return fetch('/console/gw/logout', { method: 'POST', headers: { 'x-console': '1' } }).then(() => 1)")
        .await?;
    navigate(page, "API keys").await?;
    page.dialog(ENDED).seen().await?;
    page.text_visible("You signed out in another tab.").await?;
    page.button("Leave and sign in as somebody else")
        .click()
        .await?;
    page.heading("Sign in").seen().await
}
