//! Firmware that does not tell how long a session lasts, and others that do.

use e2e::{Outcome, Page, Scope as _, World, ensure};
use sps_appliance::Profile;

use crate::steps::{authenticated, left, open_with_clock, pass, quiet};

async fn v5_7() -> Outcome<World> {
    World::with_profile(Profile::V5_7).await
}

mod unknown {
    use super::*;

    e2e::scenarios! {
        world: v5_7,
        every_engine: [],
        chromium_only: [an_unknown_length_is_said_and_warned_for],
    }
}

e2e::scenarios! { older_profiles: [a_known_length_is_warned_for] }

async fn an_unknown_length_is_said_and_warned_for(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    let title = page
        .evaluate("return document.querySelector('.clock').title")
        .await?;
    ensure(
        title == "Session length unknown",
        format!("the clock says {title}"),
    )?;
    pass(page, 470).await?;
    page.text_gone("Session length unknown.").await?;
    pass(page, 15).await?;
    page.text_visible("Session length unknown. There was no request for 8 minutes")
        .await?;
    page.screenshot("session-unknown-length").await?;
    let asked = authenticated(page).await?;
    page.button("Stay signed in").click().await?;
    page.text_gone("There was no request").await?;
    quiet(page).await?;
    ensure(authenticated(page).await? > asked, "nothing was asked")
}

async fn a_known_length_is_warned_for(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    let to_pass = left(page).await? - 119.0;
    pass(page, to_pass as u32).await?;
    page.text_visible("You will be signed out in 2 minutes.")
        .await?;
    page.button("Stay signed in").click().await?;
    page.text_gone("You will be signed out").await?;
    ensure(left(page).await? > 590.0, "it was not extended")
}
