//! The main journey by keyboard alone, on a wide screen and on a narrow one: nothing needs a pointer, and the focus can be
//! seen wherever it goes.

use e2e::steps::METHOD;
use e2e::{Key, Outcome, Page, Role, Scope as _, World, ensure};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [on_a_wide_screen, on_a_narrow_screen],
}

async fn on_a_wide_screen(page: &Page, world: &World) -> Outcome {
    page.set_size(1280, 800).await?;
    journey(page, world).await
}

async fn on_a_narrow_screen(page: &Page, world: &World) -> Outcome {
    page.set_size(360, 740).await?;
    journey(page, world).await
}

async fn journey(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    sign_in(page).await?;
    let main = page.only(Role::Main);
    go_to(page, "Configuration").await?;
    page.heading("Configuration").seen().await?;
    page.tab_and_press(&main.link("management"), Key::Enter)
        .await?;
    page.tab_and_press(&main.link("disk_fillup_prevention"), Key::Enter)
        .await?;
    let field = page.checkbox("Archive at once");
    let before = field.is_on().await?;
    page.tab_and_press(&field, Key::Space).await?;
    ensure(field.is_on().await? != before, "Space ticks the box")?;
    page.tab_and_press(&page.button("Stage 1 change"), Key::Enter)
        .await?;
    page.tab_and_press(&page.link("1 pending change"), Key::Enter)
        .await?;
    page.heading("Review").seen().await?;
    page.tab_to(&page.textbox("Commit message")).await?;
    page.type_keys("As agreed").await?;
    page.tab_and_press(
        &page.button("Commit 1 change to sps1.example.org"),
        Key::Enter,
    )
    .await?;
    page.text_visible("Committed 1 change to sps1.example.org")
        .await?;
    no_sideways_scroll(page).await?;
    sign_out(page).await
}

async fn sign_in(page: &Page) -> Outcome {
    page.tab_and_press(&page.button(METHOD), Key::Enter).await?;
    page.tab_to(&page.textbox("User name")).await?;
    page.type_keys("admin").await?;
    page.tab_to(&page.password("Password")).await?;
    page.type_keys("demo").await?;
    page.press(Key::Enter).await?;
    page.control(Role::Navigation, "Main").seen().await
}

async fn go_to(page: &Page, screen: &str) -> Outcome {
    let navigation = page.control(Role::Navigation, "Main");
    page.tab_and_press(&navigation.link(screen), Key::Enter)
        .await
}

async fn sign_out(page: &Page) -> Outcome {
    page.tab_and_press(&page.button("Sign out"), Key::Enter)
        .await?;
    page.text_visible("You are signed out").await
}

async fn no_sideways_scroll(page: &Page) -> Outcome {
    let wider = page
        .evaluate("return document.documentElement.scrollWidth > innerWidth")
        .await?;
    ensure(wider == false, "the page scrolls sideways")
}
