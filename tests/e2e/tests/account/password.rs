//! Changing the own password, where the appliance offers it: from 6.9 on.

use e2e::{Outcome, Page, Scope as _, World, ensure};
use sps_appliance::Profile;

use crate::person::{sign_in, sign_in_here, sign_in_with_a_password};

mod newest {
    use super::{World, the_own_password_is_changed_and_works};

    e2e::scenarios! {
        world: World::start,
        every_engine: [],
        chromium_only: [the_own_password_is_changed_and_works],
    }
}

mod middle {
    use super::{middle_aged, who_may_not_read_the_rules_changes_it_too};

    e2e::scenarios! {
        world: middle_aged,
        every_engine: [],
        chromium_only: [who_may_not_read_the_rules_changes_it_too],
    }
}

async fn middle_aged() -> Outcome<World> {
    World::with_profile(Profile::V7_5).await
}

async fn fill(page: &Page, current: &str, new: &str, again: &str) -> Outcome {
    page.password("Current password").fill(current).await?;
    page.password("New password").fill(new).await?;
    page.password("New password again").fill(again).await
}

/// The field that is marked as wrong.
async fn marked(page: &Page) -> Outcome<String> {
    let label = page
        .evaluate("return document.querySelector('[aria-invalid=true]')?.labels[0].innerText ?? ''")
        .await?;
    Ok(label.as_str().unwrap_or_default().to_owned())
}

async fn the_own_password_is_changed_and_works(page: &Page, world: &World) -> Outcome {
    const NEW: &str = "corréct:horse €";
    sign_in(page, world, "admin", "demo").await?;
    let button = page.button("Change my password");
    button.seen().await?;
    // Asked for its verbs, the appliance names them with a 405.
    page.expect_noise("405");
    button.click().await?;
    // The rules come first.
    page.text_visible("None of your last 10 passwords.").await?;
    page.text_visible("Strength at least “good”.").await?;
    page.button("Cancel").click().await?;
    button.seen().await?;
    let mut is_back = false;
    for _ in 0..40 {
        let focused = "return document.activeElement.innerText?.trim() === 'Change my password'";
        is_back = page.evaluate(focused).await? == true;
        if is_back {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    ensure(is_back, "the focus is not on the button again")?;
    button.click().await?;
    // The button that opened the form has given way to the form's own.
    let submit = page.button("Change my password");
    fill(page, "demo", NEW, "something else").await?;
    submit.click().await?;
    page.text_visible("The two new passwords are not the same.")
        .await?;
    ensure(marked(page).await? == "New password again", "which field")?;
    // A refusal comes with the appliance's reason, and what was typed is wiped.
    page.expect_noise("400");
    for (current, new, reason) in [
        ("wrong", NEW, "is not the password"),
        ("demo", "easy", "is too weak, it must be at least good"),
    ] {
        fill(page, current, new, new).await?;
        submit.click().await?;
        page.text_visible("Your password was not changed.").await?;
        page.text_visible(reason).await?;
        for field in ["Current password", "New password", "New password again"] {
            let left = page.password(field).value().await?;
            ensure(left.is_empty(), format!("{field} still holds something"))?;
        }
        page.link("0 pending changes").seen().await?;
    }
    fill(page, "demo", NEW, NEW).await?;
    submit.click().await?;
    page.text_visible("Your password was changed.").await?;
    let storage = page
        .evaluate("return JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
        .await?;
    ensure(
        !storage.to_string().contains("horse"),
        "the password is stored",
    )?;
    page.button("Sign out").click().await?;
    sign_in_here(page, "Local login", "admin", NEW).await?;

    // Other staged changes are never activated in passing, also where this page did not see them.
    page.open(&world.url("configuration/aaa/settings")).await?;
    page.checkbox("Refuse passwords found in dictionaries")
        .click()
        .await?;
    let second = page.new_window().await?;
    let first = page.window().await?;
    page.switch_to(&second).await?;
    page.open(&world.url("")).await?;
    page.link("0 pending changes").seen().await?;
    button.click().await?;
    fill(page, NEW, "another one", "another one").await?;
    page.switch_to(&first).await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    page.switch_to(&second).await?;
    submit.click().await?;
    page.dialog("Other changes are staged").seen().await?;
    page.dialog("Other changes are staged")
        .button("Cancel")
        .click()
        .await
}

async fn who_may_not_read_the_rules_changes_it_too(page: &Page, world: &World) -> Outcome {
    sign_in_with_a_password(page, world, "helpdesk").await?;
    page.expect_noise("405");
    page.button("Change my password").click().await?;
    page.text_visible("The appliance's rules for passwords are not known here")
        .await?;
    fill(page, "demo", "n3w-password", "n3w-password").await?;
    page.button("Change my password").click().await?;
    page.text_visible("Your password was changed.").await?;
    let client = world.curl()?;
    client.sign_in("helpdesk", "n3w-password").await
}
