//! Divides the console's program, so that the sign-in page loads its own part and not the screens behind it.
//!
//! trunk (0.21) cannot: the program must be divided before wasm-bindgen sees it, because wasm-bindgen drops the
//! linker's relocations. So trunk makes the page and the styles around the undivided program, and its two files of that
//! are replaced here by the divided ones.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_split_cli_support::{Options, transform};

use crate::failure::{Failure, Outcome};
use crate::process;

use super::fingerprint;

/// The program's name, as in `Cargo.toml`.
const NAME: &str = "sps-console";

/// What loads the later parts. A module of its own until it is put into wasm-bindgen's.
const LOADER: &str = "./loader.js";

/// Size first: nothing is copied into its callers.
const WASM_OPT: &[&str] = &[
    "-Oz",
    "--always-inline-max-function-size=0",
    "--flexible-inline-max-function-size=0",
    "--one-caller-inline-max-function-size=0",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Divides the linked `program` in the folder `work` and puts the parts into `dist`, in the place of the undivided
/// program. The tools are found on `path`.
///
/// # Errors
/// When nothing can be divided off, a tool fails, or `dist` is not as trunk makes it.
pub fn divide(program: &Path, work: &Path, dist: &Path, path: &OsStr) -> Outcome {
    let (divided, bound) = (work.join("divided"), work.join("bound"));
    for folder in [&divided, &bound] {
        if folder.exists() {
            fs::remove_dir_all(folder)
                .map_err(|error| Failure::io("cannot remove", folder, &error))?;
        }
        fs::create_dir_all(folder).map_err(|error| Failure::io("cannot create", folder, &error))?;
    }
    let first = divided.join("first.wasm");
    let later = split(program, &divided, &first)?;
    process::run(
        Command::new("wasm-bindgen")
            .args(["--target=web", "--no-typescript", "--keep-lld-exports"])
            .arg(format!("--out-name={NAME}"))
            .arg("--out-dir")
            .args([&bound, &first])
            .env("PATH", path),
    )?;
    let first = bound.join(format!("{NAME}_bg.wasm"));
    let script = join_scripts(
        &read(&bound.join(format!("{NAME}.js")))?,
        &read(&divided.join(LOADER))?,
    )?;
    for part in later.iter().chain([&first]) {
        process::run(
            Command::new("wasm-opt")
                .args(WASM_OPT)
                .arg(part)
                .arg("-o")
                .arg(part)
                .env("PATH", path),
        )?;
    }
    publish(dist, &script, &first, &later)
}

/// The later parts' files; the first part is written to `first`.
fn split(program: &Path, folder: &Path, first: &Path) -> Outcome<Vec<PathBuf>> {
    let linked = fs::read(program).map_err(|error| Failure::io("cannot read", program, &error))?;
    let main_module = format!("./{NAME}.js");
    let mut options = Options::new(&linked);
    options.output_dir = folder;
    options.main_out_path = first;
    options.main_module = &main_module;
    options.link_name = LOADER;
    let parts = transform(options)
        .map_err(|error| Failure::new(format!("cannot divide the console: {error:#}")))?
        .split_modules;
    if parts.is_empty() {
        return Err(Failure::new(
            "nothing of the console could be divided off: is everything behind the sign-in page used before it, too?",
        ));
    }
    Ok(parts)
}

/// One module of wasm-bindgen's and the loader, which import each other: one request less, and one name.
fn join_scripts(glue: &str, loader: &str) -> Outcome<String> {
    let unexpected = |what: &str| {
        Failure::new(format!(
            "cannot join the console's scripts: {what} is not as expected"
        ))
    };
    let import = format!("import * as import1 from \"{LOADER}\"");
    let glue = glue
        .strip_prefix(&import)
        .ok_or_else(|| unexpected("wasm-bindgen's import of the loader"))?;
    let loader = loader
        .strip_prefix(&format!("import {{ initSync }} from \"./{NAME}.js\";"))
        .ok_or_else(|| unexpected("the loader's import"))?;
    let names: Vec<_> = loader
        .lines()
        .filter_map(|line| line.strip_prefix("export const "))
        .filter_map(|line| line.split(' ').next())
        .collect();
    if names.is_empty() {
        return Err(unexpected("what the loader exports"));
    }
    // Read when the program starts, after the whole module has been run.
    let import = format!("const import1 = {{ {} }};", names.join(", "));
    Ok(format!("{glue}\n{loader}\n{import}\n"))
}

/// Replaces the undivided program in `dist`. All parts get the hash of all of them: each fits to no other build.
fn publish(dist: &Path, script: &str, first: &Path, later: &[PathBuf]) -> Outcome {
    let index = dist.join("index.html");
    let page = read(&index)?;
    let undivided = page
        .split(&format!("/{NAME}-"))
        .skip(1)
        .find_map(|rest| rest.split_once("_bg.wasm"))
        .map(|(hash, _)| format!("{NAME}-{hash}"))
        .filter(|name| dist.join(format!("{name}.js")).is_file())
        .ok_or_else(|| Failure::new("trunk's index.html does not name the console's program"))?;
    for ending in [".js", "_bg.wasm"] {
        let file = dist.join(format!("{undivided}{ending}"));
        fs::remove_file(&file).map_err(|error| Failure::io("cannot remove", &file, &error))?;
    }

    let mut hasher = fingerprint::Hash::default();
    hasher.add(script.as_bytes());
    for part in later.iter().map(PathBuf::as_path).chain([first]) {
        hasher.add(&fs::read(part).map_err(|error| Failure::io("cannot read", part, &error))?);
    }
    let hash = hasher.finish();

    let mut script = script.to_owned();
    for part in later {
        let stem = part.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{stem}-{hash}.wasm");
        let named = script.replace(&format!("\"./{stem}.wasm\""), &format!("\"./{name}\""));
        if named == script {
            return Err(Failure::new(format!("the loader does not name {stem}")));
        }
        script = named;
        copy(part, &dist.join(name))?;
    }
    let divided = format!("{NAME}-{hash}");
    copy(first, &dist.join(format!("{divided}_bg.wasm")))?;
    write(&dist.join(format!("{divided}.js")), &script)?;
    write(&index, &page.replace(&undivided, &divided))
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| Failure::io("cannot read", file, &error))
}

fn write(file: &Path, content: &str) -> Outcome {
    fs::write(file, content).map_err(|error| Failure::io("cannot write", file, &error))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| Failure::io("cannot copy to", to, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "import * as import1 from \"./loader.js\"\nfunction initSync() {}\nconst imports = () => import1;\n";
    const LOADER: &str = "import { initSync } from \"./sps-console.js\";\nexport const __wasm_split_load_x = load(\"./split_x.wasm\");\n";

    #[test]
    fn joined_scripts_import_nothing_and_know_the_loaders() {
        let joined = join_scripts(GLUE, LOADER).unwrap();
        assert!(
            !joined.contains("import {") && !joined.contains("import *"),
            "{joined}"
        );
        assert!(
            joined.contains("const import1 = { __wasm_split_load_x };"),
            "{joined}"
        );
        assert!(join_scripts("function initSync() {}", LOADER).is_err());
        assert!(join_scripts(GLUE, "export const x = 1;").is_err());
    }

    #[test]
    fn the_parts_replace_the_program_under_one_hash() {
        let folder = tempfile::tempdir().unwrap();
        let dist = folder.path().join("dist");
        fs::create_dir(&dist).unwrap();
        let file = |name: &str, content: &str| {
            let file = folder.path().join(name);
            fs::write(&file, content).unwrap();
            file
        };
        let page = "<script src=/console/boot.js></script><link href=/console/sps-console-00ff.js>\
                    <link href=/console/sps-console-00ff_bg.wasm>";
        file("dist/index.html", page);
        file("dist/sps-console-00ff.js", "undivided");
        file("dist/sps-console-00ff_bg.wasm", "undivided");
        let first = file("first.wasm", "first");
        let later = [file("split_x.wasm", "later")];
        let script = join_scripts(GLUE, LOADER).unwrap();

        publish(&dist, &script, &first, &later).unwrap();

        let mut names: Vec<_> = fs::read_dir(&dist)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let hash = names[1]
            .strip_prefix("split_x-")
            .and_then(|rest| rest.strip_suffix(".wasm"))
            .unwrap();
        assert_eq!(
            names,
            [
                "index.html".to_owned(),
                format!("split_x-{hash}.wasm"),
                format!("sps-console-{hash}.js"),
                format!("sps-console-{hash}_bg.wasm"),
            ]
        );
        let page = read(&dist.join("index.html")).unwrap();
        assert!(
            page.contains(&format!("/console/sps-console-{hash}_bg.wasm")),
            "{page}"
        );
        assert!(!page.contains("00ff"), "{page}");
        let script = read(&dist.join(format!("sps-console-{hash}.js"))).unwrap();
        assert!(
            script.contains(&format!("\"./split_x-{hash}.wasm\"")),
            "{script}"
        );

        // A page that trunk did not make.
        assert!(publish(&dist, &script, &first, &later).is_err());
    }
}
