//! Nobody tells how to sign in: each cause with its next step, and never a form that cannot work.

use e2e::steps::choose_method;
use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::stand_ins::{answers, clock, later};

e2e::scenarios! {
    world: World::start,
    every_engine: [the_appliance_comes_back],
    chromium_only: [
        every_cause_has_its_words,
        slow_and_stopped,
        who_waits_for_the_start_can_sign_in_instead,
        connection_tests,
        a_box_of_the_browser_is_explained,
    ],
}

async fn no_form(page: &Page) -> Outcome {
    ensure(
        !page.only(Role::Textbox).present().await? && !page.button("Local login").present().await?,
        "a form that cannot work",
    )
}

async fn the_appliance_comes_back(page: &Page, world: &World) -> Outcome {
    page.expect_noise("50");
    world.cue(Cue::Unreachable(600));
    page.open(&world.url("")).await?;
    page.text_visible("The gateway runs, but the appliance does not answer.")
        .await?;
    page.text_visible("Asking again in").await?;
    no_form(page).await?;
    world.cue(Cue::Unreachable(0));
    // By itself, after a few seconds.
    page.button("Local login").seen().await?;
    world.cue(Cue::Unavailable(100));
    page.reload().await?;
    page.text_visible("The appliance answered, but not with the API.")
        .await?;
    no_form(page).await?;
    world.cue(Cue::Unavailable(0));
    page.button("Try now").click().await?;
    page.button("Local login").seen().await
}

async fn every_cause_has_its_words(page: &Page, world: &World) -> Outcome {
    answers(
        page,
        "{ '/api/authentication/login_methods': (real) => window.e2eCause ? window.e2eCause(json, refusal) : new Promise(() => {}),
           '/api/authentication/types': () => refusal(404, 'NotFound') }",
    )
    .await?;
    page.open(&world.url("")).await?;
    for (cause, says, next) in [
        (
            "refusal(502, 'UpstreamCert')",
            "The gateway does not trust the appliance's certificate.",
            "Tell the gateway administrator",
        ),
        (
            "Promise.reject(new TypeError('Failed to fetch'))",
            "The console cannot reach its gateway.",
            "the network between",
        ),
        (
            "refusal(504, 'UpstreamTimeout')",
            "took too long to answer",
            "asks again",
        ),
        (
            "new Response('{\"login_met', { headers: { 'content-type': 'application/json' } })",
            "answer was incomplete",
            "asks again",
        ),
        (
            "new Response('<html>', { headers: { 'content-type': 'text/html' } })",
            "but not with the API",
            "starting or updating",
        ),
        // A page of another server is no reason to ask for a password.
        (
            "new Response('<html>', { status: 401, headers: { 'content-type': 'text/html' } })",
            "but not with the API",
            "starting or updating",
        ),
        (
            "refusal(429, 'TooManyRequests', { 'retry-after': '300' })",
            "The gateway asks for a pause.",
            "Asking again in 04:5",
        ),
        (
            "refusal(421, 'WrongHost')",
            "not the console's public address",
            "Open the console by the address",
        ),
        (
            "refusal(403, 'CrossSiteRefused')",
            "looked as if it came from another site",
            "a tab of its own",
        ),
        (
            "refusal(500, 'InternalError')",
            "reports a fault of its own",
            "asks again",
        ),
    ] {
        page.before_load(&format!("window.e2eCause = (json, refusal) => {cause};"))
            .await?;
        page.reload().await?;
        page.text_visible(says).await?;
        page.text_visible(next).await?;
        no_form(page).await?;
        page.button("Test connection").seen().await?;
        page.button("Try now").seen().await?;
    }
    Ok(())
}

async fn slow_and_stopped(page: &Page, world: &World) -> Outcome {
    clock(page).await?;
    answers(
        page,
        "{ '/api/authentication/login_methods': (real) => window.e2eFree ? real() : new Promise(() => {}) }",
    )
    .await?;
    page.open(&world.url("")).await?;
    page.heading("Sign in").seen().await?;
    page.text_gone("Still waiting").await?;
    later(page, 10).await?;
    page.text_visible("Still waiting for the appliance.")
        .await?;
    page.button("Cancel").click().await?;
    page.text_visible("You stopped waiting.").await?;
    page.button("Test connection").seen().await?;
    page.evaluate("window.e2eFree = true").await?;
    page.button("Try again").click().await?;
    page.button("Local login").seen().await
}

async fn who_waits_for_the_start_can_sign_in_instead(page: &Page, world: &World) -> Outcome {
    clock(page).await?;
    answers(
        page,
        "{ '/console/gw/info': () => json({ session_cookie: true }),
           '/api/user_info': () => new Promise(() => {}) }",
    )
    .await?;
    page.open(&world.url("")).await?;
    page.text_gone("Still waiting").await?;
    later(page, 10).await?;
    page.text_visible("Still waiting for the appliance.")
        .await?;
    page.button("Cancel").click().await?;
    page.button("Local login").seen().await?;
    page.text_gone("Your earlier session is over").await
}

async fn a_box_of_the_browser_is_explained(page: &Page, world: &World) -> Outcome {
    // What a page sees of a proxy that leaves the challenge in, after the person has closed the box.
    answers(
        page,
        "{ '/api/authentication': () => refusal(401, 'AuthenticationFailed', { 'www-authenticate': window.e2eChallenge }) }",
    )
    .await?;
    page.before_load("window.e2eChallenge = 'X-Other realm=\"api\"';")
        .await?;
    page.open(&world.url("")).await?;
    choose_method(page, "Local login").await?;
    let refused = async || {
        page.textbox("User name").fill("operator").await?;
        page.password("Password").fill("wrong").await?;
        page.button("Sign in – Local login").click().await?;
        page.text_visible("did not accept this name and password.")
            .await
    };
    refused().await?;
    let advice = "Close the browser's box with Cancel";
    page.text_gone(advice).await?;
    page.evaluate("window.e2eChallenge = 'basic realm=\"api\"'")
        .await?;
    page.password("Password").fill("wrong").await?;
    page.button("Sign in – Local login").click().await?;
    page.text_visible(advice).await?;
    page.text_visible("tell the administrator of the gateway")
        .await?;
    // Said once, however often it happens.
    refused().await?;
    let said = page
        .evaluate(&format!(
            "return document.body.innerText.split(\"{advice}\").length - 1"
        ))
        .await?;
    ensure(said == 1, format!("said {said} times"))
}

async fn connection_tests(page: &Page, world: &World) -> Outcome {
    answers(
        page,
        "{ '/api/authentication/login_methods': () => refusal(502, 'UpstreamDown', { 'retry-after': '300' }),
           '/console/gw/connection': () => window.e2eTest === undefined ? refusal(404, 'NotFound')
                : window.e2eTest === null ? Promise.reject(new TypeError('Failed to fetch'))
                : window.e2eTest === 429 ? refusal(429, 'TooManyRequests', { 'retry-after': '7' })
                : json({ state: window.e2eTest, detail: 'in its own words', ms: 12, date: '' }) }",
    )
    .await?;
    page.open(&world.url("")).await?;
    for (state, says) in [
        ("undefined", "this version cannot test"),
        ("null", "The gateway does not answer."),
        (
            "429",
            "The gateway asks for a pause. Try again in 7 seconds.",
        ),
        ("'ok'", "reached the appliance in 12 ms"),
        (
            "'down'",
            "It cannot reach the appliance. (in its own words)",
        ),
        (
            "'certificate'",
            "It does not trust the appliance's certificate. (in its own words)",
        ),
        ("'not-api'", "but not the API"),
        ("'timeout'", "does not answer in time"),
    ] {
        page.evaluate(&format!("window.e2eTest = {state}")).await?;
        page.button("Test connection").click().await?;
        page.text_visible(says).await?;
    }
    Ok(())
}
