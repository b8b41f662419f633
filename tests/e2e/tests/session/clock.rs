//! The time left is right after a sleep, after a changed wall clock and after half an hour without input.

use e2e::{Failure, Key, Outcome, Page, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::steps::{
    authenticated, left, navigate, open_settings, open_with_clock, pass, patient_world, quiet,
    until,
};

e2e::scenarios! {
    world: patient_world,
    every_engine: [],
    chromium_only: [
        the_countdown_is_right_whatever_happens_to_the_clocks,
        nothing_is_asked_without_input,
        waking_up_past_the_end,
    ],
}

/// Shown plus passed: stays the same while nothing extends the session.
async fn sum(page: &Page) -> Outcome<f64> {
    let both = page.evaluate("return window.e2e.shown()").await?;
    let number = |index: usize| both.get(index).and_then(serde_json::Value::as_f64);
    match (number(0), number(1)) {
        (Some(shown), Some(passed)) => Ok(shown + passed),
        _ => Err(Failure::new(format!("the page shows {both}"))),
    }
}

async fn the_countdown_is_right_whatever_happens_to_the_clocks(
    page: &Page,
    world: &World,
) -> Outcome {
    open_with_clock(page, world).await?;
    let start = sum(page).await?;
    let requests = authenticated(page).await?;
    let all = "return window.e2e.requests.length";
    let before = page.evaluate(all).await?;
    pass(page, 1800).await?;
    ensure(
        page.evaluate(all).await? == before,
        "30 minutes without input, and there were requests",
    )?;
    for (what, script) in [
        ("30 minutes in the foreground", ""),
        (
            "2 h sleep, the steady clock goes on",
            "window.e2e.sleep(7200, false)",
        ),
        (
            "2 h sleep, the steady clock stands still",
            "window.e2e.sleep(7200, true)",
        ),
        (
            "the wall clock is set forward",
            "window.e2e.setWallClock(1800)",
        ),
        (
            "the wall clock is set back",
            "window.e2e.setWallClock(-1800)",
        ),
        (
            "10 minutes of sleep, a small one",
            "window.e2e.sleep(600, true)",
        ),
    ] {
        page.evaluate(script).await?;
        page.evaluate("window.dispatchEvent(new Event('visibilitychange')); window.e2e.look()")
            .await?;
        // In doubt the page shows no time rather than a wrong one.
        until(
            page,
            what,
            "return /^\\d+:\\d\\d$/.test(document.querySelector('[role=timer]').textContent)",
        )
        .await?;
        let error = sum(page).await? - start;
        ensure(error.abs() <= 1.0, format!("{what}: {error} s wrong"))?;
    }
    ensure(
        authenticated(page).await? == requests,
        "the session was extended without input",
    )
}

async fn nothing_is_asked_without_input(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    open_settings(page).await?;
    page.checkbox("Refuse passwords found in dictionaries")
        .click()
        .await?;
    page.button("Stage 1 change").seen().await?;
    half_an_hour(page, "a form with a draft").await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    navigate(page, "Review").await?;
    half_an_hour(page, "the review with an open transaction").await?;
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
         document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))",
    )
    .await?;
    half_an_hour(page, "a hidden page").await
}

/// Half an hour without input, in which nothing at all is asked.
async fn half_an_hour(page: &Page, what: &str) -> Outcome {
    quiet(page).await?;
    let all = "return window.e2e.requests.map((one) => `${one.method} ${one.path}`)";
    let before = page.evaluate(all).await?;
    pass(page, 1800).await?;
    quiet(page).await?;
    let after = page.evaluate(all).await?;
    let asked = |all: &serde_json::Value| all.as_array().map_or(0, Vec::len);
    let news = after.as_array().and_then(|all| all.get(asked(&before)..));
    ensure(before == after, format!("{what}: {news:?}"))
}

async fn waking_up_past_the_end(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    let requests = authenticated(page).await?;
    page.evaluate("window.e2e.sleep(36000, true); window.e2e.look()")
        .await?;
    page.heading("Your session ended").seen().await?;
    page.text_visible("There was no activity for longer than the appliance allows.")
        .await?;
    ensure(
        authenticated(page).await? == requests,
        "a page nobody looked at asked the appliance",
    )?;
    // This appliance knows nothing of the sleep: the session is still there, and the first key finds out.
    page.press(Key::Shift).await?;
    page.heading("Your session ended").gone().await?;
    quiet(page).await?;
    ensure(
        left(page).await? > 23_900.0,
        "the time left is not the new one",
    )?;
    // Out of the browser's memory: checked before anything shows.
    let requests = authenticated(page).await?;
    page.evaluate(
        "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
         window.e2eHidden = getComputedStyle(document.body).visibility",
    )
    .await?;
    until(
        page,
        "hidden at first",
        "return window.e2eHidden === 'hidden'",
    )
    .await?;
    until(
        page,
        "visible again",
        "return getComputedStyle(document.body).visibility === 'visible'",
    )
    .await?;
    ensure(
        authenticated(page).await? == requests + 1,
        "the page out of the browser's memory was not checked",
    )?;
    // An answer that takes long: the page stays hidden, and soon it says why.
    world.cue(Cue::Slow(2000));
    page.evaluate(
        "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
         await window.e2e.pass(4)",
    )
    .await?;
    let shown = page
        .evaluate(
            "return [getComputedStyle(document.body).visibility,
                     getComputedStyle(document.documentElement, '::before').content]",
        )
        .await?;
    ensure(
        shown == serde_json::json!(["hidden", "\"Still waiting for the appliance.\""]),
        format!("while it is checked: {shown}"),
    )?;
    until(
        page,
        "visible again",
        "return getComputedStyle(document.body).visibility === 'visible'",
    )
    .await
}
