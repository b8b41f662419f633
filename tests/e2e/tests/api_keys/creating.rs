//! Creating a key: the form, the progress, the card.

use e2e::{Key, Outcome, Page, Role, Scope as _, World, ensure};

use crate::{
    canary::{clean, is_in_no_attribute, is_nowhere, page_now},
    person::*,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [a_key_is_shown_only_when_it_works],
    chromium_only: [
        four_interactions_with_own_key_rights_alone,
        the_name_is_checked_while_it_is_typed,
        a_link_fills_in_the_name_and_creates_nothing,
        by_keyboard_alone,
    ],
}

/// The value is not in the page before the commit, masked after it, shown when asked, and gone when closed.
async fn a_key_is_shown_only_when_it_works(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    name_a_key(page, "nightly-backup").await?;
    page.text_visible(
        "The key value is shown once. It can never be shown again, not even by an administrator.",
    )
    .await?;
    hold_commits(page).await?;
    page.button("Create").click().await?;
    page.text_visible("Activating…").await?;
    let before = page_now(page).await?;
    ensure(
        live_keys(world, "admin").await?.is_empty(),
        "the key is active before the commit",
    )?;
    release_commits(page).await?;
    page.heading("Key ready – not copied yet").seen().await?;
    let value = page.control(Role::Group, "Key value");
    ensure(value.text().await?.starts_with("••••"), "it is masked")?;
    page.button("Show").click().await?;
    let shown = value.text().await?;
    clean("the page before the commit", &before, &shown)?;
    is_in_no_attribute(page, &shown).await?;
    ensure(
        is_nowhere(page, world, &shown).await.is_err(),
        "the search does not find what is shown",
    )?;
    ensure(works(world, &shown).await?, "the key works")?;
    page.button("Show").click().await?;
    ensure(
        value.text().await?.starts_with("••••"),
        "it is masked again",
    )?;
    close(page).await?;
    state(page, "nightly-backup", "Active").await?;
    is_nowhere(page, world, &shown).await
}

/// Open the form, type, Enter, copy. The account has no rights but on its own keys, and the page speaks no word of
/// transactions to it.
async fn four_interactions_with_own_key_rights_alone(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "helpdesk").await?;
    page.text_visible("A key has the same rights as you. This appliance sets no expiry date")
        .await?;
    page.set_permission("clipboard-write", true).await?;
    page.set_permission("clipboard-read", true).await?;
    page.evaluate(
        "window.e2eSpoken = [];
         const status = document.querySelector('.key-progress');
         new MutationObserver(() => window.e2eSpoken.push(status.textContent))
             .observe(status, { childList: true, characterData: true, subtree: true });",
    )
    .await?;
    page.button("Create an API key").click().await?;
    page.textbox("Name").fill("ticket-bot").await?;
    page.textbox("Name").press(Key::Enter).await?;
    page.button("Copy").click().await?;
    page.text_visible("Copied ✓").await?;
    page.heading("Key ready").seen().await?;
    let spoken = page.evaluate("return window.e2eSpoken").await?;
    ensure(
        spoken == serde_json::json!(["Creating…", "Activating…", "Ready.", "Key copied"]),
        format!("one announcement per step, not {spoken}"),
    )?;
    // The real clipboard has it.
    let value = text_of(page, "return navigator.clipboard.readText()").await?;
    ensure(works(world, &value).await?, "the key works")?;
    is_in_no_attribute(page, &value).await?;
    let button = text_of(
        page,
        "return document.querySelector('.key-card button.primary').innerText.trim()",
    )
    .await?;
    let digits = button.chars().filter(char::is_ascii_digit).count();
    ensure(digits >= 5, format!("no time in {button:?}"))?;
    page.text_visible("Clipboards may be synchronised or recorded.")
        .await?;
    // Engines do not agree on the role of a summary.
    page.evaluate("document.querySelector('.use-it summary').click()")
        .await?;
    page.text_visible("read -rs SPS_TOKEN && export SPS_TOKEN")
        .await?;
    page.link("One Identity technical documentation (opens a new tab)")
        .seen()
        .await?;
    let words = page.only(Role::Main).text().await?;
    ensure(
        !words.to_lowercase().contains("transaction"),
        format!("a transaction is nothing to this person: {words}"),
    )?;
    close(page).await?;
    is_nowhere(page, world, &value).await?;
    state(page, "ticket-bot", "Active").await
}

async fn the_name_is_checked_while_it_is_typed(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    create(page, "build-server").await?;
    copy(page).await?;
    close(page).await?;
    page.button("Create an API key").click().await?;
    page.text_visible("Letters, digits, hyphen and underscore; no spaces or special characters.")
        .await?;
    let name = page.textbox("Name");
    for (typed, trouble) in [
        ("build server", "A name cannot contain spaces."),
        ("bäcker", "A name cannot contain “ä”."),
        ("a<b>", "A name cannot contain “<”."),
        ("a\u{202e}b", "A name cannot contain “U+202E”."),
        ("build-server", "You already have a key of this name."),
        ("", "Enter a name."),
    ] {
        name.fill(typed).await?;
        page.button("Create").click().await?;
        page.text_visible(trouble).await?;
        let described = text_of(
            page,
            "const field = document.activeElement;
             return field.getAttribute('aria-describedby').split(' ')
                 .map((id) => document.getElementById(id).innerText).join(' ') + field.getAttribute('aria-invalid')",
        )
        .await?;
        ensure(
            described.contains(trouble) && described.ends_with("true"),
            format!("the field is not described by {trouble:?}: {described:?}"),
        )?;
    }
    // A taken name is no suggestion.
    name.fill("build server").await?;
    page.button("Use “build-server-2”").seen().await?;
    name.fill("build server 2").await?;
    page.button("Use “build-server-2”").click().await?;
    ensure(
        name.value().await? == "build-server-2",
        "the suggestion is taken",
    )?;
    ensure(
        live_keys(world, "admin").await? == ["build-server"],
        "nothing else was created",
    )
}

async fn a_link_fills_in_the_name_and_creates_nothing(page: &Page, world: &World) -> Outcome {
    sign_in_at(page, world, "api-keys?new-key=ci-runner", "admin").await?;
    let name = page.textbox("Name");
    ensure(name.value().await? == "ci-runner", "the name is filled in")?;
    page.open(&world.url("api-keys?name=two+words%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"))
        .await?;
    ensure(
        name.value().await? == "two words<img src=x onerror=alert(1)>",
        "a hostile name is text",
    )?;
    page.text_visible("A name cannot contain spaces.").await?;
    page.button("Use “two-words-img-src-x-onerror-alert-1”")
        .seen()
        .await?;
    ensure(!page.native_dialog_open().await?, "nothing runs")?;
    ensure(
        live_keys(world, "admin").await?.is_empty(),
        "a link creates nothing",
    )
}

/// From the button to the closed card without a pointer.
async fn by_keyboard_alone(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    clipboard(
        page,
        "{ writeText: async (text) => { window.e2eClip = text; } }",
    )
    .await?;
    page.evaluate("document.querySelector('.key-opening button').focus()")
        .await?;
    page.press(Key::Enter).await?;
    page.textbox("Name").seen().await?;
    // Name, Create, Cancel.
    page.textbox("Name").fill("keyboard").await?;
    page.press(Key::Tab).await?;
    page.press(Key::Tab).await?;
    ensure(focused(page).await? == "Cancel", "Tab leads to Cancel")?;
    page.press(Key::Enter).await?;
    focus_is_back(page).await?;
    page.press(Key::Enter).await?;
    page.textbox("Name").seen().await?;
    page.textbox("Name").fill("keyboard").await?;
    page.press(Key::Enter).await?;
    page.heading("Key ready – not copied yet").seen().await?;
    for _ in 0..50 {
        if focused(page).await?.contains("Copy") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    page.press(Key::Enter).await?;
    page.text_visible("Copied ✓").await?;
    // Show, Close.
    page.press(Key::Tab).await?;
    page.press(Key::Tab).await?;
    ensure(focused(page).await? == "Close", "Tab leads to Close")?;
    page.press(Key::Enter).await?;
    page.button("Create an API key").seen().await?;
    focus_is_back(page).await?;
    state(page, "keyboard", "Active").await
}

/// On the button that opened the form.
async fn focus_is_back(page: &Page) -> Outcome {
    for _ in 0..40 {
        if focused(page).await? == "Create an API key" {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    ensure(false, format!("the focus is on {:?}", focused(page).await?))
}
