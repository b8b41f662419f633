//! The harness itself, in all three engines: it must see what it is there to see.

use e2e::{Key, Outcome, Page, Role, Scope as _, World, ensure};

e2e::scenarios! {
    world: pages,
    every_engine: [
        finds_by_role_and_name,
        fills_and_presses,
        stays_inside_a_modal_dialog,
        sees_console_errors,
        sees_uncaught_errors,
        sees_policy_reports,
        sees_a_crash_message,
        sees_native_dialogs,
        takes_a_size,
    ],
    chromium_only: [explains_what_is_missing, prefers_a_theme, is_as_narrow_as_a_telephone],
}

/// Pages of the harness in the console's place, through the real gateway and under its policy.
async fn pages() -> Outcome<World> {
    World::with_pages(&e2e::workspace_root().join("tests/e2e/pages")).await
}

async fn finds_by_role_and_name(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.heading("Controls").seen().await?;
    page.button("Save all").seen().await?;
    page.button("Labelled otherwise").seen().await?;
    page.link("Go on").seen().await?;
    page.textbox("User name").seen().await?;
    page.textbox("Notes").seen().await?;
    page.password("Password").seen().await?;
    page.checkbox("Remember").seen().await?;
    page.control(Role::Combobox, "Colour").seen().await?;
    page.control(Role::Navigation, "Main")
        .link("Keys")
        .seen()
        .await?;
    page.row_containing("second")
        .button("Delete")
        .seen()
        .await?;
    page.text_visible("some plain text").await?;
    page.only(Role::Main).seen().await?;
    // Neither of a wrong role, nor hidden, nor only part of a name.
    ensure(
        !page.link("Save all").present().await?,
        "a button is no link",
    )?;
    ensure(!page.button("Hidden").present().await?, "hidden")?;
    ensure(!page.button("Save").present().await?, "part of a name")?;
    ensure(!page.button("Delete").present().await?, "two of them")
}

async fn fills_and_presses(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    let name = page.textbox("User name");
    name.fill("first").await?;
    name.fill("admin").await?;
    page.text_visible("typed: admin").await?;
    page.password("Password").fill("demo").await?;
    // Its label encloses it.
    let notes = page.textbox("Notes");
    notes.fill("two words").await?;
    ensure(notes.value().await? == "two words", "it is filled")?;
    page.checkbox("Remember").click().await?;
    ensure(page.checkbox("Remember").is_on().await?, "it is on")?;
    ensure(
        !page.button("Not now").is_enabled().await?,
        "a disabled button",
    )?;
    name.press(Key::Enter).await?;
    page.text_visible("sent: admin").await?;
    name.fill("").await?;
    ensure(name.value().await?.is_empty(), "it is empty")?;
    page.button("Save all").click().await?;
    page.text_visible("clicked").await
}

async fn stays_inside_a_modal_dialog(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.button("Open the dialog").click().await?;
    let dialog = page.dialog("Really?");
    dialog.button("Close").seen().await?;
    ensure(
        !page.button("Save all").present().await?,
        "outside of the dialog",
    )?;
    page.press(Key::Escape).await?;
    dialog.gone().await?;
    page.button("Save all").seen().await
}

async fn sees_console_errors(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.assert_quiet(world).await?;
    page.button("Log an error").click().await?;
    page.text_visible("logged").await?;
    hear(page, world, "deliberate console error").await?;
    page.expect_noise("deliberate console error");
    Ok(())
}

async fn sees_uncaught_errors(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.button("Throw").click().await?;
    hear(page, world, "deliberate uncaught error").await?;
    page.expect_noise("deliberate uncaught error");
    Ok(())
}

async fn sees_policy_reports(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("inline.html")).await?;
    page.heading("A page with an inline script").seen().await?;
    // The report is a request of its own and comes a little later.
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while world.csp_reports().is_empty() {
        ensure(std::time::Instant::now() < deadline, "no report came")?;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    ensure(
        page.title().await? == "Not changed",
        "the policy did not stop the script",
    )?;
    let outcome = page.assert_quiet(world).await;
    ensure(outcome.is_err(), "a report must make noise")?;
    page.expect_noise("inline");
    page.expect_noise("Content Security Policy");
    Ok(())
}

async fn sees_a_crash_message(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    page.button("Crash").click().await?;
    page.text_visible("It crashed").await?;
    let outcome = page.assert_quiet(world).await;
    ensure(
        outcome.is_err_and(|failure| failure.to_string().contains("crash message")),
        "a crash must make noise",
    )?;
    page.reload().await
}

async fn sees_native_dialogs(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    ensure(!page.native_dialog_open().await?, "none is open yet")?;
    page.button("Alert").click().await?;
    // The click is answered before the page has run what it does.
    let mut is_open = false;
    for _ in 0..50 {
        is_open = page.native_dialog_open().await?;
        if is_open {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    ensure(is_open, "it must be seen")?;
    page.accept_native_dialog().await?;
    ensure(!page.native_dialog_open().await?, "it is closed")
}

async fn takes_a_size(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    for (width, height) in [(1280, 900), (640, 740)] {
        expect_size(page, width, height).await?;
    }
    let file = page
        .screenshot(&format!("harness-{}", page.engine()))
        .await?;
    ensure(file.is_file(), "a picture")
}

async fn is_as_narrow_as_a_telephone(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    expect_size(page, 360, 740).await
}

async fn expect_size(page: &Page, width: u32, height: u32) -> Outcome {
    page.set_size(width, height).await?;
    let inner = page
        .evaluate("return `${innerWidth} x ${innerHeight}`")
        .await?;
    ensure(
        inner == format!("{width} x {height}"),
        format!("{inner} instead of {width} x {height}"),
    )
}

async fn explains_what_is_missing(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    let failure = match page.button("No such button").seen().await {
        Ok(()) => return Err(e2e::Failure::new("found a button that is not there")),
        Err(failure) => failure.to_string(),
    };
    ensure(
        failure.contains("No such button") && failure.contains("Save all"),
        failure,
    )
}

async fn prefers_a_theme(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    page.set_theme(e2e::Theme::Dark).await?;
    ensure(page.evaluate(dark).await? == true, "dark")?;
    page.set_theme(e2e::Theme::Light).await?;
    ensure(page.evaluate(dark).await? == false, "light")
}

async fn hear(page: &Page, world: &World, text: &str) -> Outcome {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(5);
    loop {
        match page.assert_quiet(world).await {
            Err(failure) if failure.to_string().contains(text) => return Ok(()),
            Err(failure) => return Err(failure.with("expected another noise")),
            Ok(()) => ensure(
                std::time::Instant::now() < deadline,
                format!("nobody heard {text:?}"),
            )?,
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
