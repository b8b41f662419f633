//! Input in the page extends the session, sparingly; nothing else does.

use e2e::{Key, Outcome, Page, Scope as _, World, ensure};

use crate::steps::{authenticated, open_with_clock, pass, quiet};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [input_extends_when_half_the_time_is_gone],
}

async fn asked(page: &Page) -> Outcome<u64> {
    quiet(page).await?;
    authenticated(page).await
}

async fn input_extends_when_half_the_time_is_gone(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    let start = asked(page).await?;
    pass(page, 280).await?;
    page.press(Key::Shift).await?;
    ensure(asked(page).await? == start, "more than half was left")?;
    pass(page, 30).await?;
    ensure(asked(page).await? == start, "nobody did anything")?;
    let hide = "Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })";
    page.evaluate(hide).await?;
    page.press(Key::Shift).await?;
    ensure(asked(page).await? == start, "a hidden tab")?;
    page.evaluate("delete document.visibilityState").await?;
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))",
    )
    .await?;
    ensure(asked(page).await? == start, "a script is no person")?;
    page.press(Key::Shift).await?;
    ensure(
        asked(page).await? == start + 1,
        "one request for real input",
    )?;
    page.press(Key::Shift).await?;
    page.press(Key::Shift).await?;
    ensure(asked(page).await? == start + 1, "one is enough")?;
    pass(page, 310).await?;
    page.press(Key::Shift).await?;
    ensure(
        asked(page).await? == start + 2,
        "and again, half a span later",
    )?;

    // Switched off where the console is deployed.
    page.evaluate("sessionStorage.setItem('e2e-no-extension', '1')")
        .await?;
    page.reload().await?;
    page.button("Sign out").seen().await?;
    let start = asked(page).await?;
    pass(page, 400).await?;
    page.press(Key::Shift).await?;
    ensure(asked(page).await? == start, "it is switched off")
}
