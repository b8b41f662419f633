//! What holds whatever the appliance's version: refused and let in, once for two presses of Enter, out again; and how an
//! outage is told.

use e2e::steps::send_password;
use e2e::{Key, Outcome, Page, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::stand_ins::focus_reaches;

e2e::scenarios! { profiles: [refused_let_in_once_and_out_again, told_when_nobody_answers] }

async fn refused_let_in_once_and_out_again(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    let method = world.method();
    send_password(page, method, "admin", "wrong").await?;
    page.text_visible(&format!("{method} did not accept this name and password."))
        .await?;
    focus_reaches(page, "password").await?;
    ensure(
        page.textbox("User name").value().await? == "admin"
            && page.password("Password").value().await?.is_empty(),
        "the name stays, the password does not",
    )?;
    ensure(!page.native_dialog_open().await?, "no box of the browser")?;
    let tries = || {
        let log = world.gateway_log();
        let is_try = |line: &&String| line.contains("\"/api/authentication\"");
        log.iter().filter(is_try).count()
    };
    let before = tries();
    page.password("Password").fill("demo").await?;
    let enter = char::from(Key::Enter);
    page.type_text(&format!("{enter}{enter}")).await?;
    page.button("Sign out").seen().await?;
    ensure(tries() == before + 1, "Enter twice sends once")?;
    page.reload().await?;
    page.button("Sign out").click().await?;
    page.text_visible("You are signed out here.").await?;
    page.heading("Sign in").seen().await
}

async fn told_when_nobody_answers(page: &Page, world: &World) -> Outcome {
    page.expect_noise("50");
    world.cue(Cue::Unreachable(600));
    page.open(&world.url("")).await?;
    page.text_visible("The gateway runs, but the appliance does not answer.")
        .await?;
    world.cue(Cue::Unreachable(0));
    // By itself, after a few seconds.
    page.button(world.method()).seen().await
}
