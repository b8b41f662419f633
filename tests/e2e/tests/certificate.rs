//! Sign-in with a certificate in a real browser, on the level of requests and cookies: the window on the certificate port,
//! and what the gateway makes of the cookie that is left behind (product M1.7).

use std::path::PathBuf;
use std::time::{Duration, Instant};

use e2e::{Outcome, Page, World, ensure};
use serde_json::{Value, json};
use sps_appliance::Setup;

e2e::scenarios! {
    world: new_cookies,
    every_engine: [],
    chromium_only: [
        an_announced_sign_in_is_taken_over,
        a_sign_in_that_nobody_announced_is_nothing,
        a_planted_cookie_changes_nothing,
    ],
}

/// An appliance whose cookie scripts may read.
mod old_firmware {
    use super::*;

    e2e::scenarios! {
        world: old_cookies,
        every_engine: [],
        chromium_only: [an_announced_sign_in_is_taken_over],
    }
}

/// The demo: plain HTTP on this machine beside the appliance's TLS.
mod demo {
    use super::*;

    e2e::scenarios! {
        world: plain_http,
        every_engine: [],
        chromium_only: [an_announced_sign_in_is_taken_over_on_plain_http],
    }
}

/// The same with an appliance whose cookie scripts may read.
mod demo_of_old_firmware {
    use super::*;

    e2e::scenarios! {
        world: plain_http_with_old_cookies,
        every_engine: [],
        chromium_only: [an_announced_sign_in_is_taken_over_on_plain_http],
    }
}

async fn new_cookies() -> Outcome<World> {
    World::pages_with_certificates(&pages(), Setup::default()).await
}

async fn old_cookies() -> Outcome<World> {
    World::pages_with_certificates(&pages(), old_firmware()?).await
}

async fn plain_http() -> Outcome<World> {
    World::plain_pages_with_certificates(&pages(), Setup::default()).await
}

async fn plain_http_with_old_cookies() -> Outcome<World> {
    World::plain_pages_with_certificates(&pages(), old_firmware()?).await
}

fn old_firmware() -> Outcome<Setup> {
    let mut setup = Setup::default();
    let switched = setup.switches.set("cookie.style", "old");
    ensure(
        switched.is_ok(),
        "the simulated appliance has no such switch",
    )?;
    Ok(setup)
}

fn pages() -> PathBuf {
    e2e::workspace_root().join("tests/e2e/pages")
}

async fn an_announced_sign_in_is_taken_over(page: &Page, world: &World) -> Outcome {
    take_over(page, world, ("__Host-sps", true)).await
}

async fn an_announced_sign_in_is_taken_over_on_plain_http(page: &Page, world: &World) -> Outcome {
    take_over(page, world, ("sps", false)).await
}

async fn take_over(page: &Page, world: &World, (name, secure): (&str, bool)) -> Outcome {
    page.open(&world.url("")).await?;
    let origin = world.certificate_origin()?;
    let info = page
        .evaluate("return (await fetch('/console/gw/info')).json()")
        .await?;
    ensure(
        info.get("certificate_sign_in") == Some(&json!({ "origin": origin })),
        format!("the console is told something else: {info}"),
    )?;
    page.expect_noise("401");
    expect_status(page, 401).await?;

    announce(page).await?;
    open_window(page, origin).await?;
    signed_in(page).await?;
    ensure(
        page.evaluate("return document.cookie").await? == "",
        "a script can see a cookie",
    )?;
    let cookies = page.cookies().await?;
    let session = cookie(&cookies, name);
    for (member, expected) in [
        ("httpOnly", json!(true)),
        ("secure", json!(secure)),
        ("sameSite", json!("Strict")),
        ("path", json!("/")),
    ] {
        ensure(
            session.get(member) == Some(&expected),
            format!("{member} is not {expected}: {cookies}"),
        )?;
    }
    ensure(
        cookies.as_array().is_some_and(|all| all.len() == 1),
        format!("more than our own cookie is left: {cookies}"),
    )?;
    // Again, with the hardened cookie alone.
    expect_status(page, 200).await?;
    page.reload().await?;
    signed_in(page).await?;
    let value = session.get("value").and_then(Value::as_str);
    let value = value.unwrap_or_default();
    ensure(value.len() >= 16, "the session is too short to be one")?;
    let log = world.gateway_log().join("\n");
    ensure(
        log.contains("/api/user_info") && !log.contains(value),
        "the session is in the gateway's log",
    )
}

async fn a_sign_in_that_nobody_announced_is_nothing(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.expect_noise("401");
    open_window(page, world.certificate_origin()?).await?;
    // The sign-in itself worked: the browser has the appliance's cookie.
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let cookies = page.cookies().await?;
        if cookie(&cookies, "session_id") != Value::Null {
            break;
        }
        ensure(
            Instant::now() < deadline,
            format!("no cookie came from the certificate port: {cookies}"),
        )?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for _ in 0..3 {
        expect_status(page, 401).await?;
    }
    // It was there before: an announcement afterwards does not make it the person's.
    announce(page).await?;
    expect_status(page, 401).await?;
    let cookies = page.cookies().await?;
    ensure(
        cookie(&cookies, "__Host-sps") == Value::Null,
        format!("somebody is signed in: {cookies}"),
    )
}

async fn a_planted_cookie_changes_nothing(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.expect_noise("401");
    announce(page).await?;
    open_window(page, world.certificate_origin()?).await?;
    signed_in(page).await?;
    page.evaluate("document.cookie = 'session_id=planted; path=/'; return null")
        .await?;
    signed_in(page).await?;
    let cookies = page.cookies().await?;
    ensure(
        cookie(&cookies, "session_id").get("value") == Some(&json!("planted")),
        format!("it was not even sent: {cookies}"),
    )
}

/// What the console's button does first.
async fn announce(page: &Page) -> Outcome {
    let status = page
        .evaluate(
            "return (await fetch('/console/gw/certificate-sign-in', { method: 'POST' })).status",
        )
        .await?;
    ensure(status == 204, format!("the announcement got {status}"))
}

/// And then: the browser shows the certificate to the appliance itself.
async fn open_window(page: &Page, origin: &str) -> Outcome {
    let address = format!("{origin}/api/authentication?type=x509&login_method=x509_name");
    page.evaluate(&format!("window.open('{address}'); return null"))
        .await
        .map(|_| ())
}

/// `GET /api/user_info` is the only proof of sign-in.
async fn signed_in(page: &Page) -> Outcome {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let found = page
            .evaluate(
                "const answer = await fetch('/api/user_info'); return [answer.status, await answer.json()]",
            )
            .await?;
        let name = found.pointer("/1/user/name");
        if found.get(0) == Some(&json!(200)) && name == Some(&json!("operator")) {
            return Ok(());
        }
        ensure(
            Instant::now() < deadline,
            format!("nobody is signed in: {found}"),
        )?;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn expect_status(page: &Page, expected: u16) -> Outcome {
    let status = page
        .evaluate("return (await fetch('/api/user_info')).status")
        .await?;
    ensure(
        status == expected,
        format!("user information answers {status}, not {expected}"),
    )
}

/// The cookie with that name; null when there is none.
fn cookie(cookies: &Value, name: &str) -> Value {
    let mut all = cookies.as_array().into_iter().flatten();
    let found = all.find(|cookie| cookie.get("name").and_then(Value::as_str) == Some(name));
    found.cloned().unwrap_or_default()
}
