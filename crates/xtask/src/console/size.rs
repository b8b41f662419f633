//! How many bytes the console is, and how many travel until the sign-in page shows.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};

use super::pack::beside;

/// The path under which the console is served.
const BASE: &str = "/console/";

/// What stands before the parts that come later.
const LATER: &str = "later: ";

/// Sizes of the packed console.
#[derive(Debug)]
pub struct SizeReport {
    /// The files of the first load, in bytes.
    files: Vec<FileSize>,
    /// What comes later: parts of the program, and style sheets.
    later: Vec<FileSize>,
}

#[derive(Debug, PartialEq, Eq)]
struct FileSize {
    name: String,
    raw: u64,
    /// What travels: the brotli form where there is one.
    transferred: u64,
}

impl SizeReport {
    /// Measures what a browser loads from `packed` to show the sign-in page: `index.html` and all that it refers to but
    /// for style sheets that are switched off. Those, and what else of the program is there, come later.
    ///
    /// # Errors
    /// When `index.html` or a file that it names is missing.
    pub fn of(packed: &Path) -> Outcome<Self> {
        let index = packed.join("index.html");
        let html = fs::read_to_string(&index)
            .map_err(|error| Failure::io("cannot read", &index, &error))?;
        let (off, on): (Vec<&str>, Vec<&str>) = html.split('<').partition(|tag| is_off(tag));
        let mut names = BTreeSet::from(["index.html".to_owned()]);
        names.extend(on.into_iter().flat_map(references));
        let mut later = programs(packed)?;
        later.extend(off.into_iter().flat_map(references));
        let later = later.into_iter().filter(|name| !names.contains(name));
        let measure = |name| FileSize::of(packed, name);
        Ok(Self {
            later: later.map(measure).collect::<Outcome<_>>()?,
            files: names.into_iter().map(measure).collect::<Outcome<_>>()?,
        })
    }

    /// Bytes that travel, brotli-packed, until the sign-in page shows.
    pub fn first_load(&self) -> u64 {
        self.files.iter().map(|file| file.transferred).sum()
    }

    /// `first load: 143.2 KiB brotli (limit 200 KiB)`; the limit in KiB.
    pub fn first_load_line(&self, limit: Option<u64>) -> String {
        let limit = limit.map_or_else(String::new, |limit| format!(" (limit {limit} KiB)"));
        format!("first load: {} KiB brotli{limit}", kib(self.first_load()))
    }

    /// A table of the files of the first load, and below its total of those that come later.
    pub fn table(&self) -> String {
        let width = self
            .files
            .iter()
            .map(|file| file.name.len())
            .chain(self.later.iter().map(|part| LATER.len() + part.name.len()))
            .fold("file".len(), usize::max);
        let mut table = format!("{:width$}  {:>10}  {:>10}", "file", "raw", "brotli");
        let mut row = |name: &str, raw: u64, transferred: u64| {
            // Writing to a String cannot fail.
            let _infallible = write!(
                table,
                "\n{name:width$}  {:>6} KiB  {:>6} KiB",
                kib(raw),
                kib(transferred)
            );
        };
        for file in &self.files {
            row(&file.name, file.raw, file.transferred);
        }
        let raw = self.files.iter().map(|file| file.raw).sum();
        row("total", raw, self.first_load());
        for part in &self.later {
            row(&format!("{LATER}{}", part.name), part.raw, part.transferred);
        }
        table
    }
}

impl FileSize {
    fn of(packed: &Path, name: String) -> Outcome<Self> {
        let file = packed.join(&name);
        let raw = fs::metadata(&file)
            .map_err(|error| Failure::io("index.html refers to a missing file", &file, &error))?
            .len();
        let transferred = fs::metadata(beside(&file, "br")).map_or(raw, |brotli| brotli.len());
        Ok(Self {
            name,
            raw,
            transferred,
        })
    }
}

/// The parts of the program, by name.
fn programs(packed: &Path) -> Outcome<BTreeSet<String>> {
    let unreadable = |error| Failure::io("cannot read", packed, &error);
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(packed).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        if let Some(name) = name.to_str().filter(|name| name.ends_with(".wasm")) {
            names.insert(name.to_owned());
        }
    }
    Ok(names)
}

/// A style sheet that the browser does not load before somebody switches it on.
fn is_off(tag: &str) -> bool {
    let words = tag.split('>').next().unwrap_or_default();
    tag.starts_with("link ")
        && words
            .split_ascii_whitespace()
            .any(|word| word.starts_with("disabled"))
}

fn kib(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The files under the console's path that a page names in `src` and `href`, with or without quotes.
fn references(html: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for attribute in ["src=", "href="] {
        for (at, _) in html.match_indices(attribute) {
            let rest = html.get(at + attribute.len()..).unwrap_or_default();
            let rest = rest.trim_start_matches(['"', '\'']);
            let end = rest
                .find(['"', '\'', ' ', '>', '#', '?', '\n'])
                .unwrap_or(rest.len());
            let value = rest.get(..end).unwrap_or_default();
            if let Some(name) = value.strip_prefix(BASE)
                && !name.is_empty()
            {
                found.insert(name.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><link rel=stylesheet href=/console/app-1.css>
        <link rel="icon" href="/console/icon.svg#x"><script type="module" src="/console/boot.js"></script>
        <link rel="modulepreload" href="/console/app-1.js"><a href="https://example.com/">x</a><a href="/console/">y</a>
        <link as="fetch" crossorigin href='/console/app-1_bg.wasm' rel="preload">"#;

    #[test]
    fn finds_the_files_with_and_without_quotes() {
        let names: Vec<_> = references(PAGE).into_iter().collect();
        assert_eq!(
            names,
            [
                "app-1.css",
                "app-1.js",
                "app-1_bg.wasm",
                "boot.js",
                "icon.svg"
            ]
        );
    }

    #[test]
    fn counts_brotli_where_there_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: usize| {
            fs::write(folder.path().join(name), vec![b'x'; bytes]).unwrap();
        };
        fs::write(
            folder.path().join("index.html"),
            r#"<script src="/console/boot.js"></script><link href="/console/icon.png">
               <link rel="stylesheet" href="/console/screens.css" disabled="">"#,
        )
        .unwrap();
        write("index.html.br", 100);
        write("boot.js", 4096);
        write("boot.js.br", 924);
        write("icon.png", 1024);
        write("screens.css", 500_000);
        write("unrelated.js", 1_000_000);
        write("later.wasm", 1_000_000);
        write("later.wasm.br", 10_240);

        let report = SizeReport::of(folder.path()).unwrap();
        assert_eq!(report.first_load(), 2048);
        assert_eq!(
            report.first_load_line(Some(200)),
            "first load: 2.0 KiB brotli (limit 200 KiB)"
        );
        let table = report.table();
        assert!(
            table.contains("boot.js                4.0 KiB     1.0 KiB"),
            "{table}"
        );
        let lines: Vec<_> = table.lines().rev().take(3).collect();
        assert!(lines[0].starts_with("later: screens.css"), "{table}");
        assert!(lines[1].starts_with("later: later.wasm"), "{table}");
        assert!(lines[1].ends_with("10.0 KiB"), "{table}");
        assert!(lines[2].starts_with("total"), "{table}");
        assert!(!table.contains("unrelated.js"));
    }

    #[test]
    fn a_missing_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), PAGE).unwrap();
        let failure = SizeReport::of(folder.path()).unwrap_err();
        assert!(failure.to_string().contains("app-1.css"), "{failure}");
    }

    #[test]
    fn sizes_round_up() {
        assert_eq!(kib(0), "0.0");
        assert_eq!(kib(1), "0.1");
        assert_eq!(kib(1024), "1.0");
        assert_eq!(kib(204_800), "200.0");
    }
}
