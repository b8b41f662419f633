//! After too many refused tries the gateway itself asks for patience, and sends nothing to the appliance (product M2.6).

use e2e::steps::choose_method;
use e2e::{Key, Outcome, Page, Scope as _, World, ensure};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [the_gateway_asks_for_patience],
}

/// How many refused tries of one name the gateway lets through.
const TRIES: usize = 10;
const SUBMIT: &str = "Sign in – Local login";

async fn the_gateway_asks_for_patience(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.expect_noise("429");
    page.open(&world.url("")).await?;
    choose_method(page, "Local login").await?;
    // All but one by a script of the same page: only the last ones are typed.
    let burnt = page
        .evaluate(&format!(
            "const seen = [];
             for (let n = 1; n < {TRIES}; n += 1) {{
                 const headers = {{ 'x-console': '1', authorization: 'Basic ' + btoa('operator:wrong' + n) }};
                 seen.push((await fetch('/api/authentication?login_method=local', {{ headers }})).status);
             }}
             return seen.join(' ')"
        ))
        .await?;
    let refused = ["401"; TRIES - 1].join(" ");
    ensure(burnt == refused.as_str(), format!("answered {burnt}"))?;
    let asked = || {
        let log = world.gateway_log();
        log.iter()
            .filter(|line| line.contains("\"status\":429"))
            .count()
    };
    page.textbox("User name").fill("operator").await?;
    page.password("Password").fill("wrong").await?;
    page.button(SUBMIT).click().await?;
    page.text_visible("did not accept this name and password.")
        .await?;
    ensure(asked() == 0, "the last try is still the person's")?;
    // The right password does not get through any more.
    page.password("Password").fill("demo").await?;
    page.button(SUBMIT).click().await?;
    page.text_visible("Too many tries. Nothing was sent.")
        .await?;
    page.text_visible("You can try again in 04:5").await?;
    ensure(asked() == 1, "the gateway refused one try")?;
    // While it waits, Enter sends nothing.
    page.password("Password").fill("demo").await?;
    page.password("Password").press(Key::Enter).await?;
    page.text_visible("You can try again in").await?;
    ensure(asked() == 1, "another try was sent")?;
    // Somebody else at this computer is not kept out.
    let other = page
        .evaluate(
            "const headers = { 'x-console': '1', authorization: 'Basic ' + btoa('auditor:demo') };
             return (await fetch('/api/authentication?login_method=local', { headers })).status",
        )
        .await?;
    ensure(other == 200, format!("another name got {other}"))
}
