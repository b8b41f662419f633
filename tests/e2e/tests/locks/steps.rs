//! What the scenarios have in common.

pub use e2e::steps::navigate as turn_to;
use e2e::{Control, Curl, Outcome, Page, Role, Scope as _, World, steps};
use sps_appliance::{Appliance, SessionTimeout, Setup, Switches};

/// An appliance that lets nobody go for hours, with switches of its own.
pub async fn world_with(change: impl FnOnce(&mut Switches)) -> Outcome<World> {
    let mut switches = Switches {
        session_timeout_minutes: SessionTimeout::Minutes(400),
        ..Switches::v8_0()
    };
    change(&mut switches);
    World::with_appliance(Appliance::new(Setup {
        switches,
        ..Setup::default()
    }))
    .await
}

/// The demo's administrator signs in, on a page whose clocks the test can move.
pub async fn sign_in(page: &Page, world: &World) -> Outcome {
    // Chromium writes every refused and lost request to its console.
    for noise in ["409", "401", "502", "503", "504", "Failed to load resource"] {
        page.expect_noise(noise);
    }
    page.before_load(include_str!("../session/clock.js"))
        .await?;
    page.open(&world.url("")).await?;
    steps::sign_in(page, steps::METHOD, "admin", "demo").await
}

/// Simulated time passes, with the machine awake.
pub async fn pass(page: &Page, seconds: u32) -> Outcome {
    page.evaluate(&format!("return window.e2e.pass({seconds})"))
        .await
        .map(drop)
}

/// How many requests with a session there were so far.
pub async fn requests(page: &Page) -> Outcome<u64> {
    let count = page.evaluate("return window.e2e.counting().length").await?;
    Ok(count.as_u64().unwrap_or(u64::MAX))
}

/// The tab cannot be seen any more, or can be again.
pub async fn hide(page: &Page, hidden: bool) -> Outcome {
    let state = if hidden { "hidden" } else { "visible" };
    page.evaluate(&format!(
        "Object.defineProperty(document, 'hidden', {{ configurable: true, get: () => {hidden} }});
         Object.defineProperty(document, 'visibilityState', {{ configurable: true, get: () => '{state}' }});
         document.dispatchEvent(new Event('visibilitychange'))"
    ))
    .await
    .map(drop)
}

/// Stages in the page's own session and behind its back: a new time policy, which puts nothing at risk.
pub async fn stage_behind(page: &Page, name: &str) -> Outcome {
    let script = format!(
        "return (async () => {{
            const get = async (path) => (await fetch(path, {{ headers: {{ 'X-Console': '1' }} }})).json();
            const token = (await get('/api/user_info')).token;
            const headers = {{ 'Content-Type': 'application/json', 'X-Console': '1', ...(token ? {{ 'X-Token': token }} : {{}}) }};
            const write = async (path, body) => {{
                const answer = await fetch(path, {{ method: 'POST', headers, body: JSON.stringify(body) }});
                if (!answer.ok) throw new Error(`${{path}}: ${{answer.status}} ${{await answer.text()}}`);
            }};
            const open = JSON.stringify(await get('/api/transaction')).includes('\"open\"');
            if (!open) await write('/api/transaction', {{}});
            await write('/api/configuration/policies/time_policies', {{ name: '{name}', Mon: [['0:00', '6:00']],
                Tue: [], Wed: [], Thu: [], Fri: [], Sat: [], Sun: [] }});
        }})()"
    );
    page.evaluate(&script).await.map(drop)
}

/// One staged change, on the review.
pub async fn one_change_to_review(page: &Page, name: &str) -> Outcome {
    stage_behind(page, name).await?;
    turn_to(page, "Review").await?;
    page.link("1 pending change").seen().await
}

pub async fn press_commit(page: &Page) -> Outcome {
    page.button("Commit 1 change to sps1.example.org")
        .click()
        .await
}

/// The card of the lock.
pub fn card(page: &Page) -> Control<'_> {
    page.control(Role::Region, "Configuration lock")
}

/// The names of the time policies that are live: read by another client.
pub async fn policies(world: &World) -> Outcome<String> {
    let client: Curl = world.curl()?;
    client.sign_in("admin", "demo").await?;
    let answer = client
        .get("/api/configuration/policies/time_policies")
        .await?;
    Ok(answer.body.to_string())
}

/// Whether a policy of that name is live.
pub async fn is_live(world: &World, name: &str) -> Outcome<bool> {
    Ok(policies(world).await?.contains(&format!("\"{name}\"")))
}
