//! The pinned build tools: a matching one on PATH is used, else one from the per-user cache.

mod install;
mod version;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::process;

use self::version::first_version;

/// A build tool at one exact version.
#[derive(Debug)]
pub struct Tool {
    /// The package's name in its registry.
    pub name: &'static str,
    /// The package's version.
    pub version: &'static str,
    /// The programs that are used, the first one is asked for its version.
    programs: &'static [&'static str],
    /// The version that `--version` prints.
    reported: &'static str,
    source: Source,
    /// How long an installation takes on a machine with two cores.
    takes: &'static str,
}

/// Where a tool comes from.
#[derive(Debug)]
enum Source {
    /// crates.io, with these extra arguments of `cargo install`.
    Cargo(&'static [&'static str]),
    /// The npm registry.
    Npm,
}

/// The target that the console is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Builds the console's bundle.
pub const TRUNK: Tool = Tool {
    name: "trunk",
    version: "0.21.14",
    programs: &["trunk"],
    reported: "0.21.14",
    // No update check; rustls is needed by the development proxy.
    source: Source::Cargo(&["--no-default-features", "--features", "rustls"]),
    takes: "about 8 minutes",
};

/// Makes the JavaScript glue and runs the browser tests. Moves together with the crate in `Cargo.toml` and `Trunk.toml`.
pub const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen-cli",
    version: "0.2.126",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    reported: "0.2.126",
    source: Source::Cargo(&["--no-default-features"]),
    takes: "about 3 minutes",
};

/// `wasm-opt`. Older versions, Debian's among them, corrupt the externref table.
pub const BINARYEN: Tool = Tool {
    name: "binaryen",
    version: "132.0.0",
    programs: &["wasm-opt"],
    reported: "132",
    source: Source::Npm,
    takes: "some seconds",
};

/// Drives Firefox; Debian has no package of it.
pub const GECKODRIVER: Tool = Tool {
    name: "geckodriver",
    version: "0.37.1",
    programs: &["geckodriver"],
    reported: "0.37.1",
    source: Source::Cargo(&[]),
    takes: "about 3 minutes",
};

/// What a build of the console needs.
pub const FOR_BUILD: &[&Tool] = &[&TRUNK, &WASM_BINDGEN, &BINARYEN];

/// Every tool.
pub const ALL: &[&Tool] = &[&TRUNK, &WASM_BINDGEN, &BINARYEN, &GECKODRIVER];

/// Where a tool was found.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// PATH gives the right version already.
    OnPath,
    /// In this folder of the cache.
    Cached(PathBuf),
}

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OnPath => formatter.write_str("on PATH"),
            Self::Cached(folder) => write!(formatter, "{}", folder.display()),
        }
    }
}

impl Tool {
    /// The folder of the cache that holds (or will hold) this version.
    fn home(&self, cache: &Path) -> PathBuf {
        cache.join(format!("{}-{}", self.name, self.version))
    }

    /// The folder of the programs below a tool's home.
    fn programs_in(&self, home: &Path) -> PathBuf {
        match self.source {
            Source::Cargo(_) => home.join("bin"),
            Source::Npm => home.join("node_modules/.bin"),
        }
    }

    fn is_right(&self, program: &Path) -> bool {
        process::output_of(program, &["--version"])
            .is_some_and(|text| first_version(&text) == Some(self.reported))
    }

    fn on_path(&self) -> bool {
        self.programs
            .iter()
            .all(|name| process::on_path(name).is_some_and(|file| self.is_right(&file)))
    }

    fn in_cache(&self, cache: &Path) -> Option<PathBuf> {
        let folder = self.programs_in(&self.home(cache));
        self.programs
            .iter()
            .all(|name| self.is_right(&folder.join(name)))
            .then_some(folder)
    }
}

/// Finds the tool, or installs it into the cache.
///
/// # Errors
/// When it is missing and cannot be installed; the message names the next step.
pub fn ensure(tool: &Tool) -> Outcome<Place> {
    if tool.on_path() {
        return Ok(Place::OnPath);
    }
    let cache = cache_folder()?;
    if let Some(folder) = tool.in_cache(&cache) {
        return Ok(Place::Cached(folder));
    }
    install::into_cache(tool, &cache)?;
    tool.in_cache(&cache).map(Place::Cached).ok_or_else(|| {
        Failure::new(format!(
            "{} was installed into {}, but does not answer as version {}. Remove that folder and run the command again.",
            tool.name,
            tool.home(&cache).display(),
            tool.reported
        ))
    })
}

/// PATH on which every one of the tools is found at its version.
///
/// # Errors
/// As [`ensure`].
pub fn path_with(tools: &[&Tool]) -> Outcome<OsString> {
    let mut folders = Vec::new();
    for tool in tools {
        if let Place::Cached(folder) = ensure(tool)? {
            folders.push(folder);
        }
    }
    process::path_with(&folders)
}

/// Makes sure that the toolchain can build for the browser.
///
/// # Errors
/// When the target is missing and rustup cannot add it.
pub fn add_wasm_target() -> Outcome {
    let library = process::output_of(
        "rustc",
        &["--print", "target-libdir", "--target", WASM_TARGET],
    );
    if library.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    if process::on_path("rustup").is_none() {
        return Err(Failure::new(format!(
            "this Rust toolchain cannot build for the browser ({WASM_TARGET} is missing), and there is no rustup to add it. Install Rust with rustup (https://rustup.rs), or add your distribution's package for that target."
        )));
    }
    println!("Adding the Rust target {WASM_TARGET} (some seconds) ...");
    process::run(
        std::process::Command::new("rustup")
            .current_dir(crate::workspace::root())
            .args(["target", "add", WASM_TARGET]),
    )
    .map_err(|failure| {
        Failure::new(format!(
            "{failure}. Check the network, then run `rustup target add {WASM_TARGET}`."
        ))
    })
}

fn cache_folder() -> Outcome<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .ok_or_else(|| {
            Failure::new("there is no home folder for the tools cache. Set XDG_CACHE_HOME.")
        })?;
    Ok(base.join("sps-console/tools"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_are_keyed_by_name_and_version() {
        let home = TRUNK.home(Path::new("/cache"));
        assert_eq!(home, Path::new("/cache/trunk-0.21.14"));
        assert_eq!(TRUNK.programs_in(&home), home.join("bin"));
        let home = BINARYEN.home(Path::new("/cache"));
        assert_eq!(
            BINARYEN.programs_in(&home),
            Path::new("/cache/binaryen-132.0.0/node_modules/.bin")
        );
    }

    #[test]
    fn wasm_bindgen_moves_together_with_the_crate() {
        let manifest =
            std::fs::read_to_string(crate::workspace::root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version)));
        let trunk = std::fs::read_to_string(crate::workspace::root().join("Trunk.toml")).unwrap();
        assert!(trunk.contains(&format!("wasm_bindgen = \"{}\"", WASM_BINDGEN.version)));
    }

    #[cfg(unix)]
    #[test]
    fn a_cached_tool_of_another_version_is_not_used() {
        use std::os::unix::fs::PermissionsExt as _;

        let cache = tempfile::tempdir().unwrap();
        let folder = GECKODRIVER.programs_in(&GECKODRIVER.home(cache.path()));
        std::fs::create_dir_all(&folder).unwrap();
        let program = folder.join("geckodriver");
        let write = |version: &str| {
            let script = format!("#!/bin/sh\necho geckodriver {version}\n");
            std::fs::write(&program, script).unwrap();
            std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        };
        assert_eq!(GECKODRIVER.in_cache(cache.path()), None);
        write("0.36.0");
        assert_eq!(GECKODRIVER.in_cache(cache.path()), None);
        write("0.37.1");
        assert_eq!(GECKODRIVER.in_cache(cache.path()), Some(folder.clone()));
    }
}
