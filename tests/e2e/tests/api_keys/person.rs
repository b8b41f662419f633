//! What the person of these scenarios does again and again, and what another client sees of it.

pub use e2e::steps::{METHOD, hold_commits, navigate, release_commits};
use e2e::{Curl, Failure, Outcome, Page, Role, Scope as _, World, ensure, steps};
use serde_json::Value;

/// Keeps what the page writes to its console and says to others, and a clock that can be put forward.
const BEFORE_LOAD: &str = "
    window.e2eSaid = [];
    for (const level of ['log', 'info', 'warn', 'error', 'debug']) {
        const write = console[level].bind(console);
        console[level] = (...parts) => { window.e2eSaid.push(parts.map(String).join(' ')); write(...parts); };
    }
    window.e2ePosted = [];
    for (const speaks of [BroadcastChannel, MessagePort, Worker]) {
        const post = speaks.prototype.postMessage;
        speaks.prototype.postMessage = function (message, ...rest) {
            window.e2ePosted.push(JSON.stringify(message));
            return post.call(this, message, ...rest);
        };
    }
    const post = window.postMessage.bind(window);
    window.postMessage = (message, ...rest) => { window.e2ePosted.push(JSON.stringify(message)); post(message, ...rest); };
    const now = performance.now.bind(performance);
    let ahead = 0;
    performance.now = () => now() + ahead;
    window.e2eForward = (seconds) => { ahead += seconds * 1000; };";

/// Signs in on an address below the console.
pub async fn sign_in_at(page: &Page, world: &World, at: &str, user: &str) -> Outcome {
    sign_in_with(page, world, at, user, METHOD).await
}

/// Signs in by a login method of this title.
pub async fn sign_in_with(
    page: &Page,
    world: &World,
    at: &str,
    user: &str,
    method: &str,
) -> Outcome {
    if page.engine() == e2e::Engine::Chromium {
        page.before_load(BEFORE_LOAD).await?;
    }
    page.open(&world.url(at)).await?;
    steps::sign_in(page, method, user, "demo").await
}

/// Signs in on the API keys page.
pub async fn sign_in(page: &Page, world: &World, user: &str) -> Outcome {
    sign_in_at(page, world, "api-keys", user).await?;
    page.button("Create an API key").seen().await
}

/// Opens the form and types a name.
pub async fn name_a_key(page: &Page, name: &str) -> Outcome {
    page.button("Create an API key").click().await?;
    page.textbox("Name").fill(name).await
}

/// Creates a key that becomes active at once.
pub async fn create(page: &Page, name: &str) -> Outcome {
    name_a_key(page, name).await?;
    page.button("Create").click().await?;
    page.heading("Key ready – not copied yet").seen().await
}

/// Copies the value into a clipboard of the test's own, and answers it.
pub async fn copy(page: &Page) -> Outcome<String> {
    clipboard(
        page,
        "{ writeText: async (text) => { window.e2eClip = text; } }",
    )
    .await?;
    page.button("Copy").click().await?;
    page.text_visible("Copied ✓").await?;
    text_of(page, "return window.e2eClip").await
}

/// Replaces the clipboard by an object of JavaScript.
pub async fn clipboard(page: &Page, object: &str) -> Outcome {
    let replace = format!(
        "Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {object} }})"
    );
    page.evaluate(&replace).await.map(drop)
}

/// Closes the card of a key that was copied or seen.
pub async fn close(page: &Page) -> Outcome {
    page.button("Close").click().await?;
    page.button("Create an API key").seen().await
}

/// The row of a key says this of its state.
pub async fn state(page: &Page, name: &str, state: &str) -> Outcome {
    page.control(Role::Table, "Your API keys")
        .row_containing(name)
        .containing(Role::Cell, state)
        .seen()
        .await
}

/// What a script answers, as text.
pub async fn text_of(page: &Page, script: &str) -> Outcome<String> {
    let value = page.evaluate(script).await?;
    let text = value.as_str().map(str::to_owned);
    text.ok_or_else(|| Failure::new(format!("{script} answers no text")))
}

/// The text of the element that has the focus.
pub async fn focused(page: &Page) -> Outcome<String> {
    text_of(page, "return document.activeElement.innerText ?? ''").await
}

/// Stages a change as another tab of the same session would, without this page knowing.
pub async fn stage_in_another_tab(page: &Page) -> Outcome {
    let flip = "body.archiving_enabled = !body.archiving_enabled";
    stage_elsewhere(page, "management/disk_fillup_prevention", flip).await
}

/// The same with a text, about which two people can disagree.
pub async fn stage_text_in_another_tab(page: &Page) -> Outcome {
    let edit = "body.alerting_address = 'mine@example.org'";
    stage_elsewhere(page, "management/email", edit).await
}

async fn stage_elsewhere(page: &Page, resource: &str, edit: &str) -> Outcome {
    let stage = format!(
        "const read = async (path) => (await fetch(path, {{ headers: {{ 'X-Console': '1' }} }})).json();
         return (async () => {{
             const token = (await read('/api/user_info')).token;
             const path = '/api/configuration/{resource}';
             const body = (await read(path)).body;
             {edit};
             const headers = {{ 'Content-Type': 'application/json', 'X-Console': '1' }};
             if (token) headers['X-Token'] = token;
             return (await fetch(path, {{ method: 'PUT', headers, body: JSON.stringify(body) }})).status;
         }})();"
    );
    let status = page.evaluate(&stage).await?;
    ensure(
        status.as_u64().is_some_and(|status| status < 300),
        format!("the other tab cannot stage: {status}"),
    )
}

/// Whether a program with this key value gets in.
pub async fn works(world: &World, value: &str) -> Outcome<bool> {
    let header = format!("Authorization: Bearer {value}");
    let answer = world
        .curl()?
        .call(&["--header", &header], "/api/user_info")
        .await?;
    Ok(answer.status == 200)
}

/// The names of a person's live keys, as another client lists them.
pub async fn live_keys(world: &World, user: &str) -> Outcome<Vec<String>> {
    let client: Curl = world.curl()?;
    client.sign_in(user, "demo").await?;
    let answer = client.get("/api/user/api_keys").await?;
    let items = answer.body.pointer("/items").and_then(Value::as_array);
    let items = items.ok_or_else(|| Failure::new(format!("no keys in {}", answer.body)))?;
    let names = items
        .iter()
        .filter_map(|item| item.pointer("/body/name")?.as_str());
    Ok(names.map(str::to_owned).collect())
}
