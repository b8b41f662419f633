//! Packing: every file of the bundle, with brotli and gzip made once, at build time.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::failure::{Failure, Outcome};

const COMPRESSIBLE: &[&str] = &["html", "js", "mjs", "wasm", "css", "svg", "json", "txt"];

/// Makes `packed` from `dist`: a clean copy with `NAME.br` and `NAME.gz` beside each compressible file.
/// `packed` is replaced at the end only, so that a reader never sees half of it for long.
///
/// # Errors
/// When a file cannot be read or written.
pub fn pack(dist: &Path, packed: &Path) -> Outcome {
    let staged = packed.with_extension("new");
    clear(&staged)?;
    let mut compressible = Vec::new();
    copy(dist, &staged, &mut compressible)?;
    // The wasm file takes far longest: one thread per file keeps it off the others' way.
    std::thread::scope(|scope| {
        let jobs: Vec<_> = compressible
            .iter()
            .map(|file| scope.spawn(|| compress(file)))
            .collect();
        jobs.into_iter().try_for_each(|job| {
            job.join()
                .unwrap_or_else(|_| Err(Failure::new("compressing the console broke off")))
        })
    })?;
    clear(packed)?;
    fs::rename(&staged, packed).map_err(|error| Failure::io("cannot move to", packed, &error))
}

fn clear(folder: &Path) -> Outcome {
    match fs::remove_dir_all(folder) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::io("cannot remove", folder, &error)),
    }
}

fn copy(from: &Path, to: &Path, compressible: &mut Vec<PathBuf>) -> Outcome {
    fs::create_dir_all(to).map_err(|error| Failure::io("cannot create", to, &error))?;
    let unreadable = |error| Failure::io("cannot read", from, &error);
    for entry in fs::read_dir(from).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let source = entry.path();
        let target = to.join(entry.file_name());
        if source.is_dir() {
            copy(&source, &target, compressible)?;
            continue;
        }
        fs::copy(&source, &target).map_err(|error| Failure::io("cannot copy", &source, &error))?;
        let ending = target.extension().and_then(|ending| ending.to_str());
        if ending.is_some_and(|ending| COMPRESSIBLE.contains(&ending)) {
            compressible.push(target);
        }
    }
    Ok(())
}

fn compress(file: &Path) -> Outcome {
    let content = fs::read(file).map_err(|error| Failure::io("cannot read", file, &error))?;
    write(&beside(file, "br"), &brotli(&content)?)?;
    write(&beside(file, "gz"), &gzip(&content)?)
}

fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content).map_err(|error| Failure::io("cannot write", file, &error))
}

/// `NAME.js` becomes `NAME.js.br`.
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn brotli(content: &[u8]) -> Outcome<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &parameters)
        .map_err(|error| Failure::new(format!("brotli: {error}")))?;
    Ok(packed)
}

fn gzip(content: &[u8]) -> Outcome<Vec<u8>> {
    // No name and no time inside: the same input gives the same bytes.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(9));
    encoder
        .write_all(content)
        .and_then(|()| encoder.finish())
        .map_err(|error| Failure::new(format!("gzip: {error}")))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn the_pack_is_a_clean_copy_with_both_forms_beside() {
        let folder = tempfile::tempdir().unwrap();
        let dist = folder.path().join("dist");
        let packed = folder.path().join("console");
        fs::create_dir_all(dist.join("icons")).unwrap();
        fs::create_dir_all(&packed).unwrap();
        fs::write(packed.join("old.js"), "old").unwrap();
        let text = "a line that repeats\n".repeat(100);
        fs::write(dist.join("app.js"), &text).unwrap();
        fs::write(dist.join("icons/key.png"), "png").unwrap();

        pack(&dist, &packed).unwrap();

        assert!(!packed.join("old.js").exists());
        assert_eq!(fs::read_to_string(packed.join("app.js")).unwrap(), text);
        assert!(packed.join("icons/key.png").exists());
        assert!(!packed.join("icons/key.png.br").exists());

        let mut unpacked = Vec::new();
        let brotli = fs::read(packed.join("app.js.br")).unwrap();
        assert!(brotli.len() < text.len() / 10);
        brotli::BrotliDecompress(&mut &*brotli, &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());

        let mut unpacked = String::new();
        let gzip = fs::read(packed.join("app.js.gz")).unwrap();
        flate2::read::GzDecoder::new(&*gzip)
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);
    }
}
