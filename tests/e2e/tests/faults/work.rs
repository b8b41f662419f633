//! The work that must be there in the end.

use std::time::{Duration, Instant};

use e2e::steps::METHOD;
use e2e::{Failure, Outcome, Page, Scope as _, World, ensure, steps};
use sps_appliance::Cue;

use crate::steps::{changelog, open_form, until_stored};

/// What is staged: a field of `management/snmp/agent`.
const STAGED_FIELD: &str = "Location";
const STAGED_IN: &str = "/api/configuration/management/snmp/agent";
const STAGED: &str = "Győr";
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
            open_form(page, &["management", "snmp", "agent"]).await?;
            page.textbox(STAGED_FIELD).fill(STAGED).await?;
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
            until_staged(page).await?;
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

async fn until_staged(page: &Page) -> Outcome {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let changes = changelog(page).await?;
        let told = changes.to_string();
        if told.contains(STAGED_IN) && told.contains(STAGED) {
            return Ok(());
        }
        ensure(
            Instant::now() < deadline,
            format!("{STAGED} of {STAGED_IN} is not in {told}"),
        )?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
