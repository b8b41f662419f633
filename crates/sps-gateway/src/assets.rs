//! The console's files, from the binary or from a folder.

use std::borrow::Cow;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::config::ConsoleFiles;
use crate::embedded::Console;
use crate::start_error::StartError;

/// The file every page of the console starts with.
pub(crate) const INDEX: &str = "index.html";

/// Where files are read from.
#[derive(Debug)]
pub(crate) enum Assets {
    Embedded,
    /// Canonical, so that what a name leads to can be compared with it.
    Directory(PathBuf),
}

impl Assets {
    /// Checks that there is a console.
    ///
    /// # Errors
    /// [`StartError::ConsoleNotBuilt`], or [`StartError::Read`] for a folder that cannot be read.
    pub(crate) fn open(files: &ConsoleFiles) -> Result<Self, StartError> {
        match files {
            ConsoleFiles::Embedded if Console::get(INDEX).is_some() => Ok(Self::Embedded),
            ConsoleFiles::Embedded => Err(StartError::ConsoleNotBuilt {
                place: "this binary".to_owned(),
            }),
            ConsoleFiles::Directory(folder) => {
                let root = folder
                    .canonicalize()
                    .map_err(|error| StartError::read("console folder", folder, error))?;
                if root.join(INDEX).is_file() {
                    Ok(Self::Directory(root))
                } else {
                    Err(StartError::ConsoleNotBuilt {
                        place: folder.display().to_string(),
                    })
                }
            }
        }
    }

    /// One file by its name relative to the console's root; `None` where there is no such file.
    ///
    /// # Errors
    /// When the file is there but cannot be read.
    pub(crate) async fn read(&self, name: &str) -> io::Result<Option<Cow<'static, [u8]>>> {
        if !is_plain(name) {
            return Ok(None);
        }
        match self {
            Self::Embedded => Ok(Console::get(name).map(|file| file.data)),
            Self::Directory(root) => confined(root, name)
                .await
                .map(|found| found.map(Cow::Owned)),
        }
    }
}

/// Ordinary names only: no `..`, no absolute path, no hidden file, nothing Windows would read differently.
fn is_plain(name: &str) -> bool {
    let ordinary = !name.is_empty()
        && name
            .chars()
            .all(|letter| !letter.is_control() && !matches!(letter, '\\' | ':'));
    ordinary && Path::new(name).components().all(|part| matches!(part, Component::Normal(part) if !part.to_string_lossy().starts_with('.')))
}

async fn confined(root: &Path, name: &str) -> io::Result<Option<Vec<u8>>> {
    let path = match tokio::fs::canonicalize(root.join(name)).await {
        Ok(path) => path,
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::InvalidFilename
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    // A symbolic link may not lead out of the folder.
    if !path.starts_with(root) || !tokio::fs::metadata(&path).await?.is_file() {
        return Ok(None);
    }
    tokio::fs::read(&path).await.map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_the_folder_are_not_plain() {
        for good in ["index.html", "snippets/a-1/inline0.js", "a..b.js"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in [
            "",
            "../x",
            "a/../x",
            "/etc/passwd",
            ".env",
            "a/.git/x",
            "a\\b",
            "c:x",
            "a\0b",
            "./x",
        ] {
            assert!(!is_plain(bad), "{bad}");
        }
    }
}
