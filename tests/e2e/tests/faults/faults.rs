//! What goes wrong, each with its way back.

use e2e::{Outcome, Page, Role, Scope as _, World};
use sps_appliance::Cue;

use crate::steps::{navigate, sign_in_again};
use crate::work::{ALL, FIELD, TYPED, Work};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        the_session_ends,
        the_tab_crashes,
        the_page_is_reloaded,
        the_network_is_gone,
        the_session_ends_in_the_middle_of_a_write,
        somebody_holds_the_lock,
        somebody_changed_the_same,
        another_tab_signs_out_over_drafts,
        another_tab_signs_out_over_staged_changes,
        another_tab_signs_out_over_both,
    ],
}

/// Plays a fault with drafts, with staged changes, and with both.
async fn each(
    page: &Page,
    world: &World,
    fault: impl AsyncFn(&Page, &World, Work) -> Outcome,
) -> Outcome {
    // Chromium writes every refused request to its console; setting the appliance back ends the session before.
    page.expect_noise("401");
    for work in ALL {
        work.begin(page, world).await?;
        let played = fault(page, world, work).await;
        played.map_err(|failure| work.told(&failure))?;
        let present = work.is_present(page).await;
        present.map_err(|failure| work.told(&failure))?;
    }
    Ok(())
}

async fn the_session_ends(page: &Page, world: &World) -> Outcome {
    each(page, world, async |page, world, work| {
        world.cue(Cue::SessionExpires);
        navigate(page, "API keys").await?;
        sign_in_again(page).await?;
        work.replay(page).await
    })
    .await
}

/// No last words: nothing that a page does when it is left happens. The browser brings the tab back with its storage.
async fn the_tab_crashes(page: &Page, world: &World) -> Outcome {
    each(page, world, async |page, _, _| {
        page.evaluate(
            "for (const name of ['pagehide', 'beforeunload', 'unload', 'visibilitychange', 'freeze']) {
                 window.addEventListener(name, (event) => event.stopImmediatePropagation(), { capture: true });
             }
             Storage.prototype.setItem = () => {};",
        )
        .await?;
        page.reload().await?;
        page.button("Sign out").seen().await
    })
    .await
}

async fn the_page_is_reloaded(page: &Page, world: &World) -> Outcome {
    each(page, world, async |page, _, work| {
        if work.is_drafted {
            // Not even a second of quiet.
            page.textbox(FIELD).fill("not yet").await?;
            page.textbox(FIELD).fill(TYPED).await?;
        }
        page.reload().await?;
        page.button("Sign out").seen().await
    })
    .await
}

async fn the_network_is_gone(page: &Page, world: &World) -> Outcome {
    page.expect_noise("ERR_INTERNET_DISCONNECTED");
    each(page, world, async |page, _, _| {
        page.set_offline(true).await?;
        page.text_visible("your work is kept in this tab").await?;
        navigate(page, "API keys").await?;
        page.set_offline(false).await?;
        page.text_gone("your work is kept in this tab").await
    })
    .await
}

/// The appliance ends the session before it reads what was sent.
async fn the_session_ends_in_the_middle_of_a_write(page: &Page, world: &World) -> Outcome {
    each(page, world, async |page, world, work| {
        let before_the_write = "
            const send = window.fetch;
            window.fetch = async (request, options) => {
                const method = options?.method ?? request.method;
                if (method === 'PUT' && !window.e2eHeld) {
                    await new Promise((release) => { window.e2eHeld = release; });
                }
                return send(request, options);
            };";
        page.evaluate(before_the_write).await?;
        if work.is_drafted {
            page.button("Stage 1 change").click().await?;
        } else {
            navigate(page, "Review").await?;
            page.button("Commit 1 change to sps1.example.org")
                .click()
                .await?;
        }
        for _ in 0..100 {
            if page.evaluate("return Boolean(window.e2eHeld)").await? == true {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        world.cue(Cue::SessionExpires);
        page.evaluate("window.e2eHeld()").await?;
        sign_in_again(page).await?;
        work.replay(page).await
    })
    .await
}

/// `admin2` takes the lock: whatever it refuses, nothing is lost, and it works when it is free.
async fn somebody_holds_the_lock(page: &Page, world: &World) -> Outcome {
    page.expect_noise("40");
    page.expect_noise("423");
    each(page, world, async |page, world, work| {
        world.cue(Cue::LockTaken);
        if work.is_staged {
            navigate(page, "Review").await?;
            page.button("Commit 1 change to sps1.example.org")
                .click()
                .await?;
            page.text_visible("admin2").await?;
        }
        world.cue(Cue::LockFreed);
        Ok(())
    })
    .await
}

/// Somebody commits another value for the very field.
async fn somebody_changed_the_same(page: &Page, world: &World) -> Outcome {
    page.expect_noise("40");
    each(page, world, async |page, world, work| {
        world.cue(Cue::Conflict);
        if work.is_staged {
            navigate(page, "Review").await?;
            page.button("Commit 1 change to sps1.example.org")
                .click()
                .await?;
            page.link("Check for conflicts").click().await?;
            page.control(Role::Radio, "Keep mine: Location")
                .click()
                .await?;
            page.button("Replay with these decisions").click().await?;
            page.heading("Review").seen().await?;
        }
        Ok(())
    })
    .await
}

/// A world for each: an appliance that is set back gives the same sessions once more, and the gateway lets nobody use one
/// again that was signed out.
async fn another_tab_signs_out_over_drafts(page: &Page, world: &World) -> Outcome {
    another_tab_signs_out(page, world, ALL[0]).await
}

async fn another_tab_signs_out_over_staged_changes(page: &Page, world: &World) -> Outcome {
    another_tab_signs_out(page, world, ALL[1]).await
}

async fn another_tab_signs_out_over_both(page: &Page, world: &World) -> Outcome {
    another_tab_signs_out(page, world, ALL[2]).await
}

async fn another_tab_signs_out(page: &Page, world: &World, work: Work) -> Outcome {
    page.expect_noise("401");
    work.begin(page, world).await?;
    let first = page.window().await?;
    let second = page.new_window().await?;
    page.switch_to(&second).await?;
    page.open(&world.url("account")).await?;
    page.button("Sign out").click().await?;
    // The question names what is staged, and what is typed in the other tab.
    if work.is_staged {
        page.button("Roll back and sign out").click().await?;
    } else {
        page.dialog("Sign out").button("Sign out").click().await?;
    }
    page.heading("Sign in").seen().await?;
    page.switch_to(&first).await?;
    sign_in_again(page).await?;
    work.replay(page).await?;
    work.is_present(page).await
}
