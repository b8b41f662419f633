//! Scripts, and a shell to run them.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use sps_workbench::export::ScriptWrite;
use sps_workbench::undo::{Verb, Write};

/// Where the configuration begins.
pub const ROOT: &str = "/api/configuration";

/// A write.
pub fn write(verb: Verb, path: &str, body: Option<Value>) -> Write {
    Write {
        verb,
        path: path.to_owned(),
        body,
    }
}

/// A write of a script that makes no key.
pub fn plain(write: &Write) -> ScriptWrite<'_> {
    ScriptWrite {
        write,
        created_key: None,
    }
}

/// Runs a shell with this input.
pub fn run(shell: &mut Command, input: &str) -> Output {
    let mut child = shell
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sh is installed");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A script that stops early closes the pipe.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the script ends")
}
