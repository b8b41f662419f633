//! Several methods: their order, what is remembered, and what the address asks for.

use e2e::steps::choose_method;
use e2e::{Outcome, Page, Role, Scope as _, World, ensure};

use crate::stand_ins::{answers, focus_reaches, focused};

mod of_today {
    use super::{
        blocked_storage_breaks_nothing, remembers_the_method, rows_in_server_order,
        the_address_names_a_method, what_opens_elsewhere,
    };
    e2e::scenarios! {
        world: e2e::World::start,
        every_engine: [remembers_the_method],
        chromium_only: [
            rows_in_server_order,
            the_address_names_a_method,
            what_opens_elsewhere,
            blocked_storage_breaks_nothing,
        ],
    }
}

mod of_old {
    use super::methods_without_names;
    e2e::scenarios! {
        world: crate::worlds::old_firmware,
        every_engine: [],
        chromium_only: [methods_without_names],
    }
}

async fn sign_in(page: &Page) -> Outcome {
    page.textbox("User name").fill("admin").await?;
    page.password("Password").fill("demo").await?;
    page.button("Sign in – Local login").click().await?;
    page.button("Sign out").seen().await
}

async fn rows_in_server_order(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.button("Local login").seen().await?;
    let rows = page
        .evaluate("return [...document.querySelectorAll('.method')].map((row) => row.getAttribute('aria-label')).join('|')")
        .await?;
    ensure(
        rows == "Local login|Sign in with certificate|Radius login with local groups",
        format!("rows: {rows}"),
    )?;
    page.text_visible("only the administrators' own account may still use a password")
        .await?;
    // The user name is kept when switching.
    choose_method(page, "Local login").await?;
    page.textbox("User name").fill("joe").await?;
    page.button("Radius login with local groups")
        .click()
        .await?;
    page.button("Sign in – Radius login with local groups")
        .seen()
        .await?;
    ensure(
        page.textbox("User name").value().await? == "joe",
        "the name is kept",
    )?;
    page.text_visible("If you use a one-time code").await?;
    // Without a port for certificates nothing is promised.
    page.button("Sign in with certificate").click().await?;
    page.text_visible("which this gateway does not offer").await
}

async fn remembers_the_method(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    choose_method(page, "Local login").await?;
    sign_in(page).await?;
    page.button("Sign out").click().await?;
    page.text_visible("You are signed out here").await?;
    page.text_visible("last used").await?;
    // Its form is open: name, password, Enter.
    focus_reaches(page, "username").await?;
    page.reload().await?;
    page.text_visible("last used").await?;
    let stored = page
        .evaluate("return Object.entries(localStorage).flat().join()")
        .await?;
    ensure(
        stored == "sps-last-login-method,local",
        format!("stored: {stored}"),
    )?;
    // Switched off it is forgotten, and stays so.
    page.checkbox("Remember the login method on this device")
        .click()
        .await?;
    page.reload().await?;
    choose_method(page, "Local login").await?;
    sign_in(page).await?;
    page.button("Sign out").click().await?;
    page.text_visible("You are signed out here").await?;
    page.button("Local login").seen().await?;
    page.text_gone("last used").await?;
    ensure(
        !page
            .checkbox("Remember the login method on this device")
            .is_on()
            .await?,
        "it stays switched off",
    )
}

async fn the_address_names_a_method(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("?method=radius_with_local_groups_name"))
        .await?;
    page.button("Sign in – Radius login with local groups")
        .seen()
        .await?;
    focus_reaches(page, "username").await?;
    page.open(&world.url("?method=x509_with_ldap_groups_name"))
        .await?;
    focus_reaches(page, "X509 login ldap groups").await?;
    page.open(&world.url("?method=%3Cscript%3E")).await?;
    page.button("Local login").seen().await?;
    page.open(&world.url("?method=local")).await?;
    sign_in(page).await?;
    let url = page.url().await?;
    ensure(
        url == world.url(""),
        format!("what was for the sign-in page is gone from {url}"),
    )
}

async fn what_opens_elsewhere(page: &Page, world: &World) -> Outcome {
    answers(
        page,
        "{ '/api/authentication/login_methods': () => json({ login_methods: [
            { name: 'a', title: 'Company <b>account</b>', authentication: 'saml2', credential: 'federated' },
            { name: 'b', title: 'Push', authentication: 'carrier-pigeon', credential: 'feather' },
            { name: 'c', title: 'Staff', authentication: 'ldap', credential: 'password' } ] }) }",
    )
    .await?;
    page.open(&world.url("")).await?;
    let row = page.button("Company <b>account</b> – opens the appliance's own sign-in page");
    row.click().await?;
    page.text_visible("This console cannot carry it out.")
        .await?;
    page.button("Push – opens the appliance's own sign-in page")
        .seen()
        .await?;
    page.button("Staff").seen().await
}

async fn blocked_storage_breaks_nothing(page: &Page, world: &World) -> Outcome {
    page.before_load(
        "for (const name of ['localStorage', 'sessionStorage'])
            Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });",
    )
    .await?;
    page.open(&world.url("")).await?;
    choose_method(page, "Local login").await?;
    ensure(
        !page
            .checkbox("Remember the login method on this device")
            .present()
            .await?,
        "no promise to remember",
    )?;
    sign_in(page).await?;
    page.button("Sign out").click().await?;
    page.heading("Sign in").seen().await
}

async fn methods_without_names(page: &Page, world: &World) -> Outcome {
    // The list of names is not there yet: older firmware asks for a session first, for whatever it does not know.
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    page.button("X.509 certificate").seen().await?;
    page.button("Password").click().await?;
    ensure(!focused(page).await?.is_empty(), "the form has the focus")?;
    page.textbox("User name").fill("admin").await?;
    page.only(Role::Main)
        .password("Password")
        .fill("demo")
        .await?;
    page.button("Sign in – Password").click().await?;
    page.button("Sign out").seen().await
}
