//! Commits whose answer is lost: sent once, found out about by reading, also after signing in again.

use e2e::steps::{hold_commits, release_commits, sign_in_again};
use e2e::{Outcome, Page, Scope as _, World, ensure};
use sps_appliance::{CommitEndsSession, Cue};

use crate::steps::*;

mod in_session {
    use super::*;

    e2e::scenarios! {
        world: World::start,
        every_engine: [],
        chromium_only: [
            a_lost_answer_is_told_as_committed,
            a_commit_that_never_arrived_is_told_as_not_committed,
            the_commit_goes_on_above_the_screens,
        ],
    }
}

mod done_and_session_gone {
    use super::*;

    e2e::scenarios! {
        world: cut_and_done,
        every_engine: [],
        chromium_only: [committed_is_found_after_signing_in],
    }

    async fn cut_and_done() -> Outcome<World> {
        world_with(|switches| switches.tx_commit_ends_session = CommitEndsSession::CutApplied).await
    }

    async fn committed_is_found_after_signing_in(page: &Page, world: &World) -> Outcome {
        after_signing_in(page, world, "Committed. The answer to the commit was lost.").await?;
        ensure(is_live(world, "night").await?, "it is committed")
    }
}

mod not_done_and_session_gone {
    use super::*;

    e2e::scenarios! {
        world: cut_and_not_done,
        every_engine: [],
        chromium_only: [a_closed_transaction_proves_nothing_after_signing_in],
    }

    async fn cut_and_not_done() -> Outcome<World> {
        world_with(|switches| switches.tx_commit_ends_session = CommitEndsSession::CutNotApplied)
            .await
    }

    async fn a_closed_transaction_proves_nothing_after_signing_in(
        page: &Page,
        world: &World,
    ) -> Outcome {
        after_signing_in(
            page,
            world,
            "Not committed. The answer to the commit was lost.",
        )
        .await?;
        ensure(!is_live(world, "night").await?, "it is not committed")
    }
}

mod done_and_signed_out {
    use super::*;

    e2e::scenarios! {
        world: ends_the_session,
        every_engine: [],
        chromium_only: [a_commit_that_ends_the_session_is_no_alarm],
    }

    async fn ends_the_session() -> Outcome<World> {
        world_with(|switches| switches.tx_commit_ends_session = CommitEndsSession::On).await
    }

    async fn a_commit_that_ends_the_session_is_no_alarm(page: &Page, world: &World) -> Outcome {
        sign_in(page, world).await?;
        one_change_to_review(page, "night").await?;
        press_commit(page).await?;
        let dialog = page.dialog("Your session ended");
        dialog.seen().await?;
        let text = dialog.text().await?;
        ensure(
            text.contains("Committed. The appliance asks you to sign in again."),
            format!("the dialog says: {text}"),
        )?;
        ensure(is_live(world, "night").await?, "it is committed")?;
        sign_in_again(page).await?;
        page.text_visible("Committed 1 change to sps1.example.org at")
            .await
    }
}

async fn after_signing_in(page: &Page, world: &World, expected: &str) -> Outcome {
    sign_in(page, world).await?;
    one_change_to_review(page, "night").await?;
    press_commit(page).await?;
    page.dialog("Your session ended").seen().await?;
    page.text_visible("Sign in again, and the console finds out.")
        .await?;
    page.screenshot("commit-unknown").await?;
    sign_in_again(page).await?;
    page.text_visible(expected).await?;
    page.text_gone("It is not known whether the commit was done")
        .await
}

async fn a_lost_answer_is_told_as_committed(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    one_change_to_review(page, "night").await?;
    world.cue(Cue::LostCommitAnswer);
    press_commit(page).await?;
    page.text_visible("Committed. The answer to the commit was lost.")
        .await?;
    page.text_visible("Committed 1 change to sps1.example.org at")
        .await?;
    ensure(is_live(world, "night").await?, "it is committed")?;
    ensure(commits(page).await? == 1, "the commit was sent once")
}

/// How many commits left the page.
async fn commits(page: &Page) -> Outcome<u64> {
    let sent = page
        .evaluate("return window.e2e.requests.filter((one) => one.method === 'PUT').length")
        .await?;
    Ok(sent.as_u64().unwrap_or(u64::MAX))
}

async fn a_commit_that_never_arrived_is_told_as_not_committed(
    page: &Page,
    world: &World,
) -> Outcome {
    sign_in(page, world).await?;
    one_change_to_review(page, "night").await?;
    // The commit does not get out, and then nothing does.
    page.evaluate(
        "const send = window.fetch;
         window.e2eDeaf = false;
         window.fetch = async (asked, options) => {
             const request = asked instanceof Request ? asked : new Request(asked, options);
             if (request.method === 'PUT') window.e2eDeaf = true;
             if (window.e2eDeaf && new URL(request.url).pathname.startsWith('/api/')) throw new TypeError('no network');
             return send(asked, options);
         };",
    )
    .await?;
    press_commit(page).await?;
    page.text_visible("It is not known whether the commit was done: its answer was lost.")
        .await?;
    page.screenshot("commit-cannot-tell").await?;
    let commit = page.button("Commit 1 change to sps1.example.org");
    ensure(
        !commit.is_enabled().await?,
        "a commit can be repeated before the last one is settled",
    )?;
    page.button("Look again").click().await?;
    page.text_visible("It is not known whether the commit was done")
        .await?;
    page.evaluate("window.e2eDeaf = false").await?;
    // By the console itself when it hears from the appliance, or by the person.
    if page.button("Look again").present().await? {
        page.button("Look again").click().await?;
    }
    page.text_visible("Not committed. The answer to the commit was lost.")
        .await?;
    page.text_visible("your changes are still staged. You can commit again.")
        .await?;
    ensure(!is_live(world, "night").await?, "nothing is committed")?;
    press_commit(page).await?;
    // The wrapper is deaf again with the next PUT: nothing more is sent by itself.
    page.text_visible("It is not known whether the commit was done")
        .await?;
    ensure(!is_live(world, "night").await?, "nothing is committed")
}

async fn the_commit_goes_on_above_the_screens(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    one_change_to_review(page, "night").await?;
    let leaving = "const event = new Event('beforeunload', { cancelable: true });
        window.dispatchEvent(event); return event.defaultPrevented";
    ensure(page.evaluate(leaving).await? == false, "warned of nothing")?;
    hold_commits(page).await?;
    press_commit(page).await?;
    page.button("Committing…").seen().await?;
    ensure(
        page.evaluate(leaving).await? == true,
        "leaving the page warns while a commit is on its way",
    )?;
    pass(page, 5).await?;
    page.text_visible("Committing… 5 s").await?;
    turn_to(page, "Account").await?;
    page.text_visible("A commit is on its way.").await?;
    release_commits(page).await?;
    page.text_visible("Committed 1 change to sps1.example.org")
        .await?;
    page.link("0 pending changes").seen().await?;
    turn_to(page, "Review").await?;
    page.text_visible("Committed 1 change to sps1.example.org at")
        .await?;
    ensure(page.evaluate(leaving).await? == false, "warned of nothing")
}
