//! Tells the linker what a divided build needs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // The tool that divides the program follows these from one function to the next.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
