//! Firmware 8.0, as auditor, helpdesk and administrator.

use e2e::{Key, Outcome, Page, Role, Scope as _, World, ensure, steps};
use sps_appliance::Cue;

use crate::person::{copied_request, holds, is_barred, may_i, sign_in, sign_in_here};

e2e::scenarios! {
    world: World::start,
    every_engine: [an_auditor_sees_why_and_whom_to_ask],
    chromium_only: [
        helpdesk_has_short_and_honest_menus,
        an_administrator_may_do_everything,
        rights_that_went_away_are_explained_and_nobody_is_signed_out,
        by_keyboard_alone_and_on_a_small_screen,
    ],
}

async fn an_auditor_sees_why_and_whom_to_ask(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "auditor", "demo").await?;
    // M9.7: name, login method by its title, the appliance, the list and its source.
    page.text_visible("Local login (local)").await?;
    page.text_visible("8.0 LTS").await?;
    page.text_visible("Published by the appliance at /api/endpoints.")
        .await?;
    page.text_visible("Needs PUT on /api/user/password – privilege REST server (read and write).")
        .await?;
    let table = page.control(Role::Table, "Endpoints and methods");
    table
        .row_containing("/api/configuration/rdp")
        .seen()
        .await?;
    page.textbox("Filter by path").fill("rdp control").await?;
    page.text_visible("1 of 25 endpoints").await?;
    ensure(
        !table.text().await?.contains("/api/configuration/ssh"),
        "the filter hides nothing",
    )?;
    page.textbox("Filter by path").fill("").await?;
    page.text_visible("25 endpoints").await?;

    // May I, in two interactions, with the privilege to ask for.
    may_i(
        page,
        "rdp/connections",
        "Change PUT",
        "No: you may not PUT /api/configuration/rdp/connections.",
    )
    .await?;
    page.text_visible("privilege RDP Control / Connections (read and write)")
        .await?;
    page.control(Role::Radio, "Read GET").click().await?;
    page.text_visible("Yes: you may GET /api/configuration/rdp/connections.")
        .await?;
    page.control(Role::Radio, "Change PUT").click().await?;
    let request = copied_request(&page.control(Role::Region, "May I …?"), page).await?;
    holds(
        &request,
        &[
            "User: auditor (login method: local)",
            "Appliance: sps1.example.org (firmware 8.0.0)",
            "PUT /api/configuration/rdp/connections: privilege RDP Control / Connections, read and write",
            "applies after auditor signs in again",
        ],
    )?;

    // M9.2: what is closed is one closed group, with reasons.
    page.button("Not available to you (3)").click().await?;
    page.text_visible("Needs GET on /api/configuration/ica – privilege ICA Control (read).")
        .await?;

    // M9.1, M9.4, M9.5, M9.6: a page to read, with all that a change would need.
    page.open(&world.url("configuration/aaa/settings")).await?;
    page.text_visible("View only").await?;
    page.text_visible("Needs PUT on /api/configuration/aaa/settings – privilege Users & Access Control / Settings (read and write).").await?;
    page.text_visible("Needs POST on /api/transaction – privilege REST server (read and write).")
        .await?;
    is_barred(page, "Stage 0 changes", "Needs PUT on /api/transaction").await?;
    page.button("Copy Least password strength").seen().await?;
    ensure(
        !page
            .control(Role::Textbox, "Minimum password strength")
            .present()
            .await?,
        "a value that cannot be changed is a field",
    )?;

    page.open(&world.url("api-keys")).await?;
    page.heading("API keys").seen().await?;
    page.text_visible("Needs POST on /api/user/api_keys")
        .await?;
    is_barred(
        page,
        "Create an API key",
        "Needs POST on /api/user/api_keys",
    )
    .await?;
    // A link opens the form without the button.
    page.open(&world.url("api-keys?new-key=ci-runner")).await?;
    page.textbox("Name").seen().await?;
    is_barred(page, "Create", "Needs POST on /api/user/api_keys").await?;
    page.textbox("Name").press(Key::Enter).await?;
    page.textbox("Name").seen().await
}

async fn helpdesk_has_short_and_honest_menus(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "helpdesk", "demo").await?;
    let menu = page.control(Role::Navigation, "Main");
    menu.link("API keys").seen().await?;
    menu.link("Review").seen().await?;
    menu.button("Not available to you (2)").click().await?;
    ensure(
        !menu.link("Configuration").present().await?,
        "a screen that cannot be opened is a link",
    )?;
    page.text_visible("Needs GET on /api/configuration.")
        .await?;
    may_i(
        page,
        "/api/user/api_keys",
        "Create POST",
        "Yes: you may POST /api/user/api_keys.",
    )
    .await?;
    may_i(
        page,
        "ssh",
        "Read GET",
        "No: you may not GET /api/configuration/ssh.",
    )
    .await?;
    page.text_visible("The list of your rights does not name this path.")
        .await?;

    // M9.3: the address all the same. The refusal is explained, and nobody is sent to the sign-in page.
    page.expect_noise("403");
    page.open(&world.url("configuration/ssh/connections"))
        .await?;
    page.text_visible("You may not GET /api/configuration/ssh/connections.")
        .await?;
    page.text_visible("privilege SSH Control / Connections (read)")
        .await?;
    page.text_visible("Rights may have changed; privileges apply after you sign in again.")
        .await?;
    let request = copied_request(page, page).await?;
    holds(
        &request,
        &["User: helpdesk", "SSH Control / Connections, read"],
    )?;
    page.button("Sign out").seen().await?;
    page.button("Back").click().await?;
    page.heading("Account").seen().await?;

    // M9.2: on this device the menu can be kept short, also by whoever signs in next.
    menu.button("Not available to you (2)").seen().await?;
    page.button("helpdesk: session and activity")
        .click()
        .await?;
    page.checkbox("Leave out of the menu what is not available to me")
        .click()
        .await?;
    page.press(Key::Escape).await?;
    menu.button("Not available to you (2)").gone().await?;
    page.button("Sign out").click().await?;
    sign_in_here(page, "Local login", "helpdesk", "demo").await?;
    menu.link("API keys").seen().await?;
    ensure(
        !menu.button("Not available to you (2)").present().await?,
        "the menu is long again",
    )
}

async fn an_administrator_may_do_everything(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin", "demo").await?;
    page.text_visible("The whole API").await?;
    page.text_visible("1 endpoint").await?;
    may_i(
        page,
        "/api/configuration/vnc",
        "Delete DELETE",
        "Yes: you may DELETE",
    )
    .await?;
    // The keys know the rights that were read.
    steps::navigate(page, "API keys").await?;
    page.text_visible("You have no API keys.").await?;
    let lists = page
        .evaluate(
            "return performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/api/endpoints')).length",
        )
        .await?;
    ensure(lists == 1, format!("{lists} lists of rights were read"))?;
    // What a resource never offers is told as that, and nobody is asked for it.
    page.open(&world.url("configuration/aaa/acls")).await?;
    page.text_visible("View only").await?;
    page.text_visible(
        "This appliance does not offer PUT on /api/configuration/aaa/acls; it offers GET.",
    )
    .await?;
    ensure(
        !page
            .button("Copy request for my administrator")
            .present()
            .await?,
        "an administrator is asked for what nobody can grant",
    )?;
    page.open(&world.url("")).await?;
    page.heading("Account").seen().await?;
    page.control(Role::Combobox, "Path")
        .fill("https://sps.example.org/console")
        .await?;
    page.text_visible("This is no path of the appliance.").await
}

async fn rights_that_went_away_are_explained_and_nobody_is_signed_out(
    page: &Page,
    world: &World,
) -> Outcome {
    sign_in(page, world, "operator", "demo").await?;
    page.open(&world.url("configuration/management/email"))
        .await?;
    page.heading("email").seen().await?;
    page.button("Stage 0 changes").seen().await?;
    let field = page.textbox("Send alerts to");
    field.fill("noc@example.org").await?;
    world.cue(Cue::RevokeRights);
    page.expect_noise("403");
    page.button("Stage 1 change").click().await?;
    page.text_visible("Rights may have changed; privileges apply after you sign in again.")
        .await?;
    page.text_visible("Nothing you typed is lost.").await?;
    ensure(
        field.value().await? == "noc@example.org",
        "what was typed is gone",
    )?;
    // All that is missing, not the first thing that was refused.
    page.text_visible("Needs PUT on /api/configuration/management/email – privilege Basic Settings / Management (read and write).").await?;
    page.text_visible("Needs PUT on /api/transaction – privilege REST server (read and write).")
        .await?;
    is_barred(page, "Stage 1 change", "Needs POST on /api/transaction").await?;
    page.button("Sign out").seen().await?;
    // Signing in again leads back to this place, and the rights are those of the new session.
    page.button("Sign in again").click().await?;
    let question = page.dialog("Sign in again?");
    question.seen().await?;
    question.button("Go on to sign in").click().await?;
    sign_in_here(page, "Local login", "operator", "demo").await?;
    page.heading("email").seen().await?;
    page.text_visible("View only").await?;
    is_barred(page, "Stage 0 changes", "Basic Settings / Management").await
}

async fn by_keyboard_alone_and_on_a_small_screen(page: &Page, world: &World) -> Outcome {
    page.set_size(360, 740).await?;
    sign_in(page, world, "auditor", "demo").await?;
    let path = page.control(Role::Combobox, "Path");
    path.fill("rdp/connections").await?;
    // A list of suggestions may be open over the page.
    page.press(Key::Escape).await?;
    page.press(Key::Tab).await?;
    page.press(Key::Down).await?;
    page.press(Key::Down).await?;
    page.text_visible("No: you may not PUT /api/configuration/rdp/connections.")
        .await?;
    page.press(Key::Tab).await?;
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })",
    )
    .await?;
    page.press(Key::Enter).await?;
    page.dialog("Copy by hand").seen().await?;
    page.press(Key::Escape).await?;
    page.dialog("Copy by hand").gone().await?;
    for address in ["", "configuration/aaa/settings", "api-keys", "review"] {
        page.open(&world.url(address)).await?;
        page.button("Not available to you (3)").seen().await?;
        let overflow = page
            .evaluate("return document.documentElement.scrollWidth - innerWidth")
            .await?;
        ensure(
            overflow.as_i64().is_some_and(|pixels| pixels <= 0),
            format!("{address} is {overflow} pixels too wide"),
        )?;
    }
    Ok(())
}
