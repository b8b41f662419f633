//! The appliance is stopped and started again, as it was, restarted, or with another certificate.

use e2e::steps::sign_in_again;
use e2e::{Outcome, Page, Scope as _, World};
use sps_appliance::Cue;

use crate::steps::{back, begin_work, lost, navigate, work_is_kept};

e2e::scenarios! {
    world: crate::steps::on_the_network,
    every_engine: [stopped_and_started],
    chromium_only: [restarted_meanwhile, back_with_another_certificate],
}

const STOPPED: &str = "The gateway runs, the appliance does not answer.";

async fn stopped_and_started(page: &Page, world: &World) -> Outcome {
    page.expect_noise("502");
    begin_work(page, world).await?;
    world.stop_appliance().await;
    // The person goes on working, and hears of it.
    page.button("Stage 1 change").click().await?;
    lost(page, STOPPED).await?;
    page.text_visible("Nothing you typed is lost.").await?;
    page.button("Try now").click().await?;
    lost(page, STOPPED).await?;
    world.start_appliance().await?;
    back(page).await?;
    work_is_kept(page).await
}

async fn restarted_meanwhile(page: &Page, world: &World) -> Outcome {
    page.expect_noise("502");
    page.expect_noise("401");
    begin_work(page, world).await?;
    world.stop_appliance().await;
    page.button("Stage 1 change").click().await?;
    lost(page, STOPPED).await?;
    world.cue(Cue::Restart);
    world.start_appliance().await?;
    page.heading("Your session ended").seen().await?;
    page.text_visible("it was probably restarted").await?;
    sign_in_again(page).await?;
    page.button("Replay 1 change").click().await?;
    page.heading("Review").seen().await?;
    crate::steps::open_form(page, &["management", "email"]).await?;
    work_is_kept(page).await
}

async fn back_with_another_certificate(page: &Page, world: &World) -> Outcome {
    page.expect_noise("502");
    begin_work(page, world).await?;
    world.start_appliance_with_other_certificates().await?;
    page.button("Stage 1 change").click().await?;
    lost(
        page,
        "The gateway does not trust the appliance's certificate. Tell the gateway administrator.",
    )
    .await?;
    // Elsewhere, too, and with what that administrator wants to know.
    navigate(page, "API keys").await?;
    page.text_visible("the details below help").await?;
    navigate(page, "Configuration").await?;
    world.start_appliance().await?;
    back(page).await?;
    crate::steps::open_form(page, &["management", "email"]).await?;
    work_is_kept(page).await
}
