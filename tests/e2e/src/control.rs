//! Controls, and what a person does with them.

use std::fmt;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::Value;

use crate::browser::Browser;
use crate::failure::{Failure, Outcome, ensure};
use crate::lookup::{Sight, argument, look, normalised};
use crate::scope::{Scope, Step};

/// How long a control may take to appear, change or go away.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(50);

/// A control that is looked up anew at each use.
pub struct Control<'browser> {
    browser: &'browser Browser,
    path: Vec<Step>,
}

impl<'browser> Control<'browser> {
    pub(crate) fn new(browser: &'browser Browser, path: Vec<Step>) -> Self {
        Self { browser, path }
    }
}

impl Scope for Control<'_> {
    fn browser(&self) -> &Browser {
        self.browser
    }

    fn path(&self) -> Vec<Step> {
        self.path.clone()
    }
}

impl fmt::Display for Control<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.path.iter().map(Step::to_string).collect();
        formatter.write_str(&words.join(" > "))
    }
}

impl Control<'_> {
    /// Waits until it is there.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn seen(&self) -> Outcome {
        self.element().await.map(|_| ())
    }

    /// Waits until it is not there (any more).
    ///
    /// # Errors
    /// When it stays.
    pub async fn gone(&self) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if !self.present().await? {
                return Ok(());
            }
            if Instant::now() > deadline {
                return Err(Failure::new(format!("{self} is still there")));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Whether it is there now, without waiting.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn present(&self) -> Outcome<bool> {
        match look(self.browser, &self.path).await {
            Ok(Sight::One(_)) => Ok(true),
            Ok(Sight::Not(_)) => Ok(false),
            Err(error) if passes(&error) => Ok(false),
            Err(error) => Err(Failure::while_doing(&self.to_string(), error)),
        }
    }

    /// Clicks it as soon as it is there and enabled.
    ///
    /// # Errors
    /// When it cannot be clicked in time.
    pub async fn click(&self) -> Outcome {
        self.when_enabled("click", async |element: &Element| {
            match element.click().await {
                // As a person would: scrolls when it lies under a bar at the edge of the window.
                Err(CmdError::Standard(error)) if error.error() == "element click intercepted" => {
                    let middle =
                        "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
                    self.browser.script(middle, vec![argument(element)]).await?;
                    element.click().await
                }
                other => other,
            }
        })
        .await
    }

    /// Replaces its text, as a person would: select all, type.
    ///
    /// # Errors
    /// When it does not take the text.
    pub async fn fill(&self, text: &str) -> Outcome {
        let select_all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
        let typed = if text.is_empty() {
            char::from(Key::Backspace).to_string()
        } else {
            text.to_owned()
        };
        self.when_enabled("fill", async |element: &Element| {
            element.send_keys(&select_all).await?;
            element.send_keys(&typed).await
        })
        .await?;
        let value = self.value().await?;
        // Not the value: it may be a secret of a test against a real appliance.
        ensure(
            value == text,
            format!("{self} does not hold the text that was typed"),
        )
    }

    /// Chooses an option of a list by its label.
    ///
    /// # Errors
    /// When there is no such option in time.
    pub async fn choose(&self, label: &str) -> Outcome {
        self.when_enabled("choose in", async |element: &Element| {
            element.select_by_label(label).await
        })
        .await
    }

    /// Presses a key in it.
    ///
    /// # Errors
    /// When it does not take the key.
    pub async fn press(&self, key: Key) -> Outcome {
        let key = char::from(key).to_string();
        self.when_enabled("press", async |element: &Element| {
            element.send_keys(&key).await
        })
        .await
    }

    /// Its visible text.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn text(&self) -> Outcome<String> {
        let text = self.read("return arguments[0].innerText").await?;
        Ok(normalised(text.as_str().unwrap_or_default()))
    }

    /// The value of a field.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn value(&self) -> Outcome<String> {
        let value = self.read("return arguments[0].value").await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Whether a check box, radio button or switch is on.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn is_on(&self) -> Outcome<bool> {
        let on = self
            .read("const e = arguments[0]; return e.checked ?? e.getAttribute('aria-checked') === 'true'")
            .await?;
        Ok(on == Value::Bool(true))
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn is_enabled(&self) -> Outcome<bool> {
        Ok(self.read(ENABLED).await? == Value::Bool(true))
    }

    pub(crate) async fn read(&self, script: &str) -> Outcome<Value> {
        self.repeat("read", async |element: &Element| {
            self.browser.script(script, vec![argument(element)]).await
        })
        .await
    }

    async fn when_enabled(
        &self,
        doing: &str,
        act: impl AsyncFn(&Element) -> Result<(), CmdError>,
    ) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        while !self.is_enabled().await? {
            if Instant::now() > deadline {
                return Err(Failure::new(format!("{doing}: {self} stays disabled")));
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.repeat(doing, act).await
    }

    /// Repeats while the element is being replaced or covered.
    async fn repeat<T>(
        &self,
        doing: &str,
        act: impl AsyncFn(&Element) -> Result<T, CmdError>,
    ) -> Outcome<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let element = self.element().await?;
            match act(&element).await {
                Ok(value) => return Ok(value),
                Err(error) if passes(&error) && Instant::now() < deadline => {
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => {
                    return Err(Failure::while_doing(&format!("{doing} {self}"), error));
                }
            }
        }
    }

    async fn element(&self) -> Outcome<Element> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let last = match look(self.browser, &self.path).await {
                Ok(Sight::One(element)) => return Ok(element),
                Ok(Sight::Not(seen)) => seen,
                Err(error) if passes(&error) => error.to_string(),
                Err(error) => return Err(Failure::while_doing(&self.to_string(), error)),
            };
            if Instant::now() > deadline {
                return Err(Failure::new(format!("no {self}: {last}")));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

const ENABLED: &str =
    "const e = arguments[0]; return !e.disabled && e.getAttribute('aria-disabled') !== 'true'";

/// Whether a trouble passes by itself: the page is changing under the test.
fn passes(error: &CmdError) -> bool {
    error.is_stale_element_reference()
        || matches!(error, CmdError::Standard(error) if error.error() == "element click intercepted")
        || error.is_element_not_interactable()
        || error.is_no_such_element()
        || error.is_detached_shadow_root()
        || error.is_javascript_error()
}
