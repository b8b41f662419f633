//! The last minutes: banner, dialog, one key to stay.

use e2e::{Key, Outcome, Page, Role, Scope as _, Theme, World, ensure};
use serde_json::Value;
use sps_appliance::Cue;

use crate::steps::{
    authenticated, left, navigate, open_with_clock, open_without_extension, pass, quiet, sign_in,
    stage_a_change, turn_to, until,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [the_last_seconds_and_one_key],
    chromium_only: [
        banner_then_dialog_then_ten_more_times,
        a_dialog_does_not_swallow_what_is_typed,
        after_a_moment_one_key_stays,
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
    let banner = page.containing(Role::Group, "You will be signed out in 2 minutes.");
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
             return [dialog.getAttribute('role'), dialog.querySelector('[aria-live]').getAttribute('aria-live'),
                     dialog.querySelector('.digits').getAttribute('aria-hidden')]",
        )
        .await?;
    let expected = serde_json::json!(["alertdialog", "polite", "true"]);
    ensure(facts == expected, format!("the dialog says {facts}"))
}

/// A text field of a form, in the focus.
async fn open_text(page: &Page) -> Outcome {
    navigate(page, "Configuration").await?;
    page.only(Role::Main).link("management").click().await?;
    page.only(Role::Main).link("email").click().await?;
    page.textbox("Send alerts to").click().await?;
    page.press(Key::End).await?;
    quiet(page).await
}

async fn a_dialog_does_not_swallow_what_is_typed(page: &Page, world: &World) -> Outcome {
    open_without_extension(page, world).await?;
    open_text(page).await?;
    let field = page.textbox("Send alerts to");
    let before = field.value().await?;
    let to_pass = left(page).await? - 32.0;
    pass(page, to_pass as u32).await?;
    // Typed on and on, while the clock runs from 32 to 19 seconds.
    for _ in 0..26 {
        page.type_keys("7").await?;
        page.evaluate("window.e2e.passMs(500)").await?;
    }
    let typed = field.value().await?;
    ensure(
        typed == format!("{before}{}", "7".repeat(26)),
        format!("typed was {typed}"),
    )?;
    // It is seen by then, and takes nothing.
    let facts = "const dialog = document.querySelector('dialog.last-call');
        return [dialog?.checkVisibility() ?? false, dialog?.matches(':modal') ?? false]";
    let seen = page.evaluate(facts).await?;
    ensure(
        seen == serde_json::json!([true, false]),
        format!("seen, modal: {seen}"),
    )?;
    page.screenshot("session-last-call-while-typing").await?;

    // A pause, and the dialog has the focus; a key that was meant for the page does nothing there.
    let early = page
        .evaluate(
            "await window.e2e.pass(1);
             const button = document.activeElement, before = window.e2e.counting().length;
             button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 0 }));
             await window.e2e.pass(0);
             return [button.textContent, window.e2e.counting().length - before]",
        )
        .await?;
    ensure(
        early == serde_json::json!(["Stay signed in", 0]),
        format!("right at the opening: {early}"),
    )?;
    let asked = authenticated(page).await?;
    let dialog = page.dialog(TITLE);
    // Escape is the harmless way out: nothing is sent, the focus is where it was.
    page.press(Key::Escape).await?;
    dialog.gone().await?;
    until(
        page,
        "the focus is in the field again",
        "return document.activeElement.labels?.[0]?.textContent.includes('Send alerts to') ?? false",
    )
    .await?;
    ensure(authenticated(page).await? == asked, "Escape sent something")?;
    ensure(field.value().await? == typed, "what was typed is gone")
}

async fn after_a_moment_one_key_stays(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    let to_pass = left(page).await? - 29.0;
    pass(page, to_pass as u32).await?;
    let dialog = page.dialog(TITLE);
    dialog.seen().await?;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let asked = authenticated(page).await?;
    // Twice, as with a nervous finger: one request.
    page.evaluate(
        "const button = document.activeElement;
         for (const detail of [1, 2]) button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail }))",
    )
    .await?;
    dialog.gone().await?;
    quiet(page).await?;
    ensure(
        authenticated(page).await? == asked + 1,
        "more than one request",
    )
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
    let told = dialog.text().await?;
    ensure(
        told.contains("You will be signed out in 2"),
        format!("the dialog says {told}"),
    )?;
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
    turn_to(page, "Configuration").await?;
    page.heading("Your session ended").seen().await?;
    page.text_visible("The appliance ended it early and did not say why.")
        .await?;
    page.reload().await?;
    sign_in(page).await?;
    world.cue(Cue::Unreachable(4));
    turn_to(page, "Account").await?;
    page.text_visible("Offline – your work is kept in this tab")
        .await?;
    world.cue(Cue::Restart);
    page.text_gone("Offline – your work is kept in this tab")
        .await?;
    page.text_visible("it was probably restarted").await
}
