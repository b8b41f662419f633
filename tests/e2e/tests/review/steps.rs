//! What the scenarios of the review do on their way.

use e2e::steps::{self, METHOD, navigate};
use e2e::{Curl, Failure, Outcome, Page, Scope as _, World};
use serde_json::Value;

/// The settings of sign-in.
pub const SETTINGS: &str = "/api/configuration/aaa/settings";
/// The list of time policies.
pub const POLICIES: &str = "/api/configuration/policies/time_policies";

/// Writes in the page's own session; `edit` is a script with `get(path)` and `write(method, path, body)`.
pub async fn in_session(page: &Page, edit: &str) -> Outcome<Value> {
    let script = format!(
        "return (async () => {{
            const get = async (path) => (await fetch(path, {{ headers: {{ 'X-Console': '1' }} }})).json();
            const token = (await get('/api/user_info')).token;
            const headers = {{ 'Content-Type': 'application/json', 'X-Console': '1', ...(token ? {{ 'X-Token': token }} : {{}}) }};
            const write = async (method, path, body) => {{
                const options = {{ method, headers, ...(body === undefined ? {{}} : {{ body: JSON.stringify(body) }}) }};
                const answer = await fetch(path, options);
                if (!answer.ok) throw new Error(`${{method}} ${{path}}: ${{answer.status}} ${{await answer.text()}}`);
                return answer.json().catch(() => null);
            }};
            const open = JSON.stringify(await get('/api/transaction')).includes('\"open\"');
            if (!open) await write('POST', '/api/transaction', {{}});
            {edit}
        }})()"
    );
    page.evaluate(&script).await
}

/// Two changes: one switch, one number.
pub async fn stage_two(page: &Page) -> Outcome {
    let edit = "const found = (await get('/api/configuration/aaa/settings')).body;
        found.backend.cracklib_enabled = !found.backend.cracklib_enabled;
        found.backend.expiration_days += 30;
        await write('PUT', '/api/configuration/aaa/settings', found);";
    in_session(page, edit).await.map(|_| ())
}

/// Signs in as the administrator.
pub async fn sign_in(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    steps::sign_in(page, METHOD, "admin", "demo").await
}

/// Goes to the review.
pub async fn review(page: &Page) -> Outcome {
    navigate(page, "Review").await?;
    page.heading("Review").seen().await
}

/// A client of its own, signed in.
pub async fn other_client(world: &World) -> Outcome<Curl> {
    let client = world.curl()?;
    client.sign_in("admin", "demo").await?;
    Ok(client)
}

/// What is active: read by another client.
pub async fn days(client: &Curl) -> Outcome<i64> {
    let answer = client.get(SETTINGS).await?;
    let days = answer.body.pointer("/body/backend/expiration_days");
    days.and_then(Value::as_i64)
        .ok_or_else(|| Failure::new(format!("no days in {}", answer.body)))
}

/// Notes the files that the browser is given, and their types.
pub async fn note_files(page: &Page) -> Outcome {
    page.evaluate(
        "window.e2eFiles = [];
         const make = URL.createObjectURL.bind(URL);
         URL.createObjectURL = (blob) => { blob.text().then((text) => window.e2eFiles.push([blob.type, text])); return make(blob); };",
    )
    .await
    .map(drop)
}

/// The file that was handed to the browser as number `index`: type and text.
pub async fn file(page: &Page, index: usize) -> Outcome<(String, String)> {
    for _ in 0..50 {
        let files = page.evaluate("return window.e2eFiles").await?;
        let part = |part: usize| {
            let text = files.get(index)?.get(part)?.as_str()?;
            Some(text.to_owned())
        };
        if let (Some(kind), Some(text)) = (part(0), part(1)) {
            return Ok((kind, text));
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Err(Failure::new(format!("file {index} was not made")))
}
