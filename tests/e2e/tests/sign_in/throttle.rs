//! After too many refused tries the gateway itself asks for patience, and sends nothing to the appliance (product M2.6).

use e2e::steps::{METHOD, send_password, sign_in};
use e2e::{Key, Outcome, Page, Scope as _, World, ensure};

e2e::scenarios! {
    world: crate::worlds::little_patience,
    every_engine: [],
    chromium_only: [the_gateway_asks_for_patience],
}

async fn the_gateway_asks_for_patience(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.expect_noise("429");
    page.open(&world.url("")).await?;
    let refusals = || {
        let log = world.gateway_log();
        log.iter()
            .filter(|line| line.contains("\"status\":429"))
            .count()
    };
    for _ in 0..3 {
        send_password(page, METHOD, "operator", "wrong").await?;
        page.text_visible("did not accept this name and password.")
            .await?;
    }
    ensure(refusals() == 0, "the last try is still the person's")?;
    // The right password does not get through any more.
    send_password(page, METHOD, "operator", "demo").await?;
    page.text_visible("Too many tries. Nothing was sent.")
        .await?;
    page.text_visible("You can try again in").await?;
    ensure(refusals() == 1, "the gateway refused one try")?;
    let submit = page.button(&format!("Sign in – {METHOD}"));
    ensure(!submit.is_enabled().await?, "no try before its time")?;
    // While it waits, Enter sends nothing.
    page.password("Password").fill("demo").await?;
    page.password("Password").press(Key::Enter).await?;
    page.text_visible("You can try again in").await?;
    ensure(refusals() == 1, "another try was sent")?;
    // Somebody else at this computer is not kept out.
    let other = page
        .evaluate(
            "const headers = { 'x-console': '1', authorization: 'Basic ' + btoa('auditor:demo') };
             return (await fetch('/api/authentication?login_method=local', { headers })).status",
        )
        .await?;
    ensure(other == 200, format!("another name got {other}"))?;
    // The first of the tries is forgotten after its time.
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    page.text_gone("Too many tries").await?;
    sign_in(page, METHOD, "operator", "demo").await
}
