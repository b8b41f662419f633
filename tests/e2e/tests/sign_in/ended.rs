//! The session is over: why, and signing in again in place.

use e2e::steps::{METHOD, choose_method, navigate, sign_in, sign_in_again};
use e2e::{Key, Outcome, Page, Role, Scope as _, Theme, World, ensure};
use sps_appliance::Cue;

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [the_page_can_be_read_and_not_used, somebody_else_signed_in],
}

e2e::scenarios! { profiles: [ended_by_the_appliance, signed_out_by_another_program] }

const ENDED: &str = "Your session ended";

async fn ended_by_the_appliance(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    sign_in(page, world.method(), "operator", "demo").await?;
    world.cue(Cue::SessionExpires);
    navigate(page, "Configuration").await?;
    let ended = page.dialog(ENDED);
    ended.seen().await?;
    page.text_visible("The appliance ended it early and did not say why.")
        .await?;
    // Nothing was staged, and nothing of the kind is told.
    let told = ended.text().await?;
    ensure(
        told.contains("Nothing was staged.") && !told.contains("deleted"),
        format!("it says {told}"),
    )?;
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
    page.heading("Configuration").seen().await?;
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
    navigate(page, "Configuration").await?;
    page.dialog(ENDED).seen().await?;
    page.text_visible("You signed out in another window, or the session's cookie was deleted")
        .await?;
    page.button("Leave and sign in as somebody else")
        .click()
        .await?;
    page.heading("Sign in").seen().await
}

async fn the_page_can_be_read_and_not_used(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    sign_in(page, METHOD, "operator", "demo").await?;
    navigate(page, "Configuration").await?;
    page.only(Role::Main).link("management").click().await?;
    page.only(Role::Main).link("email").click().await?;
    page.heading("email").seen().await?;
    page.textbox("Send alerts to")
        .fill("typed@example.org")
        .await?;
    // The next request, of the form itself, finds the session over.
    world.cue(Cue::SessionExpires);
    page.button("Stage 1 change").click().await?;
    let ended = page.dialog(ENDED);
    ended.seen().await?;
    for (width, theme) in [(1280, Theme::Light), (360, Theme::Dark)] {
        page.set_size(width, 800).await?;
        page.set_theme(theme).await?;
        page.screenshot(&format!("session-ended-{width}")).await?;
    }
    page.set_size(1280, 900).await?;
    page.set_theme(Theme::Light).await?;
    page.press(Key::Escape).await?;
    page.press(Key::Escape).await?;
    ended.seen().await?;

    let selected = page.select_by_mouse(&page.heading("email")).await?;
    ensure(selected == "email", format!("selected is {selected:?}"))?;
    let field = page.textbox("Send alerts to");
    // With the mouse into the field: its text can be selected, and not changed.
    field.click().await?;
    page.type_keys("more").await?;
    page.press(Key::Enter).await?;
    let facts = page
        .evaluate(
            "const field = document.activeElement; field.select();
             return [field.value, field.selectionEnd - field.selectionStart]",
        )
        .await?;
    ensure(
        facts == serde_json::json!(["typed@example.org", 17]),
        format!("the field: {facts}"),
    )?;
    page.button("Reset").click().await?;
    ensure(field.value().await? == "typed@example.org", "a button acts")?;
    ensure(
        !page.button("Sign out").present().await?,
        "the strip can be used",
    )?;
    sign_in_again(page).await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await
}

async fn somebody_else_signed_in(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    sign_in(page, METHOD, "operator", "demo").await?;
    let first = page.window().await?;
    let second = page.new_window().await?;
    page.switch_to(&second).await?;
    page.open(&world.url("")).await?;
    page.button("Sign out").seen().await?;
    page.button("Sign out").click().await?;
    sign_in(page, METHOD, "admin", "demo").await?;
    page.switch_to(&first).await?;
    page.heading(ENDED).seen().await?;
    page.text_visible("Somebody else signed in in another tab of this browser.")
        .await
}
