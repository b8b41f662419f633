//! Finding one's way: search, *Search everything*, favourites, what refers to what, neighbours, values as tables.

use e2e::steps::{METHOD, navigate, sign_in};
use e2e::{Key, Outcome, Page, Role, Scope as _, World, ensure};

e2e::scenarios! {
    world: World::start,
    every_engine: [what_was_opened_is_found, a_favourite_stays],
    chromium_only: [
        everything_is_read_when_asked_for, a_search_is_an_address, users_of_an_object_are_found,
        neighbours_are_one_step_away, values_to_read_are_tables, found_with_the_keyboard_on_a_phone,
    ],
}

const POLICIES: &str = "configuration/policies/time_policies";
const OFFICE: &str = "configuration/policies/time_policies/8348340645707e2575e3c6";
const OFFICE_LINK: &str = "office policies › time_policies";
const FIELD: &str = "Search the configuration";

async fn open(page: &Page, world: &World, place: &str, user: &str) -> Outcome {
    page.open(&world.url(place)).await?;
    sign_in(page, METHOD, user, "demo").await
}

async fn what_was_opened_is_found(page: &Page, world: &World) -> Outcome {
    open(page, world, POLICIES, "admin").await?;
    page.heading("time_policies").seen().await?;
    navigate(page, "Search").await?;
    page.textbox(FIELD).fill("off").await?;
    page.text_visible("1 found among the 3 resources read so far.")
        .await?;
    page.link(OFFICE_LINK).click().await?;
    page.heading("office").seen().await?;
    // The results are still there on the way back.
    page.back().await?;
    page.link(OFFICE_LINK).seen().await?;
    page.textbox(FIELD).fill("15:30").await?;
    page.text_visible("Fri › Item 1 › Item 2").await?;
    page.textbox(FIELD).fill("nowhere").await?;
    page.text_visible(
        "Nothing found for “nowhere” in the names, keys, labels and values of the 3 resources read so far.",
    )
    .await?;
    page.button("Search everything").seen().await
}

/// Lets the configuration's own list through and keeps what lies below it.
const HOLD: &str = "
    const send = window.fetch;
    const released = new Promise((release) => { window.e2eRelease = release; });
    window.fetch = async (request, options) => {
        if (String(request.url ?? request).includes('/api/configuration/')) await released;
        return send(request, options);
    };";

async fn everything_is_read_when_asked_for(page: &Page, world: &World) -> Outcome {
    // Two stores show nothing to anybody, and Chromium writes that to its console.
    page.expect_noise("405");
    open(page, world, "search", "admin").await?;
    page.text_visible("Nothing was read in this tab yet.")
        .await?;
    page.evaluate(HOLD).await?;
    page.button("Search everything").click().await?;
    page.text_visible("Read 1 of about 22").await?;
    page.button("Cancel").click().await?;
    page.text_visible("Stopped. What was read stays searchable.")
        .await?;
    page.evaluate("window.e2eRelease()").await?;
    page.button("Go on").click().await?;
    page.text_visible("All of the configuration that could be read is read:")
        .await?;
    page.button("Not readable (2)").click().await?;
    page.link("private_keys Configuration").seen().await?;
    page.text_visible("the appliance does not let it be read")
        .await?;
    page.textbox(FIELD).fill("stop new connections").await?;
    page.link("disk_fillup_prevention management")
        .seen()
        .await?;
    // A secret is found by its name, and stays one.
    page.textbox(FIELD).fill("community").await?;
    page.text_visible("secret, not shown").await?;
    // Whoever leaves the screen is not read for any longer.
    page.evaluate(HOLD).await?;
    page.button("Read everything again").click().await?;
    navigate(page, "Account").await?;
    navigate(page, "Search").await?;
    page.button("Go on").seen().await
}

async fn a_search_is_an_address(page: &Page, world: &World) -> Outcome {
    page.expect_noise("405");
    open(page, world, "search?q=office+hours", "admin").await?;
    ensure(
        page.textbox(FIELD).value().await? == "office hours",
        "the words of the address are not in the field",
    )?;
    page.textbox(FIELD).fill("office").await?;
    page.button("Search everything").click().await?;
    page.link(OFFICE_LINK).seen().await?;
    page.reload().await?;
    page.button("Search everything").seen().await?;
    ensure(
        page.textbox(FIELD).value().await? == "office",
        "the words did not survive the reload",
    )?;
    let url = page.url().await?;
    ensure(url.ends_with("/console/search?q=office"), url)
}

async fn a_favourite_stays(page: &Page, world: &World) -> Outcome {
    open(page, world, OFFICE, "admin").await?;
    page.heading("office").seen().await?;
    page.button("Favourite").click().await?;
    navigate(page, "Configuration").await?;
    let favourites = page.control(Role::Region, "Favourites");
    let recent = page.control(Role::Region, "Recently visited");
    favourites.link(OFFICE_LINK).seen().await?;
    page.reload().await?;
    favourites.link(OFFICE_LINK).seen().await?;
    recent.link(OFFICE_LINK).seen().await?;
    page.button("Sign out").click().await?;
    page.text_visible("You are signed out").await?;
    // They are the person's own.
    page.open(&world.url("configuration")).await?;
    sign_in(page, METHOD, "operator", "demo").await?;
    page.heading("All areas").seen().await?;
    favourites.gone().await?;
    page.button("Sign out").click().await?;
    page.text_visible("You are signed out").await?;
    page.open(&world.url("configuration")).await?;
    sign_in(page, METHOD, "admin", "demo").await?;
    favourites.link(OFFICE_LINK).seen().await?;
    recent.gone().await?;
    favourites
        .button("Remove office from the favourites")
        .click()
        .await?;
    favourites.gone().await
}

async fn users_of_an_object_are_found(page: &Page, world: &World) -> Outcome {
    page.expect_noise("405");
    open(page, world, OFFICE, "admin").await?;
    page.text_visible("Nothing among the one resource read so far refers to this.")
        .await?;
    page.button("Search everything").click().await?;
    page.text_visible("3 places refer to this, among the")
        .await?;
    page.link("with-clipboard rdp › channel_policies")
        .click()
        .await?;
    page.heading("with-clipboard").seen().await
}

async fn neighbours_are_one_step_away(page: &Page, world: &World) -> Outcome {
    open(page, world, &format!("{POLICIES}/-100"), "admin").await?;
    let neighbours = page.control(Role::Navigation, "Neighbours");
    neighbours.button("All in time_policies").click().await?;
    neighbours
        .link("office 8348340645707e2575e3c6")
        .seen()
        .await?;
    neighbours.link("Next: office").click().await?;
    page.heading("office").seen().await?;
    neighbours.link("Previous: 7x24").seen().await?;
    neighbours.link("Up: time_policies").click().await?;
    page.heading("time_policies").seen().await?;
    navigate(page, "Configuration").await?;
    page.textbox("Filter these entries by name or key")
        .fill("SSH")
        .await?;
    page.text_visible("1 of 21 entries").await?;
    page.link("ssh").click().await?;
    page.heading("ssh").seen().await
}

async fn values_to_read_are_tables(page: &Page, world: &World) -> Outcome {
    open(page, world, "appliance", "auditor").await?;
    page.link("Health status health_status").click().await?;
    let health = page.control(Role::Table, "Health status");
    health.row_containing("Hypervisor").seen().await?;
    health.button("Copy Hypervisor").seen().await?;
    page.open(&world.url("configuration/aaa/acls")).await?;
    let access = page.control(Role::Table, "Appliance access");
    access.control(Role::ColumnHeader, "Group").seen().await?;
    access.row_containing("rest-server-view").seen().await?;
    page.set_size(360, 740).await?;
    fits(page).await?;
    page.control(Role::Region, "Appliance access").seen().await
}

/// Nothing makes the page scroll sideways.
async fn fits(page: &Page) -> Outcome {
    let beyond =
        "const page = document.documentElement; return page.scrollWidth - page.clientWidth";
    let beyond = page.evaluate(beyond).await?;
    ensure(beyond == 0, format!("the page is {beyond} pixels too wide"))
}

/// Presses Tab until the focus is on something with this text.
async fn tab_to(page: &Page, text: &str) -> Outcome {
    for _ in 0..40 {
        page.press(Key::Tab).await?;
        let focused = page
            .evaluate("return document.activeElement?.textContent ?? ''")
            .await?;
        if focused.as_str().is_some_and(|shown| shown.contains(text)) {
            return Ok(());
        }
    }
    ensure(false, format!("Tab does not lead to {text:?}"))
}

async fn found_with_the_keyboard_on_a_phone(page: &Page, world: &World) -> Outcome {
    page.expect_noise("405");
    page.set_size(360, 740).await?;
    open(page, world, "configuration", "admin").await?;
    // From the field on the configuration to the results.
    page.textbox(FIELD).fill("office-hours").await?;
    page.press(Key::Enter).await?;
    page.heading("Search").seen().await?;
    tab_to(page, "Search everything").await?;
    page.press(Key::Enter).await?;
    page.text_visible("1 found among the").await?;
    page.textbox(FIELD).fill("office-hour").await?;
    page.link("office-hours ssh › channel_policies")
        .seen()
        .await?;
    tab_to(page, "office-hours").await?;
    page.press(Key::Enter).await?;
    page.heading("office-hours").seen().await?;
    fits(page).await
}
