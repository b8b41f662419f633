//! Starting other programs.

use std::env;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::workspace;

/// `cargo` in the workspace, without the variables that `cargo run` set for this program: they
/// describe `xtask` and would mark other packages as changed.
pub fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(workspace::root());
    without_package_variables(&mut command);
    command
}

/// Removes what `cargo run` told this program about itself.
pub fn without_package_variables(command: &mut Command) {
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(describes_this_package) {
            command.env_remove(&name);
        }
    }
}

fn describes_this_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || matches!(
            variable,
            "CARGO_MANIFEST_DIR"
                | "CARGO_MANIFEST_PATH"
                | "CARGO_CRATE_NAME"
                | "CARGO_BIN_NAME"
                | "CARGO_PRIMARY_PACKAGE"
        )
}

/// Runs to the end with its output passed on.
///
/// # Errors
/// When the program cannot be started or ends with another code than 0.
pub fn run(command: &mut Command) -> Outcome {
    let shown = shown(command);
    let status = command
        .status()
        .map_err(|error| cannot_start(&shown, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{shown}` ended with {status}")))
    }
}

/// Runs to the end, passes standard output on to `out` line by line and shows every line to `see`.
/// Answers whether the program ended with code 0.
///
/// # Errors
/// When the program cannot be started or its output cannot be read.
pub fn run_watched(
    command: &mut Command,
    out: &mut impl Write,
    mut see: impl FnMut(&str),
) -> Outcome<bool> {
    let shown = shown(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_start(&shown, &error))?;
    if let Some(output) = child.stdout.take() {
        let mut lines = BufReader::new(output);
        let mut line = Vec::new();
        let lost = |error: io::Error| Failure::new(format!("the output of `{shown}`: {error}"));
        while lines.read_until(b'\n', &mut line).map_err(lost)? > 0 {
            out.write_all(&line).map_err(lost)?;
            out.flush().map_err(lost)?;
            see(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
    }
    let status = child
        .wait()
        .map_err(|error| Failure::new(format!("waiting for `{shown}`: {error}")))?;
    Ok(status.success())
}

/// What the program prints; `None` when it does not exist or fails.
pub fn output_of(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The file that PATH gives for a program's name.
pub fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// PATH with `folders` in front.
///
/// # Errors
/// When a folder's name cannot be part of PATH.
pub fn path_with(folders: &[PathBuf]) -> Outcome<std::ffi::OsString> {
    let present = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.iter().cloned().chain(env::split_paths(&present)))
        .map_err(|error| Failure::new(format!("cannot extend PATH: {error}")))
}

/// Takes the exclusive lock on a file, waiting for another holder; it is free again when the file is dropped.
///
/// # Errors
/// When the file cannot be made or locked.
pub fn lock(path: &Path, wait_message: &str) -> Outcome<std::fs::File> {
    let file =
        std::fs::File::create(path).map_err(|error| Failure::io("cannot create", path, &error))?;
    if file.try_lock().is_err() {
        println!("{wait_message}");
        file.lock()
            .map_err(|error| Failure::io("cannot lock", path, &error))?;
    }
    Ok(file)
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

fn cannot_start(shown: &str, error: &io::Error) -> Failure {
    Failure::new(format!("cannot start `{shown}`: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_variables_about_this_package_are_removed() {
        assert!(describes_this_package("CARGO_PKG_NAME"));
        assert!(describes_this_package("CARGO_MANIFEST_DIR"));
        assert!(!describes_this_package("CARGO_HOME"));
        assert!(!describes_this_package("CARGO_TARGET_DIR"));
        assert!(!describes_this_package("PATH"));
    }

    #[test]
    fn watched_output_is_seen_line_by_line() {
        let (mut seen, mut out) = (Vec::new(), Vec::new());
        let ended_well = run_watched(
            Command::new("sh").args(["-c", "printf 'one\\ntwo'; exit 3"]),
            &mut out,
            |line| seen.push(line.to_owned()),
        )
        .unwrap();
        assert!(!ended_well);
        assert_eq!(out, b"one\ntwo");
        assert_eq!(seen, ["one", "two"]);
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = run(&mut Command::new("no-such-program-here")).unwrap_err();
        assert!(failure.to_string().contains("no-such-program-here"));
    }
}
