//! The three-way fixtures of the workbench, resolved in the browser by keyboard alone: one decision per real conflict, none
//! otherwise, and the expected configuration afterwards (product §7, row Conflict).

use e2e::steps::{self, METHOD};
use e2e::{Curl, Failure, Outcome, Page, Scope as _, World, ensure};
use fantoccini::key::Key;
use serde_json::Value;

use super::keyboard::{ctrl_enter, focused, tab_back_to, tab_to, type_over, until};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [every_fixture_is_resolved_by_keyboard],
}

const FIXTURES: &str =
    include_str!("../../../../crates/sps-workbench/tests/fixtures/conflicts.json");
const ROOT: &str = "/api/configuration/";

/// Keys of created objects, by the names the fixture gives them.
#[derive(Default)]
struct Keys(Vec<(String, String)>);

impl Keys {
    fn fill(&self, text: &str) -> String {
        let known = self.0.iter();
        known.fold(text.to_owned(), |text, (name, key)| {
            text.replace(&format!("{{{name}}}"), key)
        })
    }
}

fn text<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member)?.as_str()
}

fn items<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    let items = value.get(member).and_then(Value::as_array);
    items.map(Vec::as_slice).unwrap_or_default()
}

async fn every_fixture_is_resolved_by_keyboard(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("review")).await?;
    steps::sign_in(page, METHOD, "admin", "demo").await?;
    page.heading("Review").seen().await?;
    let other = world.curl()?;
    other.sign_in("admin2", "demo").await?;
    let fixtures: Vec<Value> = serde_json::from_str(FIXTURES)
        .map_err(|error| Failure::while_doing("the fixtures", error))?;
    // The refusals are what this is about.
    page.expect_noise("409");
    page.expect_noise("400");
    page.expect_noise("404");
    for fixture in &fixtures {
        let name = text(fixture, "name").unwrap_or_default();
        let started = std::time::Instant::now();
        resolve(page, &other, fixture)
            .await
            .map_err(|failure| failure.with(&format!("in the fixture: {name}")))?;
        println!("{:>5} ms  {name}", started.elapsed().as_millis());
    }
    Ok(())
}

async fn resolve(page: &Page, other: &Curl, fixture: &Value) -> Outcome {
    let mut keys = Keys::default();
    if fixture.get("setup").is_some() {
        commit_elsewhere(other, items(fixture, "setup"), &mut keys).await?;
    }
    stage_in_page(page, items(fixture, "mine"), &mut keys).await?;
    commit_elsewhere(other, items(fixture, "theirs"), &mut keys).await?;

    // The change list is read when the review opens.
    tab_back_to(page, "Account").await?;
    page.type_keys(&char::from(Key::Enter).to_string()).await?;
    page.heading("Account").seen().await?;
    tab_back_to(page, "Review").await?;
    page.type_keys(&char::from(Key::Enter).to_string()).await?;
    page.heading("Review").seen().await?;
    commit(page).await?;
    if fixture.get("is_merged") != Some(&Value::Bool(true)) {
        page.link("Check for conflicts").seen().await?;
        tab_to(page, "Check for conflicts").await?;
        page.type_keys(&char::from(Key::Enter).to_string()).await?;
        page.heading("Conflicts").seen().await?;
        page.button("Replay with these decisions").seen().await?;
        decide(page, fixture).await?;
        ctrl_enter(page).await?;
        page.heading("Review").seen().await?;
        finish(page).await?;
    }
    until(page, "the end of the transaction", IS_CLOSED).await?;
    check(other, items(fixture, "expect"), &keys).await
}

const IS_CLOSED: &str = "return fetch('/api/transaction', { headers: { 'X-Console': '1' } })
    .then(async (answer) => JSON.stringify(await answer.json()).includes('\"closed\"'))";

async fn decide(page: &Page, fixture: &Value) -> Outcome {
    let conflicts = items(fixture, "conflicts").len();
    let decisions = fixture.get("decide").and_then(Value::as_object);
    let decisions: Vec<(&String, &Value)> = decisions.into_iter().flatten().collect();
    ensure(decisions.len() == conflicts, "one decision per conflict")?;
    match conflicts {
        0 => {
            page.text_visible("nothing stands against your changes")
                .await?
        }
        1 => page.text_visible("1 conflict left to decide").await?,
        count => {
            page.text_visible(&format!("{count} conflicts left to decide"))
                .await?;
        }
    }
    for (position, (place, decision)) in decisions.iter().enumerate() {
        let first = format!("Keep mine: {place}");
        if position == 0 {
            // The focus is there already.
            until(
                page,
                "the first place",
                "return document.activeElement.type === 'radio'",
            )
            .await?;
        } else {
            page.type_keys("j").await?;
        }
        let here = focused(page).await?;
        ensure(
            here == first,
            format!("{here:?} has the focus, not {first:?}"),
        )?;
        match decision {
            Value::String(side) if side == "mine" => page.type_keys("1").await?,
            Value::String(_) => page.type_keys("2").await?,
            own => {
                page.type_keys("3").await?;
                let editor = format!("Value of {place}");
                tab_to(page, &editor).await?;
                type_over(page, text(own, "edit").unwrap_or_default()).await?;
                page.type_keys(&char::from(Key::Escape).to_string()).await?;
                page.control(e2e::Role::Radio, &format!("Edit: {place}"))
                    .seen()
                    .await?;
                until(
                    page,
                    "the row",
                    "return document.activeElement.type === 'radio'",
                )
                .await?;
            }
        }
    }
    if conflicts > 0 {
        page.text_visible("All conflicts are decided").await?;
    }
    if let Some(secrets) = fixture.get("secrets").and_then(Value::as_object) {
        for (place, secret) in secrets {
            tab_to(page, &format!("Secret: {place}")).await?;
            page.type_keys(secret.as_str().unwrap_or_default()).await?;
        }
    }
    Ok(())
}

/// Commits from the message's field.
async fn commit(page: &Page) -> Outcome {
    page.textbox("Commit message").seen().await?;
    tab_to(page, "Commit message").await?;
    ctrl_enter(page).await
}

/// Commits what is left to commit; where theirs was taken for all of it, closes the empty transaction.
async fn finish(page: &Page) -> Outcome {
    until(
        page,
        "the review of the replay",
        "return document.querySelector('#commit-message, .empty button') !== null",
    )
    .await?;
    if page.button("Close transaction").present().await? {
        tab_to(page, "Close transaction").await?;
        return page.type_keys(&char::from(Key::Enter).to_string()).await;
    }
    commit(page).await
}

/// Writes in the page's own session, as another tab or a script would.
async fn stage_in_page(page: &Page, writes: &[Value], keys: &mut Keys) -> Outcome {
    let writes = Value::from(writes.to_vec()).to_string();
    let script = format!(
        "return (async () => {{
            const read = async (path) => (await fetch(path, {{ headers: {{ 'X-Console': '1' }} }})).json();
            const token = (await read('/api/user_info')).token;
            const headers = {{ 'Content-Type': 'application/json', 'X-Console': '1', ...(token ? {{ 'X-Token': token }} : {{}}) }};
            const send = async (method, path, body) => {{
                const answer = await fetch(path, {{ method, headers, ...(body === undefined ? {{}} : {{ body: JSON.stringify(body) }}) }});
                if (!answer.ok) throw new Error(`${{method}} ${{path}}: ${{await answer.text()}}`);
                return answer.json().catch(() => null);
            }};
            const keys = {{}};
            await send('POST', '/api/transaction', {{}});
            for (const write of {}) {{
                if (write.put) {{
                    const {{ body }} = await read('{ROOT}' + write.put);
                    const set = (value, at) => {{
                        const way = at.split('/').slice(1);
                        const last = way.pop();
                        way.reduce((inner, name) => inner[name], body)[last] = value;
                    }};
                    for (const [at, value] of Object.entries(write.set)) set(value, at);
                    await send('PUT', '{ROOT}' + write.put, bare(body));
                }} else if (write.post) {{
                    keys[write.as] = (await send('POST', '{ROOT}' + write.post, write.body)).key;
                }} else {{
                    await send('DELETE', '{ROOT}' + write.delete);
                }}
            }}
            return keys;
            function bare(value) {{
                if (Array.isArray(value)) return value.map(bare);
                if (value === null || typeof value !== 'object') return value;
                if ('key' in value && 'meta' in value) return value.key;
                return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, bare(inner)]));
            }}
        }})()",
        keys.fill(&writes),
    );
    let made = page.evaluate(&script).await?;
    for (name, key) in made.as_object().into_iter().flatten() {
        keys.0
            .push((name.clone(), key.as_str().unwrap_or_default().to_owned()));
    }
    Ok(())
}

/// Somebody else's whole transaction.
async fn commit_elsewhere(other: &Curl, writes: &[Value], keys: &mut Keys) -> Outcome {
    send(other, "POST", "/api/transaction", None).await?;
    for write in writes {
        let path = |verb| Some(format!("{ROOT}{}", keys.fill(text(write, verb)?)));
        if let Some(path) = path("put") {
            let mut body = bare(other.get(&path).await?.body.get("body").cloned());
            let set = write.get("set").cloned().unwrap_or_default();
            for (at, value) in set.as_object().into_iter().flatten() {
                let place = body.pointer_mut(at);
                *place.ok_or_else(|| Failure::new(format!("no {at} in {path}")))? = value.clone();
            }
            send(other, "PUT", &path, Some(&body)).await?;
        } else if let Some(list) = path("post") {
            let body = write.get("body");
            let made = send(other, "POST", &list, body).await?;
            let key = text(&made, "key").unwrap_or_default().to_owned();
            keys.0
                .push((text(write, "as").unwrap_or_default().to_owned(), key));
        } else if let Some(path) = path("delete") {
            send(other, "DELETE", &path, None).await?;
        }
    }
    let commit = serde_json::json!({ "status": "commit", "message": "by admin2" });
    send(other, "PUT", "/api/transaction", Some(&commit))
        .await
        .map(drop)
}

async fn send(other: &Curl, verb: &str, path: &str, body: Option<&Value>) -> Outcome<Value> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut arguments = vec!["-X", verb, "-H", "Content-Type: application/json"];
    if verb != "DELETE" {
        arguments.extend(["--data", &body]);
    }
    let answer = other.call(&arguments, path).await?;
    ensure(
        answer.status < 300,
        format!("{verb} {path}: {} {}", answer.status, answer.body),
    )?;
    Ok(answer.body)
}

/// References as keys, as a PUT wants them.
fn bare(value: Option<Value>) -> Value {
    match value.unwrap_or_default() {
        Value::Array(items) => items.into_iter().map(|item| bare(Some(item))).collect(),
        Value::Object(members) => match (members.get("key"), members.contains_key("meta")) {
            (Some(key), true) => key.clone(),
            _ => Value::Object(
                members
                    .into_iter()
                    .map(|(name, member)| (name, bare(Some(member))))
                    .collect(),
            ),
        },
        scalar => scalar,
    }
}

/// What is committed, read by the other person.
async fn check(other: &Curl, expected: &[Value], keys: &Keys) -> Outcome {
    for expected in expected {
        let path = |member| Some(format!("{ROOT}{}", keys.fill(text(expected, member)?)));
        let body = if let Some(path) = path("at") {
            other.get(&path).await?.body.get("body").cloned()
        } else {
            let list = path("in").or_else(|| path("gone")).unwrap_or_default();
            let listed = other.get(&list).await?.body;
            let name = text(expected, "named").map(Value::from);
            let bodies = items(&listed, "items").iter();
            let mut bodies = bodies.filter_map(|item| item.get("body").cloned());
            bodies.find(|body| body.get("name") == name.as_ref())
        };
        if expected.get("gone").is_some() {
            ensure(body.is_none(), format!("it is still there: {expected}"))?;
            continue;
        }
        let body = body.ok_or_else(|| Failure::new(format!("nothing there: {expected}")))?;
        let wanted = expected.get("is").and_then(Value::as_object);
        for (at, value) in wanted.into_iter().flatten() {
            let found = body.pointer(at);
            // A secret may be masked for others.
            ensure(
                found == Some(value),
                format!("{at} is {found:?}, not {value}: {expected}"),
            )?;
        }
    }
    Ok(())
}
