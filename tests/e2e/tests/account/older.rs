//! Firmwares 6.0 and 7.5: rights come with the user information.

use e2e::{Key, Outcome, Page, Scope as _, World};
use sps_appliance::Profile;

use crate::person::may_i;

mod oldest {
    use super::{oldest, rights_come_with_the_user_information};

    e2e::scenarios! {
        world: oldest,
        every_engine: [],
        chromium_only: [rights_come_with_the_user_information],
    }
}

mod middle {
    use super::{middle_aged, rights_come_with_the_user_information_there_too};

    e2e::scenarios! {
        world: middle_aged,
        every_engine: [],
        chromium_only: [rights_come_with_the_user_information_there_too],
    }
}

async fn oldest() -> Outcome<World> {
    World::with_profile(Profile::V6_0).await
}

async fn middle_aged() -> Outcome<World> {
    World::with_profile(Profile::V7_5).await
}

async fn rights_come_with_the_user_information(page: &Page, world: &World) -> Outcome {
    // An old appliance has no list of login methods, and the browser notes that.
    page.expect_noise("login_methods");
    sign_in_with_a_password(page, world, "auditor").await?;
    page.text_visible("Published by the appliance in your user information.")
        .await?;
    page.text_visible("not told by this appliance").await?;
    may_i(
        page,
        "aaa",
        "Change PUT",
        "No: you may not PUT /api/configuration/aaa.",
    )
    .await?;
    page.text_visible("privilege Users & Access Control (read and write)")
        .await?;
    page.text_visible("Changing your password is not offered by this appliance.")
        .await
}

async fn rights_come_with_the_user_information_there_too(page: &Page, world: &World) -> Outcome {
    sign_in_with_a_password(page, world, "helpdesk").await?;
    page.text_visible("Published by the appliance in your user information.")
        .await?;
    page.button("Not available to you (1)").seen().await?;
    may_i(
        page,
        "/api/transaction",
        "Create POST",
        "Yes: you may POST /api/transaction.",
    )
    .await
}

/// Whatever this firmware calls the only method with a password.
async fn sign_in_with_a_password(page: &Page, world: &World, user: &str) -> Outcome {
    page.open(&world.url("")).await?;
    page.heading("Sign in").seen().await?;
    let open = "const method = document.querySelector('button.method[aria-expanded=false]'); method?.click(); return true";
    page.evaluate(open).await?;
    page.textbox("User name").fill(user).await?;
    page.password("Password").fill("demo").await?;
    page.password("Password").press(Key::Enter).await?;
    page.button("Sign out").seen().await?;
    page.heading("Account").seen().await
}
