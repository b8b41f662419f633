//! curl as a second client of the appliance: what the console did must be seen by others.

use std::path::PathBuf;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

use crate::failure::{Failure, Outcome, ensure};
use crate::plan::APPLIANCE;

/// A curl session on the bare appliance, with a cookie jar of its own.
pub struct Curl {
    origin: String,
    folder: TempDir,
}

/// What the appliance answered.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The JSON body; null when there is none.
    pub body: Value,
}

impl Curl {
    pub(crate) fn new(origin: String, ca_pem: &str) -> Outcome<Self> {
        let folder =
            TempDir::new().map_err(|error| Failure::while_doing("a temporary folder", error))?;
        let curl = Self { origin, folder };
        std::fs::write(curl.authority(), ca_pem)
            .map_err(|error| Failure::while_doing("the certificate authority's file", error))?;
        Ok(curl)
    }

    /// Signs in with a password.
    ///
    /// # Errors
    /// When the appliance refuses.
    pub async fn sign_in(&self, user: &str, password: &str) -> Outcome {
        let credentials = format!("{user}:{password}");
        let answer = self
            .call(&["--basic", "--user", &credentials], "/api/authentication")
            .await?;
        ensure(
            answer.status == 200,
            format!("curl cannot sign in as {user}: {}", answer.status),
        )
    }

    /// Reads a resource.
    ///
    /// # Errors
    /// When curl fails or the answer is not JSON.
    pub async fn get(&self, path: &str) -> Outcome<Answer> {
        self.call(&[], path).await
    }

    /// Runs curl with more arguments on a path of the appliance.
    ///
    /// # Errors
    /// When curl fails or the answer is not JSON.
    pub async fn call(&self, arguments: &[&str], path: &str) -> Outcome<Answer> {
        let jar = self.folder.path().join("cookies");
        let output = Command::new("curl")
            .args(["--silent", "--show-error", "--max-time", "20"])
            .args(["--write-out", "\n%{http_code}"])
            .arg("--cacert")
            .arg(self.authority())
            .arg("--cookie")
            .arg(&jar)
            .arg("--cookie-jar")
            .arg(&jar)
            .args(arguments)
            .arg(format!("{}{path}", self.origin))
            .kill_on_drop(true)
            .output()
            .await
            .map_err(|error| Failure::while_doing("curl", error))?;
        answer(&output, path)
    }

    /// Runs a line of shell that calls curl, as a person would who copied it and has the value of a key in `SPS_TOKEN`.
    ///
    /// # Errors
    /// When curl fails or the answer is not JSON.
    pub async fn run_line(&self, line: &str, key: &str) -> Outcome<Answer> {
        // What the line takes for granted: the appliance is found by its name, and its certificate trusted.
        let around = "curl() { command curl --silent --show-error --max-time 20 --write-out '\n%{http_code}' \
            --cacert \"$AUTHORITY\" --connect-to \"$NAME:443:$PLACE\" \"$@\"; }";
        let place = self.origin.trim_start_matches("https://");
        let output = Command::new("bash")
            .args(["-c", &format!("{around}\n{line}")])
            .env("AUTHORITY", self.authority())
            .env("NAME", APPLIANCE)
            .env("PLACE", place)
            .env("SPS_TOKEN", key)
            .kill_on_drop(true)
            .output()
            .await
            .map_err(|error| Failure::while_doing("bash", error))?;
        answer(&output, line)
    }

    fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }
}

fn answer(output: &Output, asked: &str) -> Outcome<Answer> {
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure(output.status.success(), format!("curl {asked}: {errors}"))?;
    let trouble = || Failure::new(format!("curl {asked} printed: {text}"));
    let (body, status) = text.rsplit_once('\n').ok_or_else(trouble)?;
    let body = match body.trim() {
        "" => Value::Null,
        json => serde_json::from_str(json).map_err(|_| trouble())?,
    };
    Ok(Answer {
        status: status.trim().parse().map_err(|_| trouble())?,
        body,
    })
}
