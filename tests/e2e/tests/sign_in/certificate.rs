//! Signing in with a certificate, in a window of its own: one method and several, with a real port. How the session is found
//! and whose card it was is in `certificate_console`.

use std::time::Duration;

use e2e::{Key, Outcome, Page, Role, Scope as _, World, ensure};

use crate::stand_ins::{clock, focus_reaches, later};

mod of_one {
    use super::one_method_is_one_button;
    e2e::scenarios! {
        world: crate::worlds::one_certificate,
        every_engine: [],
        chromium_only: [one_method_is_one_button],
    }
}

mod of_two {
    use super::{the_address_starts_that_very_method, the_menu_starts_the_other_method};
    e2e::scenarios! {
        world: crate::worlds::two_certificates,
        every_engine: [],
        chromium_only: [the_address_starts_that_very_method, the_menu_starts_the_other_method],
    }
}

mod of_several {
    use super::no_window_and_no_end;
    e2e::scenarios! {
        world: e2e::World::with_certificates,
        every_engine: [],
        chromium_only: [no_window_and_no_end],
    }
}

const FIRST: &str = "X509 login";
const SECOND: &str = "X509 login ldap groups";

/// How often the gateway was told that a window is about to open.
fn begun(world: &World) -> usize {
    let log = world.gateway_log();
    log.iter()
        .filter(|line| line.contains("certificate-sign-in") && line.contains("\"POST\""))
        .count()
}

/// Goes on as the person whose certificate it is, and by the method that was pressed.
async fn goes_on(page: &Page, title: &str) -> Outcome {
    page.text_visible("You are signed in as operator.").await?;
    page.text_visible("You can close the other window.").await?;
    page.button("Go on").press(Key::Enter).await?;
    page.button("Sign out").seen().await?;
    page.control(Role::Navigation, "Main")
        .link("Account")
        .click()
        .await?;
    page.text_visible(title).await
}

async fn one_method_is_one_button(page: &Page, world: &World) -> Outcome {
    page.expect_noise("ERR_CONNECTION_REFUSED");
    page.open(&world.url("")).await?;
    focus_reaches(page, FIRST).await?;
    page.text_visible("Your browser will ask which certificate to use.")
        .await?;
    ensure(
        !page.only(Role::Textbox).present().await?
            && !page
                .button("Choose another certificate method")
                .present()
                .await?,
        "no fields and no choice",
    )?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    ensure(begun(world) == 0, "never started by itself")?;
    world.stop_gateway().await;
    page.button(FIRST).click().await?;
    page.text_visible("The gateway did not take note of this sign-in")
        .await?;
    world.start_gateway().await?;
    page.button("Try again").click().await?;
    goes_on(page, FIRST).await
}

async fn the_menu_starts_the_other_method(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.button("Sign in with certificate").seen().await?;
    // By keyboard alone.
    let more = page.button("Choose another certificate method");
    more.press(Key::Enter).await?;
    page.press(Key::Down).await?;
    page.press(Key::Escape).await?;
    focus_reaches(page, "Choose another certificate method").await?;
    more.press(Key::Enter).await?;
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    goes_on(page, SECOND).await
}

async fn the_address_starts_that_very_method(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("?method=x509_with_ldap_groups_name"))
        .await?;
    focus_reaches(page, SECOND).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    ensure(begun(world) == 0, "never started by itself")?;
    page.press(Key::Enter).await?;
    goes_on(page, SECOND).await
}

/// A browser without a screen shows no picker and blocks no window, so these two are played: the window that is blocked, and
/// the one in which nobody does anything.
async fn no_window_and_no_end(page: &Page, world: &World) -> Outcome {
    clock(page).await?;
    page.before_load("window.open = () => null;").await?;
    page.open(&world.url("")).await?;
    page.button("Sign in with certificate").click().await?;
    page.text_visible("The browser did not open a window.")
        .await?;
    page.link("Open X509 login in this tab").seen().await?;
    let href = page
        .evaluate("return document.querySelector('a.primary').href")
        .await?;
    let wanted = format!(
        "{}/api/authentication?login_method=x509_name&type=x509",
        world.certificate_origin()?
    );
    ensure(href == wanted.as_str(), format!("the link leads to {href}"))?;
    page.evaluate("window.open = () => ({})").await?;
    page.button("Try again").click().await?;
    page.text_visible("Choose your certificate in the window that has opened.")
        .await?;
    page.text_visible("This page notices by itself").await?;
    page.button("Cancel").click().await?;
    page.text_visible("was cancelled").await?;
    page.button("Try again").click().await?;
    page.text_visible("This page notices by itself").await?;
    later(page, 61).await?;
    page.text_visible("Nobody signed in within a minute.")
        .await?;
    for sentence in [
        "no certificate was chosen",
        "does not know the authority that issued it",
        "ended the connection without an answer",
        "expects a password here",
        "until it is restarted or a private window is used",
    ] {
        page.text_visible(sentence).await?;
    }
    page.button("Try again").seen().await
}
