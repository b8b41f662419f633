//! Signing in with a certificate, in a window of its own.

use e2e::{Key, Outcome, Page, Role, Scope as _, World, ensure};

use crate::stand_ins::{answers, clock, focus_reaches, later};

mod of_several {
    use super::{chosen_waited_for_and_found, no_window_and_no_end};
    e2e::scenarios! {
        world: e2e::World::start,
        every_engine: [],
        chromium_only: [chosen_waited_for_and_found, no_window_and_no_end],
    }
}

mod of_one {
    use super::one_method_is_one_button;
    e2e::scenarios! {
        world: crate::worlds::one_certificate,
        every_engine: [],
        chromium_only: [one_method_is_one_button],
    }
}

/// A gateway with a certificate port; where the window would go is kept in `e2eOpened`.
async fn port(page: &Page, window: &str) -> Outcome {
    answers(
        page,
        "{ '/console/gw/info': async (real) => json({ ...(await (await real()).json()),
                certificate_sign_in: { origin: 'https://localhost:9' } }),
           '/console/gw/certificate-sign-in': () => { window.e2eAnnounced = (window.e2eAnnounced ?? 0) + 1;
                return window.e2eRefused ? refusal(404, 'NoCertificatePort') : new Response(null, { status: 204 }); } }",
    )
    .await?;
    page.before_load(&format!(
        "window.open = (url) => {{ window.e2eOpened = url; return {window}; }};"
    ))
    .await
}

async fn opened(page: &Page) -> Outcome<String> {
    let opened = page
        .evaluate("return `${window.e2eAnnounced} ${window.e2eOpened}`")
        .await?;
    Ok(opened.as_str().unwrap_or_default().to_owned())
}

async fn one_method_is_one_button(page: &Page, world: &World) -> Outcome {
    port(page, "{}").await?;
    page.open(&world.url("")).await?;
    focus_reaches(page, "X509 login").await?;
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
    ensure(
        opened(page).await?.starts_with("undefined"),
        "never started by itself",
    )?;
    page.evaluate("window.e2eRefused = true").await?;
    page.button("X509 login").click().await?;
    page.text_visible("The gateway did not take note of this sign-in")
        .await
}

async fn chosen_waited_for_and_found(page: &Page, world: &World) -> Outcome {
    port(page, "{}").await?;
    page.open(&world.url("")).await?;
    page.button("Sign in with certificate").click().await?;
    page.text_visible("Choose your certificate in the window that has opened.")
        .await?;
    let first = opened(page).await?;
    ensure(
        first == "1 https://localhost:9/api/authentication?login_method=x509_name&type=x509",
        format!("opened {first}"),
    )?;
    page.button("Cancel").click().await?;
    page.text_visible("was cancelled").await?;
    // The menu, by keyboard alone.
    let more = page.button("Choose another certificate method");
    more.press(Key::Enter).await?;
    page.press(Key::Down).await?;
    page.press(Key::Escape).await?;
    focus_reaches(page, "Choose another certificate method").await?;
    more.press(Key::Enter).await?;
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    page.text_visible("Choose your certificate").await?;
    let second = opened(page).await?;
    ensure(
        second.starts_with("2 ") && second.contains("x509_with_ldap_groups_name"),
        format!("opened {second}"),
    )?;
    // The other window signs in: here by the same browser with another credential, the cookie is what counts.
    page.evaluate(
        "return fetch('/api/authentication', { headers: { authorization: 'Basic ' + btoa('operator:demo'), 'x-console': '1' } }).then(() => 1)",
    )
    .await?;
    page.text_visible("You are signed in as operator.").await?;
    page.text_visible("You can close the other window.").await?;
    page.button("Go on").press(Key::Enter).await?;
    page.button("Sign out").seen().await
}

async fn no_window_and_no_end(page: &Page, world: &World) -> Outcome {
    clock(page).await?;
    port(page, "null").await?;
    page.open(&world.url("")).await?;
    page.button("Sign in with certificate").click().await?;
    page.text_visible("The browser did not open a window.")
        .await?;
    let link = page.link("Open X509 login in this tab");
    link.seen().await?;
    let href = page
        .evaluate("return document.querySelector('a.primary').href")
        .await?;
    ensure(
        href == "https://localhost:9/api/authentication?login_method=x509_name&type=x509",
        format!("the link leads to {href}"),
    )?;
    page.evaluate("window.open = () => ({})").await?;
    page.button("Try again").click().await?;
    page.text_visible("This page notices by itself").await?;
    page.button("Cancel").seen().await?;
    later(page, 61).await?;
    page.text_visible("Nobody signed in within a minute.")
        .await?;
    for sentence in [
        "no certificate was chosen",
        "does not know who issued yours",
        "ended without an answer",
        "expects a password here",
        "until it is restarted or a private window is used",
    ] {
        page.text_visible(sentence).await?;
    }
    page.button("Try again").seen().await
}
