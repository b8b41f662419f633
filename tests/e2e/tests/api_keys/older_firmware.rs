//! Firmware before 8.0: without API keys it says so; where a version has them, its own rules of transactions hold.

use e2e::{Outcome, Page, Scope as _, World, ensure};
use sps_appliance::{Appliance, Cue, Profile, Setup, Switches};

use crate::{canary::is_nowhere, person::*};

/// A transaction must be opened, opening takes the lock, and the settings tell whether a message is required.
mod v6_0 {
    use super::*;

    e2e::scenarios! {
        world: with_keys,
        every_engine: [],
        chromium_only: [the_settings_tell_that_a_message_is_required],
    }

    async fn with_keys() -> Outcome<World> {
        offering(Profile::V6_0).await
    }
}

mod v7_5 {
    use super::*;

    e2e::scenarios! {
        world: with_keys,
        every_engine: [],
        chromium_only: [a_key_is_created],
    }

    async fn with_keys() -> Outcome<World> {
        offering(Profile::V7_5).await
    }
}

mod without {
    use super::*;

    e2e::scenarios! {
        world: plain,
        every_engine: [],
        chromium_only: [says_that_there_are_no_keys],
    }

    async fn plain() -> Outcome<World> {
        World::with_profile(Profile::V7_5).await
    }
}

async fn offering(profile: Profile) -> Outcome<World> {
    let mut switches = Switches::of(profile);
    switches.api_keys = true;
    World::with_appliance(Appliance::new(Setup {
        switches,
        ..Setup::default()
    }))
    .await
}

async fn says_that_there_are_no_keys(page: &Page, world: &World) -> Outcome {
    page.expect_noise("404");
    sign_in_at(page, world, "api-keys", "admin").await?;
    page.text_visible("This appliance offers no API keys. They came with version 8.0.")
        .await?;
    ensure(
        !page.button("Create an API key").present().await?,
        "nothing is offered that cannot work",
    )
}

async fn a_key_is_created(page: &Page, world: &World) -> Outcome {
    // This version has no list of login methods with ids.
    page.expect_noise("login_methods");
    sign_in(page, world, "admin").await?;
    create(page, "older").await?;
    let value = copy(page).await?;
    ensure(works(world, &value).await?, "the key works")?;
    close(page).await?;
    is_nowhere(page, world, &value).await
}

async fn the_settings_tell_that_a_message_is_required(page: &Page, world: &World) -> Outcome {
    // This version has no list of login methods with ids.
    page.expect_noise("login_methods");
    world.cue(Cue::RequireMessage);
    sign_in_with(page, world, "api-keys", "admin", "Password").await?;
    name_a_key(page, "oldest").await?;
    page.button("Create").click().await?;
    let message = page.textbox("Commit message");
    ensure(
        message.value().await? == "Create API key oldest",
        "it is drafted",
    )?;
    ensure(
        live_keys(world, "admin").await?.is_empty(),
        "it is asked for before anything is created",
    )?;
    page.button("Create").click().await?;
    page.heading("Key ready – not copied yet").seen().await?;
    let value = copy(page).await?;
    ensure(works(world, &value).await?, "the key works")?;
    close(page).await?;
    is_nowhere(page, world, &value).await
}
