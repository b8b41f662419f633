//! Clocks that differ, and a session that was not kept: the clocks are told first, then the cookies.

use e2e::steps::{METHOD, send_password, sign_in};
use e2e::{Outcome, Page, Scope as _, World};
use sps_appliance::Cue;

mod in_a_browser_without_cookies {
    use super::{clocks_that_differ, cookies_that_do_not_come_back};
    e2e::scenarios! {
        world: crate::worlds::without_cookies,
        every_engine: [],
        chromium_only: [clocks_that_differ, cookies_that_do_not_come_back],
    }
}

mod in_any_browser {
    use super::{World, a_session_that_is_gone_at_once, signed_in_whatever_the_clocks_say};
    e2e::scenarios! {
        world: World::start,
        every_engine: [signed_in_whatever_the_clocks_say],
        chromium_only: [a_session_that_is_gone_at_once],
    }
}

const NOT_KEPT: &str = "You signed in, but the session was not kept.";

/// The gateway's cookie is of no use here, as an appliance's own is where the clocks differ and no gateway mends it.
async fn clocks_that_differ(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    world.cue(Cue::Clock(-23));
    page.open(&world.url("")).await?;
    send_password(page, METHOD, "admin", "demo").await?;
    page.text_visible(NOT_KEPT).await?;
    page.text_visible("Your computer's clock is 23 min ahead of the appliance.")
        .await?;
    page.text_visible("UTC").await?;
    page.text_visible("local time").await?;
    // What is proved comes first: with the gateway before it, a clock alone loses no cookie.
    page.text_visible("cookies are blocked for this address")
        .await?;
    page.text_gone("did not accept").await
}

async fn cookies_that_do_not_come_back(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    send_password(page, METHOD, "admin", "demo").await?;
    page.text_visible(NOT_KEPT).await?;
    page.text_visible("cookies are blocked for this address")
        .await?;
    page.text_gone("did not accept").await
}

/// The appliance restarts between the sign-in and the first question; that one is kept back for it.
async fn a_session_that_is_gone_at_once(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    page.button(METHOD).seen().await?;
    page.evaluate(
        "const send = window.fetch;
         window.fetch = async (request, options) => {
             const path = new URL(request.url ?? request, location.href).pathname;
             if (path === '/api/user_info') await new Promise((release) => { window.e2eRelease = release; });
             return send(request, options);
         };",
    )
    .await?;
    send_password(page, METHOD, "admin", "demo").await?;
    for _ in 0..100 {
        if page.evaluate("return Boolean(window.e2eRelease)").await? == true {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    world.cue(Cue::Restart);
    page.evaluate("window.e2eRelease()").await?;
    page.text_visible(NOT_KEPT).await?;
    page.text_visible("the appliance does not know the session any more")
        .await
}

async fn signed_in_whatever_the_clocks_say(page: &Page, world: &World) -> Outcome {
    for minutes in [90, -90] {
        world.cue(Cue::Clock(minutes));
        page.open(&world.url("")).await?;
        sign_in(page, METHOD, "operator", "demo").await?;
        page.reload().await?;
        page.button("Sign out").click().await?;
        page.heading("Sign in").seen().await?;
    }
    Ok(())
}
