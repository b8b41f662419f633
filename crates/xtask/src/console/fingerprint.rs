//! A fingerprint of the files that the console is made of.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// The fingerprint of names and contents of all files in `inputs` (files or folders below `root`), and of `extra`.
///
/// # Errors
/// When a file cannot be read. An input that does not exist counts as such.
pub fn of(root: &Path, inputs: &[&str], extra: &str) -> Outcome<String> {
    let mut hash = Hash::default();
    hash.add(extra.as_bytes());
    for input in inputs {
        let mut files = Vec::new();
        collect(&root.join(input), &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(root).unwrap_or(&file);
            hash.add(name.to_string_lossy().as_bytes());
            let content =
                fs::read(&file).map_err(|error| Failure::io("cannot read", &file, &error))?;
            hash.add(&content);
        }
    }
    Ok(hash.finish())
}

/// A hash of several parts. Not a cryptographic one: it tells "changed" from "not changed". The same parts give the
/// same hash on every machine.
#[derive(Default)]
pub struct Hash(DefaultHasher);

impl Hash {
    /// Takes in one more part.
    pub fn add(&mut self, part: &[u8]) {
        // The length keeps "ab" + "c" apart from "a" + "bc".
        self.0.write_usize(part.len());
        self.0.write(part);
    }

    /// The hash, as sixteen hexadecimal digits.
    pub fn finish(self) -> String {
        format!("{:016x}", self.0.finish())
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            files.push(path.to_path_buf());
            return Ok(());
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::io("cannot read", path, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Failure::io("cannot read", path, &error))?;
        collect(&entry.path(), files)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(root: &Path) -> String {
        of(root, &["src", "one.txt", "missing"], "tools").unwrap()
    }

    #[test]
    fn changes_with_content_name_and_place_only() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("src/deep")).unwrap();
        fs::write(root.join("src/deep/a.rs"), "a").unwrap();
        fs::write(root.join("one.txt"), "1").unwrap();
        let first = print(root);
        fs::write(root.join("src/deep/a.rs"), "a").unwrap();
        fs::write(root.join("unrelated.txt"), "x").unwrap();
        assert_eq!(print(root), first, "same content, other time");

        fs::write(root.join("src/deep/a.rs"), "b").unwrap();
        let changed = print(root);
        assert_ne!(changed, first);
        fs::rename(root.join("src/deep/a.rs"), root.join("src/a.rs")).unwrap();
        assert_ne!(print(root), changed);
        assert_ne!(
            of(root, &["src"], "a").unwrap(),
            of(root, &["src"], "b").unwrap()
        );
    }

    #[test]
    fn an_input_that_appears_changes_it() {
        let folder = tempfile::tempdir().unwrap();
        let before = print(folder.path());
        fs::write(folder.path().join("missing"), "").unwrap();
        assert_ne!(print(folder.path()), before);
    }
}
