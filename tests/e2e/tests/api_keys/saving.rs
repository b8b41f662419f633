//! The value as a text file, where the installation allows it; and how long a key takes.

use std::time::{Duration, Instant};

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use sps_appliance::Cue;
use sps_gateway::ConsoleSettings;

use crate::{
    canary::is_nowhere,
    person::{clipboard, close, copy, create, name_a_key, sign_in, text_of, works},
};

mod as_usual {
    use super::*;

    e2e::scenarios! {
        world: World::start,
        every_engine: [],
        chromium_only: [three_seconds_over_a_slow_network],
    }
}

mod decided {
    use super::*;

    e2e::scenarios! {
        world: allowing,
        every_engine: [],
        chromium_only: [
            a_file_where_the_installation_allows_it,
            the_line_runs_with_the_key,
        ],
    }
}

/// An installation that allows files, and knows how a request carries a key.
async fn allowing() -> Outcome<World> {
    World::with_settings(ConsoleSettings {
        api_key_header: Some("X-API-Key:".to_owned()),
        api_key_download: true,
        ..ConsoleSettings::default()
    })
    .await
}

/// The files that the page makes, kept for the test.
const FILES: &str = "
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
        blob.text().then((text) => { window.e2eFile = text; });
        return make(blob);
    };";

async fn a_file_where_the_installation_allows_it(page: &Page, world: &World) -> Outcome {
    page.before_load(FILES).await?;
    sign_in(page, world, "admin").await?;
    name_a_key(page, "by-file").await?;
    page.button("Create").click().await?;
    page.button("Download .txt").click().await?;
    page.text_visible("Saved ✓").await?;
    page.heading("Key ready").seen().await?;
    let value = text_of(page, "return window.e2eFile").await?;
    ensure(works(world, &value).await?, "the key in the file works")?;
    page.evaluate("delete window.e2eFile").await?;
    // The person has it: nothing is asked.
    close(page).await?;
    is_nowhere(page, world, &value).await
}

/// What *Use it* shows is run as it stands, with the value where the line has its placeholder.
async fn the_line_runs_with_the_key(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    create(page, "by-line").await?;
    let value = copy(page).await?;
    // Engines do not agree on the role of a summary.
    page.evaluate("document.querySelector('.use-it summary').click()")
        .await?;
    page.text_visible("Then a request reads:").await?;
    let line = text_of(
        page,
        "return [...document.querySelectorAll('.use-it code')].at(-1).innerText",
    )
    .await?;
    ensure(line.contains("$SPS_TOKEN"), "the line has a placeholder")?;
    let curl = world.curl()?;
    let answer = curl.run_line(&line, &value).await?;
    ensure(
        answer.status == 200 && answer.body.pointer("/user/name") == Some(&"admin".into()),
        format!("{line} answers {}: {}", answer.status, answer.body),
    )?;
    let refused = curl.run_line(&line, "no-key").await?;
    ensure(refused.status == 401, "another value gets in")?;
    close(page).await?;
    is_nowhere(page, world, &value).await
}

/// What the machine needs from *Create* to a key that works and can be copied, with 100 ms on the way of every answer.
async fn three_seconds_over_a_slow_network(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    clipboard(
        page,
        "{ writeText: async (text) => { window.e2eClip = text; } }",
    )
    .await?;
    name_a_key(page, "in-time").await?;
    world.cue(Cue::Slow(100));
    let began = Instant::now();
    page.button("Create").click().await?;
    page.heading("Key ready – not copied yet").seen().await?;
    page.button("Copy").click().await?;
    page.text_visible("Copied ✓").await?;
    let took = began.elapsed();
    world.cue(Cue::Slow(0));
    ensure(
        took <= Duration::from_secs(3),
        format!("a key took {} ms", took.as_millis()),
    )?;
    page.control(Role::Group, "Key value").seen().await?;
    ensure(
        !page.button("Download .txt").present().await?,
        "a file is offered although nobody allowed it",
    )?;
    close(page).await
}
