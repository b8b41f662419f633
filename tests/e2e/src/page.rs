//! What the browser shows.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::Value;

use crate::browser::Browser;
use crate::console;
use crate::control::PATIENCE;
use crate::engine::Engine;
use crate::failure::{Failure, Outcome, ensure};
use crate::lookup::normalised;
use crate::scope::{Scope, Step};
use crate::world::World;

/// The one page of a browser.
pub struct Page {
    browser: Browser,
    /// Errors and reports that a scenario causes on purpose, by a part of their text.
    expected: RefCell<Vec<String>>,
    /// Console errors of earlier documents.
    noise: RefCell<Vec<String>>,
}

impl Scope for Page {
    fn browser(&self) -> &Browser {
        &self.browser
    }

    fn path(&self) -> Vec<Step> {
        Vec::new()
    }
}

impl Page {
    /// The page of a fresh browser.
    pub fn new(browser: Browser) -> Self {
        Self {
            browser,
            expected: RefCell::default(),
            noise: RefCell::default(),
        }
    }

    /// The engine that shows it.
    pub fn engine(&self) -> Engine {
        self.browser.engine()
    }

    /// What the password method is called on the sign-in page of the world that this browser was started for.
    pub fn method(&self) -> &'static str {
        self.browser.method
    }

    /// Loads an address.
    ///
    /// # Errors
    /// When nothing answers there.
    pub async fn open(&self, url: &str) -> Outcome {
        let client = self.browser.client();
        self.keep_noise().await?;
        client
            .goto(url)
            .await
            .map_err(|error| Failure::while_doing(url, error))?;
        console::listen(&self.browser).await
    }

    /// Runs a script in every document before its own scripts, for example to replace its clock. Chromium only.
    ///
    /// # Errors
    /// In another engine, or when the browser refuses.
    pub async fn before_load(&self, script: &str) -> Outcome {
        ensure(
            self.engine() == Engine::Chromium,
            "only Chromium runs scripts before a document's own",
        )?;
        let source = serde_json::json!({ "source": script });
        self.browser
            .cdp("Page.addScriptToEvaluateOnNewDocument", source)
            .await
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub async fn reload(&self) -> Outcome {
        let client = self.browser.client();
        self.keep_noise().await?;
        client
            .refresh()
            .await
            .map_err(|error| Failure::while_doing("reload", error))?;
        console::listen(&self.browser).await
    }

    /// One step back in the history.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn back(&self) -> Outcome {
        let client = self.browser.client();
        self.keep_noise().await?;
        client
            .back()
            .await
            .map_err(|error| Failure::while_doing("back", error))?;
        console::listen(&self.browser).await
    }

    /// One step forward in the history.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn forward(&self) -> Outcome {
        let client = self.browser.client();
        self.keep_noise().await?;
        client
            .forward()
            .await
            .map_err(|error| Failure::while_doing("forward", error))?;
        console::listen(&self.browser).await
    }

    /// Its address.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn url(&self) -> Outcome<String> {
        let url = self.browser.client().current_url().await;
        url.map(String::from)
            .map_err(|error| Failure::while_doing("the address", error))
    }

    /// Its title.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn title(&self) -> Outcome<String> {
        let client = self.browser.client();
        client
            .title()
            .await
            .map_err(|error| Failure::while_doing("the title", error))
    }

    /// Presses a key wherever the focus is.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn press(&self, key: Key) -> Outcome {
        let trouble = |error| Failure::while_doing("press", error);
        let active = self.browser.client().active_element().await;
        let key = char::from(key).to_string();
        active
            .map_err(trouble)?
            .send_keys(&key)
            .await
            .map_err(trouble)
    }

    /// Types wherever the focus is, key by key.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn type_text(&self, text: &str) -> Outcome {
        let keys = text
            .chars()
            .fold(KeyActions::new("keyboard".to_owned()), |keys, value| {
                keys.then(KeyAction::Down { value })
                    .then(KeyAction::Up { value })
            });
        self.act(keys).await
    }

    /// Selects all where the focus is and types another text in its place.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn retype(&self, text: &str) -> Outcome {
        let control = char::from(Key::Control);
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: control })
            .then(KeyAction::Down { value: 'a' })
            .then(KeyAction::Up { value: 'a' })
            .then(KeyAction::Up { value: control });
        let keys = text.chars().fold(keys, |keys, value| {
            keys.then(KeyAction::Down { value })
                .then(KeyAction::Up { value })
        });
        self.act(keys).await
    }

    async fn act(&self, keys: KeyActions) -> Outcome {
        let client = self.browser.client();
        client
            .perform_actions(keys)
            .await
            .map_err(|error| Failure::while_doing("type", error))
    }

    /// Waits until a text is visible, letter case aside.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn text_visible(&self, text: &str) -> Outcome {
        let wanted = normalised(text).to_lowercase();
        let shown = self.wait_for_text(|shown| shown.contains(&wanted)).await?;
        ensure(
            shown.contains(&wanted),
            format!("{text:?} does not show; the page says: {shown}"),
        )
    }

    /// Waits until a text is not visible.
    ///
    /// # Errors
    /// When it stays.
    pub async fn text_gone(&self, text: &str) -> Outcome {
        let unwanted = normalised(text).to_lowercase();
        let shown = self
            .wait_for_text(|shown| !shown.contains(&unwanted))
            .await?;
        ensure(
            !shown.contains(&unwanted),
            format!("{text:?} still shows; the page says: {shown}"),
        )
    }

    async fn wait_for_text(&self, enough: impl Fn(&str) -> bool) -> Outcome<String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let text = self.evaluate("return document.body.innerText").await?;
            let shown = normalised(text.as_str().unwrap_or_default()).to_lowercase();
            if enough(&shown) || Instant::now() > deadline {
                return Ok(shown);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Runs a function body in the page and answers what it returns.
    ///
    /// # Errors
    /// When it throws.
    pub async fn evaluate(&self, body: &str) -> Outcome<Value> {
        self.browser
            .script(body, Vec::new())
            .await
            .map_err(|error| Failure::while_doing(body, error))
    }

    /// The cookies that the browser would send from here, with all that scripts may not see: a list of WebDriver's cookie
    /// objects.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn cookies(&self) -> Outcome<Value> {
        self.browser.cookies().await
    }

    /// Whether a native dialog of the browser is open: an alert, or the box that asks for a password.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn native_dialog_open(&self) -> Outcome<bool> {
        match self.browser.client().get_alert_text().await {
            Ok(_) => Ok(true),
            Err(CmdError::Standard(error)) if error.error() == "no such alert" => Ok(false),
            Err(error) => Err(Failure::while_doing("looking for a native dialog", error)),
        }
    }

    /// Answers an open native dialog with OK.
    ///
    /// # Errors
    /// When none is open.
    pub async fn accept_native_dialog(&self) -> Outcome {
        let client = self.browser.client();
        client
            .accept_alert()
            .await
            .map_err(|error| Failure::while_doing("accepting a native dialog", error))
    }

    /// Allows console errors and policy reports that hold `part`: for scenarios that cause them on purpose.
    pub fn expect_noise(&self, part: &str) {
        self.expected.borrow_mut().push(part.to_owned());
    }

    /// No unexpected console error, no report of the content security policy, no crash message.
    ///
    /// # Errors
    /// With everything that was not quiet.
    pub async fn assert_quiet(&self, world: &World) -> Outcome {
        self.keep_noise().await?;
        let mut noise = self.noise.borrow().clone();
        noise.extend(world.csp_reports());
        noise.retain(|line| !self.is_expected(line));
        let crashed = self
            .evaluate("const e = document.getElementById('crash'); return e !== null && e.checkVisibility()")
            .await?;
        if crashed == Value::Bool(true) {
            noise.push("the crash message shows".to_owned());
        }
        ensure(
            noise.is_empty(),
            format!("the page was not quiet:\n{}", noise.join("\n")),
        )
    }

    /// Collects the console's errors before a document and its console go away.
    async fn keep_noise(&self) -> Outcome {
        for line in console::errors(&self.browser).await? {
            // Some engines tell the whole story each time.
            if !self.noise.borrow().contains(&line) {
                self.noise.borrow_mut().push(line);
            }
        }
        Ok(())
    }

    fn is_expected(&self, line: &str) -> bool {
        let expected = self.expected.borrow();
        expected.iter().any(|part| line.contains(part))
    }

    /// Closes the browser.
    ///
    /// # Errors
    /// When it does not answer; it is ended all the same.
    pub async fn close(self) -> Outcome {
        self.browser.close().await
    }
}
