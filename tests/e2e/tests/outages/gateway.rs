//! The gateway is stopped and started again; and what is asked meanwhile is nobody's activity.

use e2e::{Outcome, Page, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::steps::{BANNER, back, begin_work, lost, navigate, open, work_is_kept};

e2e::scenarios! {
    world: crate::steps::on_the_network,
    every_engine: [gateway_stopped_and_started],
    chromium_only: [tries_do_not_extend_the_session],
}

async fn gateway_stopped_and_started(page: &Page, world: &World) -> Outcome {
    page.expect_noise("ERR_CONNECTION_REFUSED");
    begin_work(page, world).await?;
    world.stop_gateway().await;
    page.button("Stage 1 change").click().await?;
    lost(page, "The gateway does not answer.").await?;
    page.text_visible("Nothing you typed is lost.").await?;
    world.start_gateway().await?;
    back(page).await?;
    work_is_kept(page).await
}

/// Seconds that the session has left, read without extending it: the appliance was told so for the next request.
const LEFT: &str = "
    const answer = await fetch('/api/user_info', { headers: { 'X-Console': '1' } });
    return (await answer.json()).meta.remaining_seconds";

async fn tries_do_not_extend_the_session(page: &Page, world: &World) -> Outcome {
    page.expect_noise("503");
    open(page, world).await?;
    world.cue(Cue::Unavailable(1000));
    navigate(page, "API keys").await?;
    lost(page, "not with the API").await?;
    world.cue(Cue::SessionExpiresIn(300));
    let tries = || {
        let log = world.gateway_log();
        log.iter()
            .filter(|line| line.contains("/console/gw/connection"))
            .count()
    };
    let before = tries();
    while tries() < before + 2 {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    // The next one is some seconds away.
    page.text_visible(BANNER).await?;
    world.cue(Cue::Unavailable(0));
    let left = page.evaluate(LEFT).await?;
    ensure(
        left.as_u64().is_some_and(|left| left <= 300),
        format!("{left} s are left of 300"),
    )?;
    // It was only that one request that did not count.
    let left = page.evaluate(LEFT).await?;
    ensure(
        left.as_u64().is_some_and(|left| left > 300),
        format!("{left} s are left after a request that counts"),
    )
}
