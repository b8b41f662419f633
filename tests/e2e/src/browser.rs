//! A browser with one session.

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::certificates::Certificates;
use crate::driver::Driver;
use crate::engine::Engine;
use crate::failure::{Failure, Outcome};
use crate::wire::Command;
use crate::world::World;

/// A fresh browser, driven over WebDriver. Dropping it ends the driver and the browser.
pub struct Browser {
    engine: Engine,
    client: Client,
    driver: Driver,
    pub(crate) method: &'static str,
}

impl Browser {
    /// Starts a driver and a browser with an empty profile, and with the certificates of its world.
    ///
    /// # Errors
    /// When the engine is not installed or does not start.
    pub async fn start(engine: Engine, world: &World) -> Outcome<Self> {
        let home = world.certificates().map(Certificates::home);
        let driver = Driver::start(engine, home.as_deref()).await?;
        let Value::Object(capabilities) =
            engine.capabilities(&driver.folder(), world.blocks_cookies)?
        else {
            return Err(Failure::new("capabilities are not an object"));
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.url())
            .await;
        let client = match client {
            Ok(client) => client,
            Err(error) => {
                return Err(Failure::new(format!(
                    "{engine} does not start: {error}; the driver printed:\n{}",
                    driver.output()?
                )));
            }
        };
        Ok(Self {
            engine,
            client,
            driver,
            method: world.method(),
        })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// What driver and browser printed so far.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn output(&self) -> Outcome<String> {
        self.driver.output()
    }

    /// Closes the session and the browser.
    ///
    /// # Errors
    /// When the browser does not answer; it is ended all the same.
    pub async fn close(self) -> Outcome {
        self.client
            .clone()
            .close()
            .await
            .map_err(|error| Failure::while_doing("closing the browser", error))
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Runs a function body in the page.
    pub(crate) async fn script(
        &self,
        body: &str,
        arguments: Vec<Value>,
    ) -> Result<Value, CmdError> {
        self.client.execute(body, arguments).await
    }

    /// The role that the browser computed for an element, and its name.
    pub(crate) async fn computed(
        &self,
        element: &Element,
        what: Computed,
    ) -> Result<String, CmdError> {
        let id: String = element.element_id().into();
        let path = match what {
            Computed::Role => format!("element/{id}/computedrole"),
            Computed::Label => format!("element/{id}/computedlabel"),
        };
        let value = self.client.issue_cmd(Command::get(path)).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// The cookies of the document, as WebDriver tells them.
    pub(crate) async fn cookies(&self) -> Outcome<Value> {
        self.client
            .issue_cmd(Command::get("cookie"))
            .await
            .map_err(|error| Failure::while_doing("reading the cookies", error))
    }

    /// A command of Chromium's own protocol.
    pub(crate) async fn cdp(&self, command: &str, parameters: Value) -> Outcome {
        let body = json!({ "cmd": command, "params": parameters });
        self.client
            .issue_cmd(Command::post("goog/cdp/execute", body))
            .await
            .map(|_| ())
            .map_err(|error| Failure::while_doing(command, error))
    }

    /// Chromium's console entries since the last call, as `LEVEL text`.
    pub(crate) async fn chromium_log(&self) -> Outcome<Vec<(String, String)>> {
        let entries = self
            .client
            .issue_cmd(Command::post("se/log", json!({ "type": "browser" })))
            .await
            .map_err(|error| Failure::while_doing("reading the console", error))?;
        let text = |entry: &Value, member: &str| {
            entry
                .get(member)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        Ok(entries
            .as_array()
            .into_iter()
            .flatten()
            .map(|entry| (text(entry, "level"), text(entry, "message")))
            .collect())
    }
}

/// What a browser computes for an element's place in the accessibility tree.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Computed {
    Role,
    Label,
}
