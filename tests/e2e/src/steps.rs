//! What nearly every scenario does on its way.

use serde_json::Value;

use crate::failure::Outcome;
use crate::page::Page;
use crate::role::Role;
use crate::scope::Scope;

/// The login method of the simulated appliance's local database, by its title.
pub const METHOD: &str = "Local login";

/// Signs in by the login method of this title, and waits until the console lets the person in.
///
/// # Errors
/// When the sign-in page is not there, or lets nobody in.
pub async fn sign_in(page: &Page, method: &str, user: &str, password: &str) -> Outcome {
    send_password(page, method, user, password).await?;
    page.button("Sign out").seen().await
}

/// Sends a name and a password, whatever comes of it.
///
/// # Errors
/// When the sign-in page is not there.
pub async fn send_password(page: &Page, method: &str, user: &str, password: &str) -> Outcome {
    page.heading("Sign in").seen().await?;
    choose_method(page, method).await?;
    page.textbox("User name").fill(user).await?;
    page.password("Password").fill(password).await?;
    page.button(&format!("Sign in – {method}")).click().await
}

/// Opens the form of a login method, unless it is open already because it was used last.
///
/// # Errors
/// When there is no such method.
pub async fn choose_method(scope: &impl Scope, method: &str) -> Outcome {
    let row = scope.button(method);
    row.seen().await?;
    // The form comes together with its row.
    if !scope.password("Password").present().await? {
        row.click().await?;
    }
    Ok(())
}

/// Signs in again over the page, where the name is given.
///
/// # Errors
/// When no session has ended, or nobody is let in.
pub async fn sign_in_again(page: &Page) -> Outcome {
    let ended = page.dialog("Your session ended");
    ended.seen().await?;
    choose_method(&ended, page.method()).await?;
    ended.password("Password").fill("demo").await?;
    let submit = format!("Sign in – {}", page.method());
    ended.button(&submit).click().await?;
    ended.gone().await
}

/// Goes to another screen by its link.
///
/// # Errors
/// When the navigation has no such link.
pub async fn navigate(page: &Page, name: &str) -> Outcome {
    page.control(Role::Navigation, "Main")
        .link(name)
        .click()
        .await
}

/// The form of a resource, by the names on the way to it.
///
/// # Errors
/// When one of them is not there.
pub async fn open_form(page: &Page, way: &[&str]) -> Outcome {
    navigate(page, "Configuration").await?;
    page.heading("Configuration").seen().await?;
    for name in way {
        page.only(Role::Main).link(name).click().await?;
        page.heading(name).seen().await?;
    }
    Ok(())
}

/// The changelog's entries, as the appliance lists them in the page's own session.
///
/// # Errors
/// When the page cannot be scripted.
pub async fn changelog(page: &Page) -> Outcome<Value> {
    page.evaluate(
        // Not every engine lets a script wait outside of a function.
        "return (async () => {
             const answer = await fetch('/api/transaction/changes', { headers: { 'X-Console': '1' } });
             return (await answer.json()).changes ?? [];
         })()",
    )
    .await
}

/// Keeps commits back until they are released: the moment before one is too short to look at otherwise.
///
/// # Errors
/// When the page cannot be scripted.
pub async fn hold_commits(page: &Page) -> Outcome {
    let hold = "
        const send = window.fetch;
        const released = new Promise((release) => { window.e2eRelease = release; });
        window.fetch = async (request, options) => {
            if ((options?.method ?? request.method) === 'PUT') await released;
            return send(request, options);
        };";
    page.evaluate(hold).await.map(drop)
}

/// Lets commits go on.
///
/// # Errors
/// When none were held.
pub async fn release_commits(page: &Page) -> Outcome {
    page.evaluate("window.e2eRelease()").await.map(drop)
}
