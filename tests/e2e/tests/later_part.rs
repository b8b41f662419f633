//! The screens are a file of their own, which comes after the sign-in page: what shows when it does not come.

use std::fs;
use std::path::Path;

use e2e::steps::{METHOD, send_password};
use e2e::{Failure, Outcome, Page, Scope as _, World, ensure};

e2e::scenarios! {
    world: World::start,
    every_engine: [screens_that_do_not_come],
    chromium_only: [screens_after_an_upgrade],
}

/// No later part at first; then it can be had, and trying again is enough.
async fn screens_that_do_not_come(page: &Page, _: &World) -> Outcome {
    let console = tempfile::tempdir().map_err(|error| failed(&error))?;
    let later = copy_console(console.path())?;
    ensure(!later.is_empty(), "the console has no later part")?;
    remove(console.path(), &later)?;
    let world = World::with_pages(console.path()).await?;
    expect_missing_part(page, &later);

    page.open(&world.url("api-keys")).await?;
    sign_in(page).await?;
    page.text_visible("The rest of the console could not be loaded.")
        .await?;

    copy_console(console.path())?;
    page.button("Try again").click().await?;
    page.heading("API keys").seen().await?;
    page.button("Sign out").seen().await?;
    world.stop().await;
    Ok(())
}

/// The later part of the page's own version is gone for good; the session outlives the reload.
async fn screens_after_an_upgrade(page: &Page, _: &World) -> Outcome {
    let console = tempfile::tempdir().map_err(|error| failed(&error))?;
    let later = copy_console(console.path())?;
    remove(console.path(), &later)?;
    let world = World::with_pages(console.path()).await?;
    expect_missing_part(page, &later);

    page.open(&world.url("")).await?;
    sign_in(page).await?;
    page.button("Reload").seen().await?;
    copy_console(console.path())?;
    page.button("Reload").click().await?;
    page.heading("Account").seen().await?;
    world.stop().await;
    Ok(())
}

async fn sign_in(page: &Page) -> Outcome {
    send_password(page, METHOD, "admin", "demo").await
}

/// Every engine writes of it in its own words.
fn expect_missing_part(page: &Page, later: &[String]) {
    for name in later {
        page.expect_noise(name);
    }
    for words in ["404", "MIME", "WebAssembly", "TypeError"] {
        page.expect_noise(words);
    }
}

/// Copies the release console into `folder`; the names of its later parts.
fn copy_console(folder: &Path) -> Outcome<Vec<String>> {
    let mut later = Vec::new();
    let console = e2e::workspace_root().join("target/console");
    for entry in fs::read_dir(console).map_err(|error| failed(&error))? {
        let entry = entry.map_err(|error| failed(&error))?;
        fs::copy(entry.path(), folder.join(entry.file_name())).map_err(|error| failed(&error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("split_") {
            later.push(name);
        }
    }
    Ok(later)
}

fn remove(folder: &Path, names: &[String]) -> Outcome {
    names
        .iter()
        .try_for_each(|name| fs::remove_file(folder.join(name)).map_err(|error| failed(&error)))
}

fn failed(error: &std::io::Error) -> Failure {
    Failure::while_doing("copying the console", error)
}
