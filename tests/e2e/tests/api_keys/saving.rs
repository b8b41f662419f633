//! The value as a text file, where the installation allows it; and how long a key takes.

use std::time::{Duration, Instant};

use e2e::{
    Outcome, Page, Role, Scope as _, World, ensure,
    steps::{self, METHOD},
};
use sps_appliance::Cue;

use crate::{
    canary::is_nowhere,
    person::{clipboard, close, name_a_key, sign_in, text_of, works},
};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        a_file_where_the_installation_allows_it,
        three_seconds_over_a_slow_network,
    ],
}

/// A gateway that was started with `--api-key-download`; the files the page makes are kept for the test, and forgotten by it.
const ALLOWED: &str = "
    const ask = window.fetch.bind(window);
    window.fetch = async (asked, options) => {
        const answer = await ask(asked, options);
        const path = new URL(asked.url ?? asked, location.href).pathname;
        if (path !== '/console/gw/info') return answer;
        const told = { ...await answer.json(), api_key_download: true };
        return new Response(JSON.stringify(told), { headers: answer.headers });
    };
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
        blob.text().then((text) => { window.e2eFile = text; });
        return make(blob);
    };";

async fn a_file_where_the_installation_allows_it(page: &Page, world: &World) -> Outcome {
    let download = page.button("Download .txt");
    sign_in(page, world, "admin").await?;
    name_a_key(page, "by-clipboard").await?;
    page.button("Create").click().await?;
    page.heading("Key ready – not copied yet").seen().await?;
    ensure(
        !download.present().await?,
        "a file is offered although nobody allowed it",
    )?;
    page.button("Show").click().await?;
    close(page).await?;
    page.button("Sign out").click().await?;
    page.heading("Sign in").seen().await?;

    page.before_load(ALLOWED).await?;
    page.reload().await?;
    steps::sign_in(page, METHOD, "admin", "demo").await?;
    name_a_key(page, "by-file").await?;
    page.button("Create").click().await?;
    download.click().await?;
    page.text_visible("Saved ✓").await?;
    page.heading("Key ready").seen().await?;
    let value = text_of(page, "return window.e2eFile").await?;
    ensure(works(world, &value).await?, "the key in the file works")?;
    page.evaluate("delete window.e2eFile").await?;
    // The person has it: nothing is asked.
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
    close(page).await
}
