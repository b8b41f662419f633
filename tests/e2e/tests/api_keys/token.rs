//! An appliance that wants its token with every write, whoever sends it: a write without is refused, and the value is as
//! secret as a key.

use e2e::{Outcome, Page, Scope as _, World, ensure};
use sps_appliance::{Appliance, Setup, Switches, XTokenRule};

use crate::{canary::is_nowhere, person::*};

e2e::scenarios! {
    world: minding_the_token,
    every_engine: [],
    chromium_only: [every_write_carries_the_token_and_it_is_nowhere],
}

async fn minding_the_token() -> Outcome<World> {
    let switches = Switches {
        xtoken_rule: XTokenRule::All,
        ..Switches::v8_0()
    };
    World::with_appliance(Appliance::new(Setup {
        switches,
        ..Setup::default()
    }))
    .await
}

async fn every_write_carries_the_token_and_it_is_nowhere(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    // POST, and PUT of the commit.
    create(page, "with-token").await?;
    let value = copy(page).await?;
    ensure(works(world, &value).await?, "the key works")?;
    close(page).await?;
    // PUT of a resource, and the commit of the review.
    page.open(&world.url("configuration/aaa/settings")).await?;
    page.checkbox("Refuse passwords found in dictionaries")
        .click()
        .await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    navigate(page, "Review").await?;
    page.button("Commit 1 change to sps1.example.org")
        .click()
        .await?;
    page.button("Commit all the same").click().await?;
    page.text_visible("Committed 1 change").await?;
    // DELETE, and its commit.
    navigate(page, "API keys").await?;
    page.button("Delete with-token").click().await?;
    page.dialog("Delete the API key with-token?")
        .button("Delete key")
        .click()
        .await?;
    page.text_visible("You have no API keys.").await?;
    let token = text_of(
        page,
        "return (async () => (await (await fetch('/api/user_info', { headers: { 'X-Console': '1' } })).json()).token)()",
    )
    .await?;
    is_nowhere(page, world, &token).await
}
