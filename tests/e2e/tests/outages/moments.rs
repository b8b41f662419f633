//! One answer that is none: a hiccup, one that comes too late, one that breaks off.

use std::time::Duration;

use e2e::steps::{hold_commits, release_commits};
use e2e::{Outcome, Page, Role, Scope as _, World};
use sps_appliance::Cue;

use crate::steps::{BANNER, back, begin_work, lost, navigate, open, work_is_kept};

e2e::scenarios! {
    world: crate::steps::on_the_network,
    every_engine: [],
    chromium_only: [
        one_hiccup,
        something_else_answers_for_long,
        a_read_takes_too_long,
        a_staged_change_takes_too_long,
        a_read_breaks_off,
    ],
}

/// The screen of one read, which works the next time.
async fn again(page: &Page) -> Outcome {
    navigate(page, "Account").await?;
    page.heading("Account").seen().await?;
    navigate(page, "Configuration").await?;
    page.only(Role::Main).link("aaa").seen().await?;
    page.text_gone(BANNER).await
}

async fn one_hiccup(page: &Page, world: &World) -> Outcome {
    page.expect_noise("503");
    open(page, world).await?;
    world.cue(Cue::Unavailable(1));
    navigate(page, "Configuration").await?;
    page.text_visible("not with the API").await?;
    again(page).await
}

async fn something_else_answers_for_long(page: &Page, world: &World) -> Outcome {
    page.expect_noise("503");
    begin_work(page, world).await?;
    world.cue(Cue::Unavailable(1000));
    page.button("Stage 1 change").click().await?;
    lost(page, "but not with the API. It may be starting.").await?;
    world.cue(Cue::Unavailable(0));
    back(page).await?;
    work_is_kept(page).await
}

async fn a_read_takes_too_long(page: &Page, world: &World) -> Outcome {
    page.expect_noise("504");
    open(page, world).await?;
    world.cue(Cue::Slow(4000));
    navigate(page, "Configuration").await?;
    page.text_visible("Nothing was changed.").await?;
    world.cue(Cue::Slow(0));
    again(page).await
}

/// The appliance has it, and its answer is late: the console looks, and sends nothing twice.
async fn a_staged_change_takes_too_long(page: &Page, world: &World) -> Outcome {
    page.expect_noise("504");
    begin_work(page, world).await?;
    hold_commits(page).await?;
    page.button("Stage 1 change").click().await?;
    // Whatever is read before the write is done by then.
    tokio::time::sleep(Duration::from_secs(1)).await;
    world.cue(Cue::Slow(4000));
    release_commits(page).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    world.cue(Cue::Slow(0));
    page.link("2 pending changes").seen().await?;
    let log = world.gateway_log();
    let writes = log.iter().filter(|line| {
        line.contains("\"PUT\"") && line.contains("/api/configuration/management/email")
    });
    e2e::ensure(writes.count() == 1, "sent twice")
}

async fn a_read_breaks_off(page: &Page, world: &World) -> Outcome {
    page.expect_noise("502");
    open(page, world).await?;
    // It is read once more, and nobody notices.
    world.cue(Cue::CutBody);
    navigate(page, "Configuration").await?;
    page.only(Role::Main).link("aaa").seen().await?;
    page.text_gone("incomplete").await?;
    page.text_gone(BANNER).await
}
