//! One password method: the form at once, what it says, and every credential vector.

use e2e::steps::METHOD;
use e2e::{Key, Outcome, Page, Scope as _, World, ensure};

use crate::stand_ins::focus_reaches;
use crate::worlds::{VECTORS, WITHOUT_API};

e2e::scenarios! {
    world: crate::worlds::one_password,
    every_engine: [one_method_is_its_form, every_credential_vector],
    chromium_only: [
        the_form_helps,
        follows_next_only_into_the_console,
        an_account_without_the_api,
    ],
}

mod on_any_path {
    use super::only_the_sign_in_carries_credentials;
    e2e::scenarios! {
        world: crate::worlds::signing_in_on_any_path,
        every_engine: [],
        chromium_only: [only_the_sign_in_carries_credentials],
    }
}

/// The text of the button comes from the method's title.
const SUBMIT: &str = "Sign in – Staff login";

async fn try_in(page: &Page, user: &str, password: &str) -> Outcome {
    page.textbox("User name").fill(user).await?;
    page.password("Password").fill(password).await?;
    page.button(SUBMIT).click().await
}

async fn one_method_is_its_form(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.button(SUBMIT).seen().await?;
    focus_reaches(page, "username").await?;
    ensure(
        !page.button("Staff login").present().await?,
        "nothing to choose",
    )?;
    // Refused: the text names the method and not which of the two was wrong; the name stays, the password goes.
    page.expect_noise("401");
    for _ in 0..3 {
        try_in(page, "admin", "wrong").await?;
        page.text_visible("Staff login did not accept this name and password.")
            .await?;
        focus_reaches(page, "password").await?;
    }
    ensure(
        page.textbox("User name").value().await? == "admin"
            && page.password("Password").value().await?.is_empty(),
        "the name stays, the password does not",
    )?;
    page.text_visible("may be locked by policy").await?;
    ensure(!page.native_dialog_open().await?, "no box of the browser")?;
    page.password("Password").fill("demo").await?;
    page.password("Password").press(Key::Enter).await?;
    page.button("Sign out").seen().await
}

async fn the_form_helps(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.button(SUBMIT).seen().await?;
    let field = "const e = document.querySelector('[name=password]');";
    // A key with Caps Lock on.
    for (is_on, says) in [(true, 1), (false, 0)] {
        page.evaluate(&format!(
            "{field} e.dispatchEvent(new KeyboardEvent('keydown', {{ key: 'A', modifierCapsLock: {is_on}, bubbles: true }}))"
        ))
        .await?;
        if says == 1 {
            page.text_visible("Caps Lock is on.").await?;
        } else {
            page.text_gone("Caps Lock is on.").await?;
        }
    }
    let kinds = page
        .evaluate(&format!(
            "{field} const u = document.querySelector('[name=username]');
             return [u.autocomplete, e.autocomplete, e.type, e.form !== null].join()"
        ))
        .await?;
    ensure(
        kinds == "username,current-password,password,true",
        format!("for password managers: {kinds}"),
    )?;
    page.button("Show password").click().await?;
    page.textbox("Password").fill(" spaces kept ").await?;
    let shown = page
        .evaluate("return document.querySelector('[aria-pressed=true]')?.textContent")
        .await?;
    ensure(shown == "Show password", format!("its state: {shown}"))?;
    page.button("Show password").click().await?;
    page.password("Password").seen().await?;
    // Names that no header can carry are refused before anything is sent.
    for (name, says) in [
        ("", "Enter your user name."),
        ("corp:joe", "cannot contain a colon"),
    ] {
        page.textbox("User name").fill(name).await?;
        page.button(SUBMIT).click().await?;
        page.text_visible(says).await?;
        focus_reaches(page, "username").await?;
    }
    // No key types a control character; a paste may bring one.
    page.evaluate(
        "const name = document.querySelector('[name=username]');
         name.value = 'bell\\u0007'; name.dispatchEvent(new Event('input', { bubbles: true }))",
    )
    .await?;
    page.button(SUBMIT).click().await?;
    page.text_visible("cannot contain control characters")
        .await?;
    // Spaces around a name are of the name, and no other name is tried.
    page.expect_noise("401");
    try_in(page, " admin ", "demo").await?;
    page.text_visible("did not accept this name and password.")
        .await?;
    ensure(
        page.textbox("User name").value().await? == " admin ",
        "the spaces are gone",
    )?;
    // Enter twice sends once.
    let sent = "return performance.getEntriesByType('resource').filter((e) => e.name.includes('/api/authentication?')).length";
    let before = page.evaluate(sent).await?.as_u64();
    page.textbox("User name").fill("admin").await?;
    page.password("Password").fill("demo").await?;
    let enter = char::from(Key::Enter);
    page.type_text(&format!("{enter}{enter}")).await?;
    page.button("Sign out").seen().await?;
    let after = page.evaluate(sent).await?.as_u64();
    ensure(
        after == before.map(|before| before + 1),
        format!("{before:?} sign-ins were sent, then {after:?}"),
    )
}

async fn follows_next_only_into_the_console(page: &Page, world: &World) -> Outcome {
    for (next, path) in [
        ("/console/api-keys", "/console/api-keys"),
        ("//evil.example/console/review", "/console/"),
        ("https:%2F%2Fevil.example", "/console/"),
        ("javascript:alert(1)", "/console/"),
        ("/console/%5C..%5C..%5Cevil", "/console/"),
        ("/%5Cevil.example", "/console/"),
    ] {
        page.open(&world.url(&format!("?next={next}"))).await?;
        try_in(page, "admin", "demo").await?;
        page.button("Sign out").seen().await?;
        let url = page.url().await?;
        ensure(
            url == world.url("").trim_end_matches("/console/").to_owned() + path,
            format!("{next} led to {url}"),
        )?;
        page.button("Sign out").click().await?;
        page.heading("Sign in").seen().await?;
    }
    Ok(())
}

async fn every_credential_vector(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    for (user, password) in VECTORS {
        // Typing emoji is beyond the driver of Chromium; pasting is allowed, and people do it.
        page.textbox("User name").seen().await?;
        page.evaluate(&format!(
            "for (const [name, value] of Object.entries({{ username: {user}, password: {password} }})) {{
                const field = document.querySelector(`[name=${{name}}]`);
                field.value = value; field.dispatchEvent(new Event('input', {{ bubbles: true }}));
             }}",
            user = serde_json::json!(user),
            password = serde_json::json!(password),
        ))
        .await?;
        page.button(SUBMIT).click().await?;
        page.button("Sign out").seen().await?;
        page.text_visible(user).await?;
        page.button("Sign out").click().await?;
        page.heading("Sign in").seen().await?;
    }
    Ok(())
}

async fn an_account_without_the_api(page: &Page, world: &World) -> Outcome {
    page.expect_noise("403");
    page.open(&world.url("")).await?;
    let (user, password) = WITHOUT_API;
    try_in(page, user, password).await?;
    page.heading("You are signed in, but this account may not use the API")
        .seen()
        .await?;
    page.text_visible("Signed in as visitor.").await?;
    page.text_visible("the privilege REST server").await?;
    page.reload().await?;
    page.heading("You are signed in, but this account may not use the API")
        .seen()
        .await?;
    page.text_visible("Signed in as visitor.").await?;
    page.button("Copy request for my administrator")
        .seen()
        .await?;
    page.button("Sign out").click().await?;
    page.heading("Sign in").seen().await
}

/// What a browser learned in a box of its own it sends with every request; here a script does (product M2.3).
async fn only_the_sign_in_carries_credentials(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    page.button(METHOD).seen().await?;
    let answered = page
        .evaluate(
            "const headers = { 'x-console': '1', authorization: 'Basic ' + btoa('operator:demo') };
             const seen = [];
             for (const path of ['/api/user_info', '/api/configuration', '/api/transaction'])
                 seen.push((await fetch(path, { headers })).status);
             return seen.join(' ')",
        )
        .await?;
    ensure(answered == "401 401 401", format!("answered {answered}"))?;
    let cookies = page.cookies().await?;
    ensure(
        cookies == serde_json::json!([]),
        format!("a session came of it: {cookies}"),
    )?;
    // The appliance itself would have let it in.
    let straight = world.curl()?;
    let answer = straight
        .call(&["--user", "operator:demo"], "/api/user_info")
        .await?;
    ensure(
        answer.status == 200,
        format!("the appliance answered {}", answer.status),
    )
}
