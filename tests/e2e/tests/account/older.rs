//! Firmwares 6.0 and 7.5: rights come with the user information.

use e2e::{Outcome, Page, Role, Scope as _, World};
use sps_appliance::Profile;

use crate::person::{may_i, sign_in_with_a_password};

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
    // What this firmware has not is no entry either, and neither is what needs the configuration.
    page.button("Not available to you (3)").click().await?;
    page.text_visible("This appliance offers no API keys. They came with version 8.0.")
        .await?;
    let menu = page.control(Role::Navigation, "Main");
    menu.link("API keys").gone().await?;
    may_i(
        page,
        "/api/user/api_keys",
        "Create POST",
        "No: you may not POST /api/user/api_keys.",
    )
    .await?;
    may_i(
        page,
        "/api/transaction",
        "Create POST",
        "Yes: you may POST /api/transaction.",
    )
    .await
}
