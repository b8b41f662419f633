//! Reading what a tool prints for `--version`.

/// The first word that looks like a version, without what surrounds it.
pub fn first_version(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| {
            word.trim_start_matches('v')
                .trim_end_matches([',', ';', ')'])
        })
        .find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::first_version;

    #[test]
    fn reads_what_the_tools_print() {
        assert_eq!(first_version("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(first_version("wasm-bindgen 0.2.126"), Some("0.2.126"));
        assert_eq!(
            first_version("wasm-opt version 132 (version_132)"),
            Some("132")
        );
        assert_eq!(
            first_version("geckodriver 0.37.1 (b617178ef491 2026-02-10)\n\nThe source code ..."),
            Some("0.37.1")
        );
        assert_eq!(first_version("v20.20.2"), Some("20.20.2"));
    }

    #[test]
    fn text_without_a_version_has_none() {
        assert_eq!(first_version(""), None);
        assert_eq!(first_version("command not found"), None);
    }
}
