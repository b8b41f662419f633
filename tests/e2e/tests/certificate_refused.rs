//! A sign-in with a certificate that comes to nothing: each reason has a sentence of its own, told by what the gateway saw of
//! the other window (product M2.5). Real certificates, and the appliance's own refusals.

use std::time::{Duration, Instant};

use e2e::{Holds, Outcome, Page, Plan, Scope as _, World, ensure};
use serde_json::json;
use sps_appliance::{Appliance, Setup};

mod without_one {
    use super::*;

    async fn world() -> Outcome<World> {
        Plan::new().certificates(Holds::Nothing).start().await
    }

    e2e::scenarios! { world: world, every_engine: [], chromium_only: [no_certificate_was_chosen] }
}

mod with_a_forged_one {
    use super::*;

    async fn world() -> Outcome<World> {
        Plan::new().certificates(Holds::AForgedOne).start().await
    }

    e2e::scenarios! { world: world, every_engine: [], chromium_only: [an_unknown_authority] }
}

mod with_a_good_one {
    use super::*;

    e2e::scenarios! {
        world: World::with_certificates,
        every_engine: [],
        chromium_only: [nobody_answers, cancelled_it_is_nobodys],
    }
}

mod of_somebody_unknown {
    use super::*;

    async fn world() -> Outcome<World> {
        const USERS: &str = "/api/configuration/aaa/local_database/users";
        let mut state = Appliance::new(Setup::default()).export();
        let users = state
            .pointer_mut("/lists")
            .and_then(|lists| lists.get_mut(USERS)?.as_object_mut());
        for user in users.into_iter().flat_map(|users| users.values_mut()) {
            if user.get("name") == Some(&json!("operator"))
                && let Some(user) = user.as_object_mut()
            {
                user.insert("name".to_owned(), json!("somebody-else"));
            }
        }
        let appliance = Appliance::import(&state)
            .map_err(|error| e2e::Failure::while_doing("preparing the appliance", error))?;
        Plan::appliance(appliance)
            .certificates(Holds::TheUsers)
            .start()
            .await
    }

    e2e::scenarios! { world: world, every_engine: [], chromium_only: [accepted_and_signed_nobody_in] }
}

const BUTTON: &str = "Sign in with certificate";

/// Presses the button and reads the one reason that is told.
async fn refused(page: &Page, world: &World, reason: &str) -> Outcome {
    // The window of the appliance shows its refusal, and Chromium writes that to its console.
    for noise in ["400", "401", "favicon.ico"] {
        page.expect_noise(noise);
    }
    page.open(&world.url("")).await?;
    page.button(BUTTON).click().await?;
    page.text_visible(reason).await?;
    page.text_visible("until it is restarted or a private window is used")
        .await?;
    let told = page
        .evaluate("return document.querySelectorAll('.certificate-try [role=alert], .certificate-try .certificate-help').length")
        .await?;
    ensure(told == 1, format!("one reason and no list: {told}"))?;
    page.button("Try again").seen().await?;
    page.button("Local login").seen().await
}

async fn no_certificate_was_chosen(page: &Page, world: &World) -> Outcome {
    refused(page, world, "No certificate was chosen").await?;
    page.screenshot("certificate-none").await.map(drop)
}

async fn an_unknown_authority(page: &Page, world: &World) -> Outcome {
    refused(page, world, "The appliance refused the certificate").await
}

async fn accepted_and_signed_nobody_in(page: &Page, world: &World) -> Outcome {
    refused(
        page,
        world,
        "The appliance took the certificate and signed nobody in",
    )
    .await
}

async fn nobody_answers(page: &Page, world: &World) -> Outcome {
    world.stop_appliance().await;
    refused(
        page,
        world,
        "The appliance ended the connection without an answer",
    )
    .await?;
    // It comes back, and so does the person.
    world.start_appliance().await?;
    page.button("Try again").click().await?;
    page.text_visible("You are signed in as operator.").await
}

/// Who cancels and signs in with a password stays who they are, whatever the other window comes to.
async fn cancelled_it_is_nobodys(page: &Page, world: &World) -> Outcome {
    for noise in ["401", "favicon.ico"] {
        page.expect_noise(noise);
    }
    world.stop_appliance().await;
    page.open(&world.url("")).await?;
    page.button(BUTTON).click().await?;
    page.text_visible("without an answer").await?;
    page.button("Cancel").click().await?;
    page.text_gone("without an answer").await?;
    world.start_appliance().await?;
    // The other window, reloaded, is signed in by now.
    let origin = world.certificate_origin()?;
    page.evaluate(&format!(
        "window.open('{origin}/api/authentication?type=x509&login_method=x509_name'); return null"
    ))
    .await?;
    let deadline = Instant::now() + Duration::from_secs(20);
    while !page.cookies().await?.to_string().contains("session_id") {
        ensure(
            Instant::now() < deadline,
            "no cookie came from the certificate port",
        )?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    e2e::steps::sign_in(page, e2e::steps::METHOD, "admin", "demo").await?;
    page.reload().await?;
    page.button("admin: session and activity").seen().await
}
