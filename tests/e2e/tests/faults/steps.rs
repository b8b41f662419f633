//! What the cases have in common.

use std::time::{Duration, Instant};

pub use e2e::steps::{changelog, navigate, open_form, sign_in_again};
use e2e::{Outcome, Page, ensure};

/// Waits until the tab holds a text.
pub async fn until_stored(page: &Page, text: &str) -> Outcome {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let held = page
            .evaluate("return JSON.stringify(Object.entries(sessionStorage))")
            .await?;
        if held.as_str().is_some_and(|held| held.contains(text)) {
            return Ok(());
        }
        ensure(
            Instant::now() < deadline,
            format!("{text:?} is not in {held}"),
        )?;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
