//! An appliance that offers to change the own password.

use e2e::{Failure, Outcome, Page, Scope as _, World, ensure};
use sps_appliance::{Appliance, Profile, Setup, Switches};

use crate::person::{sign_in, sign_in_here};

e2e::scenarios! {
    world: with_passwords,
    every_engine: [],
    chromium_only: [the_own_password_is_changed_and_works],
}

async fn with_switches(profile: Profile, positions: &[(&str, &str)]) -> Outcome<World> {
    let mut switches = Switches::of(profile);
    for (name, position) in positions {
        switches
            .set(name, position)
            .map_err(|error| Failure::while_doing(name, error))?;
    }
    let setup = Setup {
        switches,
        ..Setup::default()
    };
    World::with_appliance(Appliance::new(setup)).await
}

async fn with_passwords() -> Outcome<World> {
    with_switches(Profile::V8_0, &[("user.password", "put")]).await
}

async fn the_own_password_is_changed_and_works(page: &Page, world: &World) -> Outcome {
    const NEW: &str = "corréct:horse €";
    // The appliance answers a GET of the place with its verbs and 405.
    page.expect_noise("405");
    sign_in(page, world, "admin", "demo").await?;
    page.button("Change my password").click().await?;
    // The rules come first.
    page.text_visible("None of your last 10 passwords.").await?;
    page.text_visible("Strength at least “good”.").await?;
    // The button that opened the form has given way to the form's own.
    let submit = page.button("Change my password");
    let fill = async |current: &str, new: &str, again: &str| -> Outcome {
        page.password("Current password").fill(current).await?;
        page.password("New password").fill(new).await?;
        page.password("New password again").fill(again).await
    };
    fill("demo", NEW, "something else").await?;
    submit.click().await?;
    page.text_visible("The two new passwords are not the same.")
        .await?;
    // A refusal comes with the appliance's reason, and what was typed is wiped.
    page.expect_noise("400");
    fill("wrong", NEW, NEW).await?;
    submit.click().await?;
    page.text_visible("Your password was not changed.").await?;
    page.text_visible("is not the password").await?;
    for field in ["Current password", "New password", "New password again"] {
        let left = page.password(field).value().await?;
        ensure(left.is_empty(), format!("{field} still holds something"))?;
    }
    page.link("0 pending changes").seen().await?;
    fill("demo", NEW, NEW).await?;
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

    // Other staged changes are never activated in passing.
    page.open(&world.url("configuration/aaa/settings")).await?;
    page.checkbox("Refuse passwords found in dictionaries")
        .click()
        .await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    page.open(&world.url("")).await?;
    page.button("Change my password").click().await?;
    fill(NEW, "another one", "another one").await?;
    submit.click().await?;
    page.dialog("Other changes are staged").seen().await?;
    page.dialog("Other changes are staged")
        .button("Cancel")
        .click()
        .await
}
