//! The path policy of `/api`: what looks like an attempt to leave the API is refused, never normalised.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Encodings inside encodings that are looked through; a path with more layers is refused.
const LAYERS: usize = 3;

/// Why a path is refused, as a sentence for the error message.
pub(crate) type Refusal = &'static str;

/// Checks a raw path (not decoded, without query).
///
/// # Errors
/// The reason, when the path could mean something else to the appliance than to the gateway.
pub(crate) fn check(path: &str) -> Result<(), Refusal> {
    if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("The path holds a character that must be percent-encoded.");
    }
    if path.contains("//") {
        return Err("The path holds an empty segment (//).");
    }
    path.split('/').try_for_each(check_segment)
}

fn check_segment(raw: &str) -> Result<(), Refusal> {
    let mut text = Cow::Borrowed(raw);
    for layer in 0..=LAYERS {
        check_text(&text)?;
        let decoded = decode(&text, layer)?;
        if decoded == text {
            return Ok(());
        }
        text = Cow::Owned(decoded);
    }
    Err("The path is percent-encoded too many times.")
}

fn check_text(segment: &str) -> Result<(), Refusal> {
    if matches!(segment, "." | "..") {
        return Err("The path holds a dot segment (. or ..).");
    }
    if segment.contains(['/', '\\', ';']) {
        return Err("The path holds an encoded slash, a backslash or a semicolon.");
    }
    if segment.chars().any(char::is_control) {
        return Err("The path holds a control character.");
    }
    Ok(())
}

fn decode(text: &str, layer: usize) -> Result<String, Refusal> {
    // Only the outermost layer is the client's own encoding: a `%` inside a name is that name's business.
    if layer == 0 && !well_formed(text) {
        return Err("The path holds a % that is not followed by two hexadecimal digits.");
    }
    match percent_decode_str(text).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) if layer == 0 => Err("The path is not valid UTF-8."),
        Err(_) => Ok(text.to_owned()),
    }
}

fn well_formed(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| {
        let mut digits = rest.bytes();
        digits.next().is_some_and(|digit| digit.is_ascii_hexdigit())
            && digits.next().is_some_and(|digit| digit.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_api_paths_pass() {
        for path in [
            "/api",
            "/api/",
            "/api/configuration/ssh/connections/-304592658453b6",
            "/api/audit/sessions/ssh-rsa-10.10.100.1:22",
            "/api/x/with%20space/%C5%91/100%25/a..b/.hidden",
            "/api/x/%2541",
        ] {
            assert_eq!(check(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn tricks_are_refused() {
        for path in [
            "/api/../secret",
            "/api/./x",
            "/api/%2e%2e/secret",
            "/api/.%2E/secret",
            "/api/%252e%252e/secret",
            "/api/%25252e%25252e/secret",
            "/api/%2525252525252e./x",
            "/api/a%2fb",
            "/api/a%252Fb",
            "/api/a%5cb",
            "/api/a\\b",
            "/api//x",
            "//api/x",
            "/api/a;b",
            "/api/a%3Bb",
            "/api/a%00",
            "/api/a%0d%0ab",
            "/api/a%7f",
            "/api/%ff",
            "/api/%c0%ae%c0%ae/x",
            "/api/%zz",
            "/api/%",
            "/api/%2",
            "/api/ő",
        ] {
            assert!(check(path).is_err(), "{path}");
        }
    }
}
