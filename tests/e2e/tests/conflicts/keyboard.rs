//! A person who has no mouse.

use e2e::{Failure, Outcome, Page, ensure};
use fantoccini::key::Key;
use serde_json::Value;

/// More steps than this and the place cannot be reached.
const MOST_STEPS: usize = 80;

/// Presses Tab until the focus is on what has this name.
pub async fn tab_to(page: &Page, name: &str) -> Outcome {
    go_to(page, name, async || page.tab().await).await
}

/// The same backwards.
pub async fn tab_back_to(page: &Page, name: &str) -> Outcome {
    go_to(page, name, async || page.tab_back().await).await
}

async fn go_to(page: &Page, name: &str, step: impl AsyncFn() -> Outcome) -> Outcome {
    let mut seen = Vec::new();
    for _ in 0..MOST_STEPS {
        let here = focused(page).await?;
        if here == name {
            return Ok(());
        }
        seen.push(here);
        step().await?;
    }
    Err(Failure::new(format!(
        "Tab never comes to {name:?}, only to {seen:?}"
    )))
}

/// The name of what has the focus.
pub async fn focused(page: &Page) -> Outcome<String> {
    let name = page
        .evaluate(
            "const e = document.activeElement;
             return e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText.split('\\n')[0] ?? e.innerText ?? ''",
        )
        .await?;
    Ok(name.as_str().unwrap_or_default().trim().to_owned())
}

/// Ctrl and Enter where the focus is.
pub async fn ctrl_enter(page: &Page) -> Outcome {
    let keys: String = [Key::Control, Key::Enter, Key::Null]
        .map(char::from)
        .iter()
        .collect();
    page.type_keys(&keys).await
}

/// Types over what stands in the field.
pub async fn type_over(page: &Page, words: &str) -> Outcome {
    let all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
    page.type_keys(&all).await?;
    page.type_keys(words).await
}

/// Waits until a script says yes.
pub async fn until(page: &Page, what: &str, script: &str) -> Outcome {
    for _ in 0..200 {
        if page.evaluate(script).await? == Value::Bool(true) {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    ensure(false, format!("{what} does not come"))
}
