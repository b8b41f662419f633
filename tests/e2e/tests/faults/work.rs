//! The work that must be there in the end.

use std::time::{Duration, Instant};

use e2e::steps::METHOD;
use e2e::{Failure, Outcome, Page, Scope as _, World, ensure, steps};
use sps_appliance::Cue;

use crate::steps::{changelog, open_form, until_stored};

/// What is staged: a check box of `management/disk_fillup_prevention`.
const SWITCH: &str = "Archive at once";
const SWITCHED: &str = "/api/configuration/management/disk_fillup_prevention";
/// What is typed: a field of `management/email`.
pub const FIELD: &str = "Send alerts to";
pub const TYPED: &str = "typed@example.org";

/// What a person has in hand when something goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    pub is_staged: bool,
    pub is_drafted: bool,
}

/// Drafts, staged changes, both.
pub const ALL: [Work; 3] = [
    Work {
        is_staged: false,
        is_drafted: true,
    },
    Work {
        is_staged: true,
        is_drafted: false,
    },
    Work {
        is_staged: true,
        is_drafted: true,
    },
];

impl Work {
    /// An appliance as it was, a person who signs in, and their work.
    pub async fn begin(self, page: &Page, world: &World) -> Outcome {
        world.cue(Cue::Reset);
        page.open(&world.url("")).await?;
        page.evaluate("sessionStorage.clear(); localStorage.clear()")
            .await?;
        page.reload().await?;
        steps::sign_in(page, METHOD, "admin", "demo").await?;
        if self.is_staged {
            open_form(page, &["management", "disk_fillup_prevention"]).await?;
            page.checkbox(SWITCH).click().await?;
            page.button("Stage 1 change").click().await?;
            page.link("1 pending change").seen().await?;
        }
        if self.is_drafted {
            open_form(page, &["management", "email"]).await?;
            page.textbox(FIELD).fill(TYPED).await?;
            until_stored(page, TYPED).await?;
        }
        Ok(())
    }

    /// Replays what was staged, where the transaction is gone. At most three clicks from the ended screen.
    pub async fn replay(self, page: &Page) -> Outcome {
        if self.is_staged {
            page.heading("Replay").seen().await?;
            page.button("Replay 1 change").click().await?;
            page.heading("Review").seen().await?;
        }
        Ok(())
    }

    /// All of it is there.
    pub async fn is_present(self, page: &Page) -> Outcome {
        if self.is_staged {
            until_in_changelog(page, SWITCHED).await?;
        }
        if self.is_drafted {
            open_form(page, &["management", "email"]).await?;
            let value = page.textbox(FIELD).value().await?;
            ensure(
                value == TYPED,
                format!("{self:?}: the form holds {value:?}"),
            )?;
        }
        Ok(())
    }

    /// A case of this name, told of a failure.
    pub fn told(self, failure: &Failure) -> Failure {
        Failure::new(format!("{self:?}: {failure:?}"))
    }
}

async fn until_in_changelog(page: &Page, path: &str) -> Outcome {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let changes = changelog(page).await?;
        if changes.to_string().contains(path) {
            return Ok(());
        }
        ensure(
            Instant::now() < deadline,
            format!("{path} is not in {changes}"),
        )?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
