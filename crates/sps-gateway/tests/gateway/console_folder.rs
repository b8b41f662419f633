//! A packed console as `cargo xtask build` leaves it, in a temporary folder.

use std::fs;

use tempfile::TempDir;

pub const INDEX: &str = "<!doctype html><title>Console</title>";
pub const SCRIPT: &str = "sps-console-0123456789abcdef.js";
pub const WASM: &str = "sps-console-0123456789abcdef_bg.wasm";

pub fn console_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
    put("index.html", INDEX);
    put("index.html.br", "index as brotli");
    put(SCRIPT, "export default 1");
    put(&format!("{SCRIPT}.br"), "script as brotli");
    put(&format!("{SCRIPT}.gz"), "script as gzip");
    put(WASM, "\0asm");
    put(&format!("{WASM}.gz"), "wasm as gzip");
    put("boot.js", "boot()");
    put("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    put("style-0123456789abcdef.css", "a{}");
    put("font.woff2", "font");
    put("data.json", "{}");
    fs::create_dir(folder.path().join("snippets")).unwrap();
    put("snippets/inline0.js", "1");
    folder
}
