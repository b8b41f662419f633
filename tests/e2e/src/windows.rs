//! Further tabs of the same browser, its permissions, and a network that goes away.

use fantoccini::key::Key;
use fantoccini::wd::WindowHandle;
use serde_json::json;

use crate::engine::Engine;
use crate::failure::{Failure, Outcome, ensure};
use crate::page::Page;
use crate::scope::Scope as _;

/// A tab of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window(WindowHandle);

impl Page {
    /// The tab that the scenario is in.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn window(&self) -> Outcome<Window> {
        let handle = self.browser().client().window().await;
        handle
            .map(Window)
            .map_err(|error| Failure::while_doing("the window", error))
    }

    /// All tabs and windows.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn windows(&self) -> Outcome<Vec<Window>> {
        let handles = self.browser().client().windows().await;
        handles
            .map(|handles| handles.into_iter().map(Window).collect())
            .map_err(|error| Failure::while_doing("the windows", error))
    }

    /// Opens a further tab; the scenario stays where it is.
    ///
    /// # Errors
    /// When the browser does not open one.
    pub async fn new_window(&self) -> Outcome<Window> {
        let opened = self.browser().client().new_window(true).await;
        opened
            .map(|opened| Window(opened.handle))
            .map_err(|error| Failure::while_doing("a new window", error))
    }

    /// Goes on in another tab.
    ///
    /// # Errors
    /// When it is closed.
    pub async fn switch_to(&self, window: &Window) -> Outcome {
        let client = self.browser().client();
        client
            .switch_to_window(window.0.clone())
            .await
            .map_err(|error| Failure::while_doing("switching windows", error))
    }

    /// Grants or denies the page a permission of the browser, such as `clipboard-write`. Chromium only.
    ///
    /// # Errors
    /// In another engine, or when the browser knows no such permission.
    pub async fn set_permission(&self, name: &str, is_granted: bool) -> Outcome {
        ensure(
            self.engine() == Engine::Chromium,
            "only Chromium takes permissions from a scenario",
        )?;
        let setting = if is_granted { "granted" } else { "denied" };
        let permission = json!({ "permission": { "name": name }, "setting": setting });
        self.browser()
            .cdp("Browser.setPermission", permission)
            .await
    }

    /// Takes the network away from this tab, or gives it back. Chromium only.
    ///
    /// # Errors
    /// In another engine, or when the browser refuses.
    pub async fn set_offline(&self, offline: bool) -> Outcome {
        ensure(
            self.engine() == Engine::Chromium,
            "only Chromium can be taken off the network",
        )?;
        let conditions = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        // Else only the browser's word for it changes, and requests go on.
        self.browser().cdp("Network.enable", json!({})).await?;
        self.browser()
            .cdp("Network.emulateNetworkConditions", conditions)
            .await
    }

    /// Types where the focus is; modifier keys stay down until [`Key::Null`].
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn type_keys(&self, keys: &str) -> Outcome {
        let trouble = |error| Failure::while_doing("typing", error);
        let active = self.browser().client().active_element().await;
        active
            .map_err(trouble)?
            .send_keys(keys)
            .await
            .map_err(trouble)
    }

    /// Presses a key together with Alt and Shift.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn press_with_alt_shift(&self, key: char) -> Outcome {
        let (alt, shift, release) = (
            char::from(Key::Alt),
            char::from(Key::Shift),
            char::from(Key::Null),
        );
        self.type_keys(&format!("{alt}{shift}{key}{release}")).await
    }
}
