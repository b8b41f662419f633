//! What the scenarios have in common.

use std::time::{Duration, Instant};

/// Where a dialog may stand before the next screen; elsewhere see [`navigate`].
pub use e2e::steps::navigate as turn_to;
use e2e::{Failure, Outcome, Page, Role, Scope as _, World};
use serde_json::Value;
use sps_appliance::{Appliance, SessionTimeout, Setup, Switches};

/// A page whose clocks the test can move.
pub async fn open_with_clock(page: &Page, world: &World) -> Outcome {
    page.before_load(include_str!("clock.js")).await?;
    page.open(&world.url("")).await?;
    sign_in(page).await
}

/// As [`open_with_clock`], where input does not extend the session.
pub async fn open_without_extension(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    page.evaluate("sessionStorage.setItem('e2e-no-extension', '1')")
        .await?;
    page.reload().await?;
    page.button("Sign out").seen().await
}

/// The demo's administrator signs in.
pub async fn sign_in(page: &Page) -> Outcome {
    e2e::steps::sign_in(page, page.method(), "admin", "demo").await?;
    quiet(page).await
}

/// An appliance that lets nobody go for six hours and 40 minutes.
pub async fn patient_world() -> Outcome<World> {
    World::with_appliance(Appliance::new(Setup {
        switches: Switches {
            session_timeout_minutes: SessionTimeout::Minutes(400),
            ..Switches::v8_0()
        },
        ..Setup::default()
    }))
    .await
}

/// Another screen of the console.
pub async fn navigate(page: &Page, name: &str) -> Outcome {
    turn_to(page, name).await?;
    page.heading(name).seen().await
}

/// Stages a change of one setting, by the form.
pub async fn stage_a_change(page: &Page) -> Outcome {
    open_settings(page).await?;
    page.checkbox("Refuse passwords found in dictionaries")
        .click()
        .await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await
}

/// The form of a resource.
pub async fn open_settings(page: &Page) -> Outcome {
    navigate(page, "Configuration").await?;
    page.only(Role::Main).link("aaa").click().await?;
    page.only(Role::Main).link("settings").click().await?;
    page.heading("settings").seen().await
}

/// Waits until the page has had its answers, also to what input leads to half a second later.
pub async fn quiet(page: &Page) -> Outcome {
    tokio::time::sleep(Duration::from_millis(600)).await;
    let mut before = Value::Null;
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let now = page
            .evaluate("return window.e2e?.requests.length ?? 0")
            .await?;
        if now == before {
            return Ok(());
        }
        before = now;
    }
    Ok(())
}

/// Simulated time passes, with the machine awake.
pub async fn pass(page: &Page, seconds: u32) -> Outcome {
    page.evaluate(&format!("return window.e2e.pass({seconds})"))
        .await
        .map(|_| ())
}

/// How many requests with a session there were so far.
pub async fn authenticated(page: &Page) -> Outcome<u64> {
    let count = page.evaluate("return window.e2e.counting().length").await?;
    Ok(count.as_u64().unwrap_or(u64::MAX))
}

/// Seconds left, as the page shows them.
pub async fn left(page: &Page) -> Outcome<f64> {
    let shown = page.evaluate("return window.e2e.shown()[0]").await?;
    shown
        .as_f64()
        .ok_or_else(|| Failure::new(format!("the page shows {shown}")))
}

/// Waits until a script says `true`.
pub async fn until(page: &Page, what: &str, script: &str) -> Outcome {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let value = page.evaluate(script).await?;
        if value == Value::Bool(true) {
            return Ok(());
        }
        if Instant::now() > deadline {
            return Err(Failure::new(format!("{what}: {value}")));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
