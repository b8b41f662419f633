//! How a request presents an API key, as the administrator tells it (product M4.7, Q8).

use http::HeaderName;

use crate::start_error::StartError;

/// Longer is no header that an appliance asks for, in bytes.
const LONGEST: usize = 100;
/// What means something to a shell between double quotes: the console shows the text within a command to be copied.
const SHELL: [char; 5] = ['"', '$', '`', '\\', '!'];

/// The text, if it is the part of a header line before a value: a name, alone or with a colon and a scheme after it.
///
/// # Errors
/// [`StartError::ApiKeyHeader`].
pub(crate) fn checked(text: &str) -> Result<String, StartError> {
    match wrong(text) {
        None => Ok(text.trim().to_owned()),
        Some(reason) => Err(StartError::ApiKeyHeader {
            given: text.to_owned(),
            reason,
        }),
    }
}

fn wrong(text: &str) -> Option<&'static str> {
    let (name, scheme) = text.split_once(':').unwrap_or((text, ""));
    if text.len() > LONGEST {
        Some("it is longer than 100 bytes")
    } else if text.contains(SHELL) {
        Some("a shell would not take \", $, `, \\ or ! as they are")
    } else if HeaderName::from_bytes(name.trim_start().as_bytes()).is_err() {
        Some("it does not begin with the name of a header")
    } else if !scheme.chars().all(|sign| matches!(sign, ' '..='~')) {
        Some("a header line has no control characters and no letters beyond ASCII")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_a_header_line_before_the_key_is_taken() {
        for (given, taken) in [
            ("X-API-Key", "X-API-Key"),
            ("X-API-Key:", "X-API-Key:"),
            (" Authorization: Bearer ", "Authorization: Bearer"),
        ] {
            assert_eq!(checked(given).unwrap(), taken);
        }
    }

    #[test]
    fn anything_else_is_refused_with_the_next_step() {
        for given in [
            "",
            ":",
            "X API Key:",
            "X-Key:\r\nX-Other:",
            "X-Key: a\tb",
            "X-Key: \u{7f}",
            "X-Schlüssel:",
            "X-Key: Schlüssel",
            "X-Key: \"; rm -r . #",
            "X-Key: $(id)",
            "X-Key`id`:",
            &"X".repeat(101),
        ] {
            let refused = checked(given).unwrap_err().to_string();
            assert!(refused.contains("--api-key-header"), "{given:?}: {refused}");
        }
    }
}
