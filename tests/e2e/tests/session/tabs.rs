//! Two tabs of a browser have one session: one deadline, one dialog, one transaction, one sign-out.

use e2e::{Key, Outcome, Page, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::steps::{open_settings, sign_in, stage_a_change, turn_to};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [two_tabs_agree],
}

e2e::scenarios! { older_profiles: [two_tabs_agree] }

const TITLE: &str = "Still there?";

async fn two_tabs_agree(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    sign_in(page).await?;
    let first = page.window().await?;
    let second = page.new_window().await?;
    page.switch_to(&second).await?;
    page.open(&world.url("account")).await?;
    page.button("Sign out").seen().await?;

    // A change that one tab stages is pending in the other.
    page.switch_to(&first).await?;
    stage_a_change(page).await?;
    page.switch_to(&second).await?;
    page.link("1 pending change").seen().await?;

    // One tab learns that the end is near; both ask, and one answer is enough.
    world.cue(Cue::SessionExpiresIn(29));
    // A page of one request: a second one would extend the session.
    turn_to(page, "Configuration").await?;
    page.dialog(TITLE).seen().await?;
    page.switch_to(&first).await?;
    page.dialog(TITLE).seen().await?;
    tokio::time::sleep(std::time::Duration::from_millis(750)).await;
    page.press(Key::Enter).await?;
    page.dialog(TITLE).gone().await?;
    page.switch_to(&second).await?;
    page.dialog(TITLE).gone().await?;
    page.text_gone("You will be signed out").await?;

    // Text that is not staged, in the second tab; the sign-out in the first tells of both.
    open_settings(page).await?;
    page.checkbox("Refuse passwords found in dictionaries")
        .click()
        .await?;
    page.button("Stage 1 change").seen().await?;
    page.switch_to(&first).await?;
    page.button("Sign out").click().await?;
    let question = page.dialog("Sign out and roll back?");
    question.seen().await?;
    let text = question.text().await?;
    for part in [
        "1 staged change is not committed.",
        "Another tab of this browser holds text that is not staged in one place.",
        "On the appliance the session ends after at most 10 minutes without activity.",
    ] {
        ensure(text.contains(part), format!("no {part:?} in: {text}"))?;
    }
    page.screenshot("session-sign-out").await?;
    page.evaluate(
        "sessionStorage.setItem('a', '1'); localStorage.setItem('b', '1');
         localStorage.setItem('sps-last-login-method', 'local')",
    )
    .await?;
    question.button("Roll back and sign out").click().await?;
    page.heading("Sign in").seen().await?;
    let left = page.evaluate("return sessionStorage.length").await?;
    ensure(left == 0, format!("{left} entries are left in the storage"))?;

    page.switch_to(&second).await?;
    page.heading("Your session ended").seen().await?;
    page.text_visible("You signed out in another tab.").await?;
    // The same person signs in again elsewhere: this tab goes on, with what was typed in it.
    page.switch_to(&first).await?;
    sign_in(page).await?;
    page.switch_to(&second).await?;
    page.heading("Your session ended").gone().await?;
    page.button("Stage 1 change").seen().await?;
    // Leaves without the browser's own question at closing.
    page.button("Reset").click().await
}
