//! The clipboard that is refused, the close guard, and when the value goes by itself.

use e2e::{Key, Outcome, Page, Role, Scope as _, World, ensure};

use crate::{
    canary::{clean, is_nowhere, page_now},
    person::*,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        a_refused_clipboard_leaves_the_value_selected,
        nobody_leaves_without_the_value_by_mistake,
        the_value_goes_by_itself,
    ],
}

/// The question of the close guard.
const QUESTION: &str = "Close without copying?";

async fn a_refused_clipboard_leaves_the_value_selected(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    page.set_permission("clipboard-write", false).await?;
    // Denied by the browser, and on a page that did not come over a secure connection.
    for name in ["denied", "absent"] {
        create(page, name).await?;
        if name == "absent" {
            clipboard(page, "undefined").await?;
        }
        page.button("Copy").click().await?;
        page.text_visible("Press Ctrl+C").await?;
        let mut selected = String::new();
        for _ in 0..40 {
            selected = text_of(page, "return String(getSelection()).trim()").await?;
            if !selected.is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        ensure(selected.len() == 64, "the value is selected")?;
        ensure(works(world, &selected).await?, "it is the value")?;
        page.heading("Key ready – not copied yet").seen().await?;
        // Masked again it cannot be selected, and the page does not say so any more.
        page.button("Show").click().await?;
        page.text_gone("Press Ctrl+C").await?;
        page.button("Copy").click().await?;
        page.text_visible("Press Ctrl+C").await?;
        while text_of(page, "return String(getSelection()).trim()").await? != selected {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        // What Ctrl+C does.
        page.evaluate("document.execCommand('copy')").await?;
        page.text_visible("Copied ✓").await?;
        close(page).await?;
        is_nowhere(page, world, &selected).await?;
    }
    Ok(())
}

async fn nobody_leaves_without_the_value_by_mistake(page: &Page, world: &World) -> Outcome {
    sign_in_at(page, world, "account", "admin").await?;
    navigate(page, "API keys").await?;
    create(page, "dear").await?;
    let question = page.dialog(QUESTION);
    let unloads = "return window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
    ensure(
        page.evaluate(unloads).await? == false,
        "the browser is not told to ask",
    )?;

    page.button("Close").click().await?;
    page.text_visible("You have not copied this key. It can never be shown again.")
        .await?;
    page.press(Key::Escape).await?;
    question.gone().await?;
    navigate(page, "Configuration").await?;
    question.button("Back").click().await?;
    question.gone().await?;
    page.evaluate("history.back()").await?;
    question.button("Back").click().await?;
    question.gone().await?;
    page.heading("Key ready – not copied yet").seen().await?;
    ensure(
        page.url().await? == world.url("api-keys"),
        "the address is the page's own again",
    )?;

    // Signing out is leaving, too.
    page.button("Sign out").click().await?;
    let signing_out = page.dialog("Sign out");
    signing_out.seen().await?;
    page.text_visible("You have not copied this key. It can never be shown again.")
        .await?;
    signing_out.button("Back").click().await?;
    signing_out.gone().await?;
    page.heading("Key ready – not copied yet").seen().await?;

    // The third way: take it along.
    page.evaluate("history.back()").await?;
    clipboard(
        page,
        "{ writeText: async (text) => { window.e2eClip = text; } }",
    )
    .await?;
    question.button("Copy and close").click().await?;
    page.heading("Account").seen().await?;
    let value = text_of(page, "return window.e2eClip").await?;
    ensure(works(world, &value).await?, "the key works")?;
    is_nowhere(page, world, &value).await?;
    ensure(
        page.evaluate(unloads).await? == true,
        "nothing is at stake any more",
    )?;

    navigate(page, "API keys").await?;
    create(page, "careless").await?;
    navigate(page, "Configuration").await?;
    question.button("Close without copying").click().await?;
    page.heading("Configuration").seen().await
}

async fn the_value_goes_by_itself(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    let value = page.control(Role::Group, "Key value");
    create(page, "hidden").await?;
    page.button("Show").click().await?;
    let shown = value.text().await?;
    see(page, false).await?;
    clean("a hidden tab", &page_now(page).await?, &shown)?;
    see(page, true).await?;
    ensure(value.text().await?.starts_with("••••"), "it is masked")?;
    see(page, false).await?;
    page.evaluate("window.e2eForward(61)").await?;
    see(page, true).await?;
    page.text_visible("The value of hidden was cleared because this tab was hidden")
        .await?;
    is_nowhere(page, world, &shown).await?;

    create(page, "slow").await?;
    let copied = copy(page).await?;
    page.evaluate("window.e2eForward(301)").await?;
    page.text_visible("The value of slow was cleared from this page after 5 minutes.")
        .await?;
    is_nowhere(page, world, &copied).await?;

    create(page, "paged").await?;
    page.button("Show").click().await?;
    let shown = value.text().await?;
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
        .await?;
    page.text_visible("The value of paged was cleared because the page was left.")
        .await?;
    is_nowhere(page, world, &shown).await?;

    create(page, "signed-out").await?;
    page.button("Show").click().await?;
    let shown = value.text().await?;
    let printed = page
        .evaluate(
            "return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).some((rule) => /@media print[^]*\\.key-card/.test(rule.cssText))",
        )
        .await?;
    ensure(printed == true, "it would be printed")?;
    page.button("Sign out").click().await?;
    page.heading("Sign in").seen().await?;
    is_nowhere(page, world, &shown).await
}

/// Hides the tab, or brings it back.
async fn see(page: &Page, visible: bool) -> Outcome {
    let script = format!(
        "Object.defineProperty(document, 'hidden', {{ configurable: true, value: {} }});
         document.dispatchEvent(new Event('visibilitychange', {{ bubbles: true }}));",
        !visible
    );
    page.evaluate(&script).await.map(drop)
}
