//! What the scenarios have in common.

use std::time::Duration;

use e2e::steps::{METHOD, sign_in};
pub use e2e::steps::{changelog, navigate, open_form};
use e2e::{Outcome, Page, Plan, Scope as _, Trust, World, ensure};

/// What the banner begins with.
pub const BANNER: &str = "Offline – your work is kept in this tab";
const FIELD: &str = "Send alerts to";
const TYPED: &str = "typed@example.org";
const STAGED: &str = "Győr";

/// An appliance on the network, behind a gateway that waits two seconds for an answer.
pub async fn on_the_network() -> Outcome<World> {
    let plan = Plan::new().on_the_network(Trust::Right);
    let plan = plan.limits(|limits| limits.first_byte = Duration::from_secs(2));
    plan.start().await
}

/// The demo's administrator signs in, and the first screen has read what it shows.
pub async fn open(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    sign_in(page, METHOD, "admin", "demo").await?;
    page.link("0 pending changes").seen().await
}

/// One change staged, another one typed.
pub async fn begin_work(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    open_form(page, &["management", "snmp", "agent"]).await?;
    page.textbox("Location").fill(STAGED).await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    page.text_gone("Staging…").await?;
    open_form(page, &["management", "email"]).await?;
    page.textbox(FIELD).fill(TYPED).await
}

/// The banner says what is wrong, and when the next try is.
pub async fn lost(page: &Page, says: &str) -> Outcome {
    page.text_visible(BANNER).await?;
    page.text_visible(says).await?;
    page.text_visible("Next try in").await
}

/// By itself, and told.
pub async fn back(page: &Page) -> Outcome {
    page.text_gone(BANNER).await?;
    page.text_visible("Online again").await
}

/// All of the work is there, and goes on.
pub async fn work_is_kept(page: &Page) -> Outcome {
    let typed = page.textbox(FIELD).value().await?;
    ensure(typed == TYPED, format!("the form holds {typed:?}"))?;
    page.link("1 pending change").seen().await?;
    page.button("Stage 1 change").click().await?;
    page.link("2 pending changes").seen().await?;
    let changes = changelog(page).await?;
    let told = changes.to_string();
    ensure(
        changes.as_array().is_some_and(|changes| changes.len() == 2)
            && told.contains(STAGED)
            && told.contains(TYPED),
        format!("both changes, each once: {told}"),
    )
}
