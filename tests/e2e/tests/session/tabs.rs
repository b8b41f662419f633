//! Two tabs of a browser have one session: one deadline, one dialog, one transaction, one sign-out.

use e2e::{Key, Outcome, Page, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::steps::{
    authenticated, left, open_settings, open_with_clock, pass, quiet, sign_in, stage_a_change,
    turn_to,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [two_tabs_agree, an_idle_tab_ends_no_busy_one],
}

e2e::scenarios! { older_profiles: [two_tabs_agree] }

const TITLE: &str = "Still there?";

/// Hears what the tabs tell each other.
const LISTEN: &str = "
    window.e2eHeard = [];
    window.e2eChannel = new BroadcastChannel('sps');
    window.e2eChannel.onmessage = (event) => window.e2eHeard.push(event.data);";

/// Whether anything was heard, and what has in it more than the words of the console and numbers.
const STRANGE: &str = "
    const word = '(signed-in|signed-out|ended|deadline|transaction|ask|who-opened|known|work|whose|taken|committed|rolled-back)';
    const known = new RegExp(`^sps/1 [0-9]+ ${word}( [0-9]+){0,2}$`);
    return [window.e2eHeard.length > 3, window.e2eHeard.filter((line) => !known.test(line))];";

async fn two_tabs_agree(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    sign_in(page).await?;
    let first = page.window().await?;
    let second = page.new_window().await?;
    page.switch_to(&second).await?;
    page.open(&world.url("account")).await?;
    page.button("Sign out").seen().await?;
    page.evaluate(LISTEN).await?;

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
    page.text_visible("the session ends after at most 10 min without activity.")
        .await?;
    let left = page.evaluate("return sessionStorage.length").await?;
    ensure(left == 0, format!("{left} entries are left in the storage"))?;

    page.switch_to(&second).await?;
    page.heading("Your session ended").seen().await?;
    page.text_visible("You signed out in another tab.").await?;
    let strange = page.evaluate(STRANGE).await?;
    ensure(
        strange == serde_json::json!([true, []]),
        format!("heard, and more than words and numbers: {strange}"),
    )?;
    // The same person signs in again elsewhere: this tab goes on, with what was typed in it.
    page.switch_to(&first).await?;
    sign_in(page).await?;
    page.switch_to(&second).await?;
    page.heading("Your session ended").gone().await?;
    page.button("Stage 1 change").seen().await?;
    // Leaves without the browser's own question at closing.
    page.button("Reset").click().await
}

async fn an_idle_tab_ends_no_busy_one(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    let busy = page.window().await?;
    let idle = page.new_window().await?;
    page.switch_to(&idle).await?;
    page.before_load(include_str!("clock.js")).await?;
    page.open(&world.url("account")).await?;
    page.button("Sign out").seen().await?;
    quiet(page).await?;
    let asked = authenticated(page).await?;
    // Nobody touches this tab; what is done in the other one extends the session of both.
    pass(page, 310).await?;
    page.switch_to(&busy).await?;
    pass(page, 310).await?;
    page.press(Key::Shift).await?;
    quiet(page).await?;
    page.switch_to(&idle).await?;
    ensure(left(page).await? > 580.0, "it has not heard of it")?;
    ensure(
        authenticated(page).await? == asked,
        "a tab that nobody touches asked the appliance",
    )?;
    // By its own clock alone it comes to an end, which is its own.
    pass(page, 620).await?;
    page.heading("Your session ended").seen().await?;
    page.switch_to(&busy).await?;
    quiet(page).await?;
    ensure(left(page).await? > 580.0, "the busy tab was ended")?;
    turn_to(page, "API keys").await?;
    page.heading("API keys").seen().await?;
    // Whoever comes back to the idle one finds the session, which is there.
    page.switch_to(&idle).await?;
    page.press(Key::Shift).await?;
    page.heading("Your session ended").gone().await
}
