//! Firmware that does not tell how long a session lasts, and others that do.

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use sps_appliance::{Appliance, Cue, Profile, RefreshOnGet, Setup, Switches};

use crate::steps::{authenticated, left, navigate, open_with_clock, pass, quiet, stage_a_change};

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

async fn refreshed(by: RefreshOnGet) -> Outcome<World> {
    World::with_appliance(Appliance::new(Setup {
        switches: Switches {
            session_refresh_on_get: by,
            ..Switches::v8_0()
        },
        ..Setup::default()
    }))
    .await
}

async fn not_by_the_transaction() -> Outcome<World> {
    refreshed(RefreshOnGet::OffForTransaction).await
}

async fn not_by_reads() -> Outcome<World> {
    refreshed(RefreshOnGet::OffForReads).await
}

mod off_for_transaction {
    use super::*;

    e2e::scenarios! {
        world: not_by_the_transaction,
        every_engine: [],
        chromium_only: [staying_asks_for_more_than_the_transaction],
    }
}

mod off_for_reads {
    use super::*;

    e2e::scenarios! { world: not_by_reads, every_engine: [], chromium_only: [what_cannot_be_extended_is_said] }
}

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

async fn staying_asks_for_more_than_the_transaction(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    // The appliance's own time does not pass with the page's.
    world.cue(Cue::SessionExpiresIn(100));
    pass(page, 500).await?;
    let asked = authenticated(page).await?;
    page.button("Stay signed in").click().await?;
    page.text_gone("You will be signed out").await?;
    ensure(left(page).await? > 590.0, "the session is not extended")?;
    quiet(page).await?;
    ensure(
        authenticated(page).await? == asked + 2,
        "one question more, and no other",
    )?;
    page.text_gone("This session cannot be extended.").await
}

async fn what_cannot_be_extended_is_said(page: &Page, world: &World) -> Outcome {
    const HOPELESS: &str = "This session cannot be extended. Commit now or keep a copy.";
    open_with_clock(page, world).await?;
    navigate(page, "Configuration").await?;
    quiet(page).await?;
    world.cue(Cue::SessionExpiresIn(100));
    pass(page, 495).await?;
    page.button("Stay signed in").click().await?;
    page.text_visible(HOPELESS).await?;
    page.screenshot("session-cannot-be-extended").await?;
    // A write extends it all the same, and so nothing of the kind is said any more.
    stage_a_change(page).await?;
    page.text_gone(HOPELESS).await?;
    page.text_gone("You will be signed out").await?;

    world.cue(Cue::SessionExpiresIn(100));
    pass(page, 495).await?;
    page.button("Stay signed in").click().await?;
    page.text_visible(HOPELESS).await?;
    pass(page, 110).await?;
    page.heading("Your session ended").seen().await?;
    page.text_visible(
        "Its time was up: the appliance ends it then, whatever is done to extend it.",
    )
    .await?;
    let told = page.only(Role::Dialog).text().await?;
    ensure(
        told.contains("The appliance deleted the open transaction with its staged changes. A copy of 1 change"),
        format!("it says {told}"),
    )
}
