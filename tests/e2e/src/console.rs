//! The errors on a browser's console.

use crate::browser::Browser;
use crate::engine::Engine;
use crate::failure::{Failure, Outcome};

const HOOK: &str = include_str!("console_hook.js");

/// Console errors: in Firefox all so far, elsewhere those since the last call.
///
/// In WebKitGTK they are seen from the moment at which a document has loaded: an automated MiniBrowser writes no console
/// messages, so a script in the document has to listen. [`listen`] starts it.
///
/// # Errors
/// When the console cannot be read.
pub async fn errors(browser: &Browser) -> Outcome<Vec<String>> {
    match browser.engine() {
        Engine::Chromium => Ok(browser
            .chromium_log()
            .await?
            .into_iter()
            .filter(|(level, _)| level == "SEVERE")
            .map(|(_, text)| text)
            .collect()),
        Engine::Firefox => Ok(browser
            .output()?
            .lines()
            .filter(|line| is_firefox_error(line))
            .map(str::to_owned)
            .collect()),
        Engine::WebKit => listened(browser).await,
    }
}

/// Starts listening in a document that has just loaded, where the engine needs that.
///
/// # Errors
/// When the browser does not answer.
pub async fn listen(browser: &Browser) -> Outcome {
    if browser.engine() == Engine::WebKit {
        listened(browser).await?;
    }
    Ok(())
}

async fn listened(browser: &Browser) -> Outcome<Vec<String>> {
    let kept = browser
        .script(HOOK, Vec::new())
        .await
        .map_err(|error| Failure::while_doing("listening for errors", error))?;
    let lines = kept.as_array().into_iter().flatten();
    Ok(lines
        .filter_map(|line| line.as_str().map(str::to_owned))
        .collect())
}

/// `console.error` of a page, or an uncaught error in one. The browser's own modules print errors in the same form, with
/// addresses of their own kind.
fn is_firefox_error(line: &str) -> bool {
    line.starts_with("console.error: ")
        || line
            .strip_prefix("JavaScript error: ")
            .is_some_and(|place| place.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firefox_errors_of_pages_count() {
        assert!(is_firefox_error("console.error: \"boom\""));
        assert!(is_firefox_error(
            "JavaScript error: http://localhost:1/console/a.js, line 2: Error: x"
        ));
        assert!(!is_firefox_error("console.warn: \"hm\""));
        assert!(!is_firefox_error(
            "JavaScript error: resource://gre/modules/X.sys.mjs, line 2: x"
        ));
    }
}
