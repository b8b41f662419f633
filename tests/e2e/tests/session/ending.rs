//! The last minutes: banner, dialog, one key to stay.

use e2e::{Key, Outcome, Page, Role, Scope as _, Theme, World, ensure};
use serde_json::Value;
use sps_appliance::Cue;

use crate::steps::{
    authenticated, left, open_settings, open_with_clock, pass, quiet, sign_in, stage_a_change,
    turn_to, until,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [the_last_seconds_and_one_key],
    chromium_only: [
        banner_then_dialog_then_ten_more_times,
        a_dialog_does_not_swallow_what_is_typed,
        why_it_ended,
    ],
}

e2e::scenarios! { older_profiles: [the_last_seconds_and_one_key, why_it_ended] }

const TITLE: &str = "Still there?";

async fn banner_then_dialog_then_ten_more_times(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    stage_a_change(page).await?;
    quiet(page).await?;
    let to_pass = left(page).await? - 119.0;
    pass(page, to_pass as u32).await?;
    let banner = page.containing(Role::Status, "You will be signed out in 2 minutes.");
    banner.seen().await?;
    page.text_visible(
        "1 staged change would be deleted by the appliance; a copy stays in this tab.",
    )
    .await?;
    let title = page.title().await?;
    ensure(
        title.starts_with("(1) settings – 01:") && title.ends_with(" left"),
        format!("the title is {title}"),
    )?;
    banner.button("Stay signed in").seen().await?;
    banner.link("Review and commit").seen().await?;
    banner.button("Sign out now").seen().await?;
    // What is announced stays the same while the seconds run.
    let words = "return document.querySelector('.banner .sr').textContent";
    let before = page.evaluate(words).await?;
    pass(page, 20).await?;
    ensure(page.evaluate(words).await? == before, "announced again")?;
    let asked = authenticated(page).await?;
    banner.button("Stay signed in").press(Key::Enter).await?;
    banner.gone().await?;
    ensure(
        authenticated(page).await? == asked + 1,
        "more than one request",
    )?;

    for round in 1..=10 {
        quiet(page).await?;
        let to_pass = left(page).await? - 25.0;
        pass(page, to_pass as u32).await?;
        let dialog = page.dialog(TITLE);
        dialog.seen().await?;
        if round == 1 {
            page.screenshot("session-last-call").await?;
            examine(page).await?;
            page.set_theme(Theme::Dark).await?;
            page.set_size(360, 740).await?;
            page.screenshot("session-last-call-narrow-dark").await?;
            let fits = "const e = document.documentElement; return e.scrollWidth <= e.clientWidth";
            ensure(
                page.evaluate(fits).await? == Value::Bool(true),
                "it scrolls sideways",
            )?;
            page.set_size(1280, 900).await?;
            page.set_theme(Theme::Light).await?;
        }
        tokio::time::sleep(std::time::Duration::from_millis(750)).await;
        if round % 2 == 0 {
            page.press_with_alt_shift('S').await?;
        } else {
            page.press(if round % 3 == 0 {
                Key::Enter
            } else {
                Key::Space
            })
            .await?;
        }
        dialog.gone().await?;
        ensure(left(page).await? > 590.0, format!("round {round}"))?;
    }

    // A limit that the appliance does not let go of.
    world.cue(Cue::SessionExpiresIn(60));
    pass(page, 500).await?;
    page.button("Stay signed in").click().await?;
    page.text_visible("This session cannot be extended. Commit now or keep a copy.")
        .await?;
    page.screenshot("session-cannot-be-extended").await?;
    Ok(())
}

/// The dialog as assistive technology meets it.
async fn examine(page: &Page) -> Outcome {
    until(
        page,
        "the focus is on the way to stay",
        "return document.activeElement.textContent === 'Stay signed in'",
    )
    .await?;
    let facts = page
        .evaluate(
            "const dialog = document.querySelector('dialog:modal');
             const spoken = dialog.querySelector('[aria-live]');
             return [dialog.getAttribute('role'), spoken.getAttribute('aria-live'), spoken.textContent,
                     dialog.querySelector('.digits').getAttribute('aria-hidden')]",
        )
        .await?;
    let expected = serde_json::json!(["alertdialog", "polite", "30 seconds left", "true"]);
    ensure(facts == expected, format!("the dialog says {facts}"))?;
    let spoken = page
        .evaluate(
            "const said = new Set(); const region = document.querySelector('dialog:modal [aria-live]');
             for (let second = 0; second < 21; second += 1) { await window.e2e.pass(1); said.add(region.textContent); }
             return [...said]",
        )
        .await?;
    let expected = [
        "30 seconds left",
        "15 seconds left",
        "10 seconds left",
        "5 seconds left",
    ];
    ensure(
        spoken == serde_json::json!(expected),
        format!("spoken were {spoken}"),
    )
}

async fn a_dialog_does_not_swallow_what_is_typed(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    open_settings(page).await?;
    quiet(page).await?;
    page.evaluate("document.querySelector('main input:not([type=checkbox])').focus()")
        .await?;
    let to_pass = left(page).await? - 31.0;
    // Typed while the clock reaches the last 30 seconds: the dialog waits for a pause.
    page.type_keys("1").await?;
    pass(page, to_pass as u32).await?;
    quiet(page).await?;
    page.evaluate("sessionStorage.setItem('e2e', document.querySelector('main input:not([type=checkbox])').value)")
        .await?;
    let dialog = page.dialog(TITLE);
    // Time flew while nobody typed, and the input before did not extend: more than half was left.
    pass(page, 2).await?;
    dialog.seen().await?;
    let asked = authenticated(page).await?;
    // A key that was meant for the page, right at the opening.
    page.evaluate(
        "const button = document.activeElement;
         button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 0 }))",
    )
    .await?;
    quiet(page).await?;
    let early = authenticated(page).await?;
    // Escape is the harmless way out: nothing is sent, the focus is where it was.
    page.press(Key::Escape).await?;
    dialog.gone().await?;
    ensure(
        authenticated(page).await? <= early.max(asked + 1),
        "Escape sent something",
    )?;
    until(
        page,
        "the focus is in the field again",
        "return document.activeElement === document.querySelector('main input:not([type=checkbox])')",
    )
    .await?;
    let kept = page
        .evaluate(
            "return document.activeElement.value === sessionStorage.getItem('e2e')
                 && document.activeElement.value.includes('1')",
        )
        .await?;
    ensure(kept == Value::Bool(true), "what was typed is gone")
}

/// Without a clock of the test's own, so that every engine shows it.
async fn the_last_seconds_and_one_key(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    sign_in(page).await?;
    world.cue(Cue::SessionExpiresIn(28));
    // A page of one request: a second one would extend the session.
    turn_to(page, "Configuration").await?;
    let dialog = page.dialog(TITLE);
    dialog.seen().await?;
    dialog
        .containing(Role::Status, "seconds left")
        .present()
        .await?;
    let title = page.title().await?;
    ensure(
        title.starts_with("Configuration – 00:") && title.ends_with(" left"),
        format!("the title is {title}"),
    )?;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    page.press(Key::Enter).await?;
    dialog.gone().await?;
    page.text_gone("You will be signed out").await?;
    let title = page.title().await?;
    ensure(!title.contains("left"), format!("the title is {title}"))
}

async fn why_it_ended(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.expect_noise("502");
    // A gateway without a test of the connection.
    page.expect_noise("404");
    open_with_clock(page, world).await?;
    world.cue(Cue::SessionExpires);
    turn_to(page, "API keys").await?;
    page.heading("Your session ended").seen().await?;
    page.text_visible("The appliance ended it early and did not say why.")
        .await?;
    page.reload().await?;
    sign_in(page).await?;
    world.cue(Cue::Unreachable(4));
    turn_to(page, "Configuration").await?;
    page.text_visible("Offline – your work is kept in this tab")
        .await?;
    world.cue(Cue::Restart);
    page.text_gone("Offline – your work is kept in this tab")
        .await?;
    page.text_visible("it was probably restarted").await
}
