//! Nobody tells how to sign in: each cause with its next step, and never a form that cannot work.

use e2e::steps::{METHOD, choose_method, send_password};
use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::stand_ins::answers;

e2e::scenarios! {
    world: crate::worlds::on_the_network,
    every_engine: [the_appliance_comes_back, the_gateway_comes_back],
    chromium_only: [answers_that_are_none, connection_tests],
}

mod with_another_authority {
    use super::a_certificate_that_is_not_trusted;
    e2e::scenarios! {
        world: crate::worlds::another_authority,
        every_engine: [],
        chromium_only: [a_certificate_that_is_not_trusted],
    }
}

mod with_another_name {
    use super::a_certificate_that_is_not_trusted;
    e2e::scenarios! {
        world: crate::worlds::another_name,
        every_engine: [],
        chromium_only: [a_certificate_that_is_not_trusted],
    }
}

/// With a gateway that waits for as long as they usually do.
mod in_one_process {
    use super::{
        World, a_box_of_the_browser_is_explained, refusals_of_others, slow_and_stopped,
        who_waits_for_the_start_can_sign_in_instead,
    };
    e2e::scenarios! {
        world: World::start,
        every_engine: [],
        chromium_only: [
            a_box_of_the_browser_is_explained,
            refusals_of_others,
            slow_and_stopped,
            who_waits_for_the_start_can_sign_in_instead,
        ],
    }
}

const NO_APPLIANCE: &str = "The gateway runs, but the appliance does not answer.";
const NO_GATEWAY: &str = "The console cannot reach its gateway.";

/// What is wrong, what to do, and nothing that cannot work.
async fn told(page: &Page, says: &str, next: &str) -> Outcome {
    page.text_visible(says).await?;
    page.text_visible(next).await?;
    page.button("Test connection").seen().await?;
    page.button("Try now").seen().await?;
    ensure(
        !page.only(Role::Textbox).present().await? && !page.button(METHOD).present().await?,
        "a form that cannot work",
    )
}

async fn tested(page: &Page, says: &str) -> Outcome {
    page.button("Test connection").click().await?;
    page.text_visible(says).await
}

async fn the_appliance_comes_back(page: &Page, world: &World) -> Outcome {
    page.expect_noise("502");
    page.expect_noise("503");
    world.stop_appliance().await;
    page.open(&world.url("")).await?;
    told(page, NO_APPLIANCE, "Asking again in").await?;
    world.start_appliance().await?;
    // By itself, after a few seconds.
    page.button(METHOD).seen().await?;
    world.cue(Cue::Unavailable(100));
    page.reload().await?;
    told(
        page,
        "The appliance answered, but not with the API.",
        "starting or updating",
    )
    .await?;
    world.cue(Cue::Unavailable(0));
    page.button("Try now").click().await?;
    e2e::steps::sign_in(page, METHOD, "operator", "demo").await
}

async fn the_gateway_comes_back(page: &Page, world: &World) -> Outcome {
    page.expect_noise("502");
    page.expect_noise("ERR_CONNECTION_REFUSED");
    world.stop_appliance().await;
    page.open(&world.url("")).await?;
    told(page, NO_APPLIANCE, "Tell its administrator").await?;
    world.stop_gateway().await;
    page.button("Try now").click().await?;
    told(page, NO_GATEWAY, "the network between").await?;
    tested(page, "The gateway does not answer.").await?;
    world.start_gateway().await?;
    world.start_appliance().await?;
    page.button("Try now").click().await?;
    e2e::steps::sign_in(page, METHOD, "operator", "demo").await?;
    // Somebody signs in, and the gateway is not there any more.
    page.button("Sign out").click().await?;
    page.button(METHOD).seen().await?;
    world.stop_gateway().await;
    send_password(page, METHOD, "operator", "demo").await?;
    page.text_visible(NO_GATEWAY).await?;
    page.text_visible("You are not signed in.").await?;
    page.text_gone("did not accept").await?;
    world.start_gateway().await?;
    e2e::steps::sign_in(page, METHOD, "operator", "demo").await
}

async fn a_certificate_that_is_not_trusted(page: &Page, world: &World) -> Outcome {
    page.expect_noise("502");
    page.open(&world.url("")).await?;
    told(
        page,
        "The gateway does not trust the appliance's certificate.",
        "Tell the gateway administrator",
    )
    .await?;
    // Open already, to be copied for that administrator.
    page.text_visible("UpstreamCert").await?;
    page.text_visible("certificate refused").await?;
    tested(page, "It does not trust the appliance's certificate.").await
}

/// The answer comes too late, and then only the first half of it.
async fn answers_that_are_none(page: &Page, world: &World) -> Outcome {
    page.expect_noise("504");
    page.expect_noise("502");
    world.cue(Cue::Slow(5000));
    page.open(&world.url("")).await?;
    told(page, "took too long to answer", "asks again").await?;
    tested(page, "The appliance does not answer in time.").await?;
    world.cue(Cue::Slow(0));
    // It is read once more, and nobody notices.
    world.cue(Cue::CutBody);
    page.button("Try now").click().await?;
    page.button(METHOD).seen().await
}

/// A tab with a session begins, and the appliance takes its time.
async fn who_waits_for_the_start_can_sign_in_instead(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    e2e::steps::sign_in(page, METHOD, "operator", "demo").await?;
    world.cue(Cue::Slow(14_000));
    page.reload().await?;
    page.text_gone("Still waiting").await?;
    tokio::time::sleep(std::time::Duration::from_secs(8)).await;
    page.text_visible("Still waiting for the appliance.")
        .await?;
    world.cue(Cue::Slow(0));
    page.button("Cancel").click().await?;
    page.button(METHOD).seen().await?;
    page.text_gone("Your earlier session is over").await
}

async fn slow_and_stopped(page: &Page, world: &World) -> Outcome {
    world.cue(Cue::Slow(14_000));
    page.open(&world.url("")).await?;
    page.heading("Sign in").seen().await?;
    page.text_gone("Still waiting").await?;
    tokio::time::sleep(std::time::Duration::from_secs(8)).await;
    page.text_visible("Still waiting for the appliance.")
        .await?;
    page.button("Cancel").click().await?;
    page.text_visible("You stopped waiting.").await?;
    page.button("Test connection").seen().await?;
    world.cue(Cue::Slow(0));
    page.button("Try again").click().await?;
    page.button(METHOD).seen().await
}

async fn connection_tests(page: &Page, world: &World) -> Outcome {
    page.expect_noise("502");
    page.expect_noise("ERR_CONNECTION_REFUSED");
    world.stop_appliance().await;
    page.open(&world.url("")).await?;
    // Every failure makes the pause longer: enough of it for all the tests.
    for _ in 0..4 {
        told(page, NO_APPLIANCE, "Asking again in").await?;
        page.button("Try now").click().await?;
    }
    told(page, NO_APPLIANCE, "Asking again in").await?;
    tested(page, "It cannot reach the appliance. (").await?;
    world.start_appliance_with_other_certificates().await?;
    tested(page, "It does not trust the appliance's certificate. (").await?;
    world.start_appliance().await?;
    world.cue(Cue::Unavailable(1));
    tested(page, "but not the API").await?;
    world.cue(Cue::Slow(3000));
    tested(page, "The appliance does not answer in time.").await?;
    world.cue(Cue::Slow(0));
    tested(page, "The gateway reached the appliance in").await?;
    world.stop_gateway().await;
    tested(page, "The gateway does not answer.").await?;
    world.start_gateway().await?;
    page.button("Try now").click().await?;
    page.button(METHOD).seen().await
}

/// What our own gateway and the simulated appliance never say to a page of the gateway: one that is asked too much or by
/// another address, a page of another server, a fault of the appliance, a gateway without the test of the connection.
async fn refusals_of_others(page: &Page, world: &World) -> Outcome {
    answers(
        page,
        "{ '/api/authentication/login_methods': () => window.e2eCause(refusal),
           '/api/authentication/types': () => window.e2eCause(refusal),
           '/console/gw/connection': () => window.e2eTested++ ? refusal(429, 'TooManyRequests', { 'retry-after': '7' })
                : refusal(404, 'NotFound') }",
    )
    .await?;
    page.before_load("window.e2eTested = 0").await?;
    for (cause, says, next) in [
        // The simulated appliance cuts one answer, and one is asked for again.
        (
            "new Response('{\"login_met', { headers: { 'content-type': 'application/json' } })",
            "answer was incomplete",
            "asks again",
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
        page.before_load(&format!("window.e2eCause = (refusal) => {cause};"))
            .await?;
        page.open(&world.url("")).await?;
        told(page, says, next).await?;
    }
    tested(page, "this version cannot test").await?;
    tested(
        page,
        "The gateway asks for a pause. Try again in 7 seconds.",
    )
    .await
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
    choose_method(page, METHOD).await?;
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
