//! What a browser shows when the gateway or the clock says something that cannot be brought about otherwise.

use e2e::{Outcome, Page};

/// Replaces the answers of paths. `answers` is JavaScript: an object of functions by path, each given the real `fetch`
/// bound to this request; what it returns (a `Response`, or a promise of one) is the answer.
pub async fn answers(page: &Page, answers: &str) -> Outcome {
    let script = format!(
        "{{ const real = window.fetch;
            const json = (body, status = 200, headers = {{}}) =>
                new Response(JSON.stringify(body), {{ status, headers: {{ 'content-type': 'application/json', ...headers }} }});
            const refusal = (status, type, headers) => json({{ error: {{ type, message: type, details: null }} }}, status, headers);
            window.e2eAnswers = {answers};
            window.fetch = async (request, options) => {{
                const path = new URL(request.url ?? request, location.href).pathname;
                const answer = window.e2eAnswers[path];
                return answer ? answer(() => real(request, options)) : real(request, options);
            }}; }}"
    );
    page.before_load(&script).await
}

/// Lets the page's clock be moved forward by [`later`].
pub async fn clock(page: &Page) -> Outcome {
    page.before_load(
        "{ const real = performance.now.bind(performance); window.e2eLater = 0;
           performance.now = () => real() + window.e2eLater; }",
    )
    .await
}

/// Moves the page's clock forward.
pub async fn later(page: &Page, seconds: u32) -> Outcome {
    page.evaluate(&format!("window.e2eLater += {seconds} * 1000"))
        .await
        .map(|_| ())
}

/// The accessible name, or else the name, of what has the focus.
pub async fn focused(page: &Page) -> Outcome<String> {
    let focused = page
        .evaluate(
            "const e = document.activeElement; return e.getAttribute('aria-label') ?? e.name ?? ''",
        )
        .await?;
    Ok(focused.as_str().unwrap_or_default().to_owned())
}

/// Waits until the focus is on it.
pub async fn focus_reaches(page: &Page, name: &str) -> Outcome {
    let mut there = String::new();
    for _ in 0..60 {
        there = focused(page).await?;
        if there == name {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    e2e::ensure(
        false,
        format!("the focus is on {there:?} and not on {name:?}"),
    )
}
